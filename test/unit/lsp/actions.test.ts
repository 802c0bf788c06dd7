// Refactorings of linker scripts: what they write, where they are offered, and where they are not.

import assert from 'node:assert/strict';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { findDevice } from '../../../src/devices/find-device';
import type { Action } from '../../../src/lsp/action';
import { addExternalSection } from '../../../src/lsp/actions/add-external-section';
import { addRegion } from '../../../src/lsp/actions/add-region';
import { convertLength } from '../../../src/lsp/actions/convert-length';
import { viewOf } from '../../../src/lsp/open-documents';
import type { ScriptView } from '../../../src/lsp/script-view';

const script = [
  'MEMORY',
  '{',
  '  FLASH (rx) : ORIGIN = 0x08000000, LENGTH = 1024K',
  '  SDRAM (rw) : ORIGIN = 0xD0000000, LENGTH = 0x800000',
  '}',
  'SECTIONS',
  '{',
  '  .text : { *(.text*) } >FLASH',
  '}',
  '',
].join('\n');

function view(text: string, part?: string): ScriptView {
  const plain = viewOf(TextDocument.create('file:///a.ld', 'linkerscript', 1, text));
  const match = part === undefined ? undefined : findDevice(part);
  if (match?.kind !== 'found') return plain;
  const known = { device: match.device, source: 'test' };
  return { ...plain, facts: { ...plain.facts, part: known } };
}

/** Every text that the action makes of the script with the cursor at a word. */
function made(action: Action, text: string, word: string, part?: string): readonly string[] {
  const seen = view(text, part);
  const at = text.indexOf(word);
  return action(seen, { start: at, end: at }).map(({ edits }) =>
    TextDocument.applyEdits(
      seen.document,
      edits.map(({ start, end, newText }) => ({
        range: {
          start: { line: start.line - 1, character: start.column - 1 },
          end: { line: end.line - 1, character: end.column - 1 },
        },
        newText,
      })),
    ),
  );
}

describe('conversion of a length', () => {
  it('offers the other units in which it is a whole number', () => {
    assert.deepEqual(made(convertLength, script, 'FLASH'), [
      script.replace('1024K', '1M'),
      script.replace('1024K', '0x00100000'),
    ]);
    assert.deepEqual(made(convertLength, script, 'SDRAM'), [
      script.replace('0x800000', '8M'),
      script.replace('0x800000', '8192K'),
    ]);
  });

  it('leaves a length alone that goes on behind its number', () => {
    for (const length of ['512KB', '1MB', '64Kb', '1024Bytes', '1024_']) {
      assert.deepEqual(made(convertLength, script.replace('1024K', length), 'FLASH'), [], length);
    }
  });

  it('leaves expressions alone', () => {
    const text = script.replace('1024K', '1024K - 16K');
    assert.deepEqual(made(convertLength, text, 'FLASH'), []);
  });
});

describe('a region for a memory of the part', () => {
  it('is offered for each memory that no region is in, and evaluates to it', () => {
    const all = made(addRegion, script, 'MEMORY', 'STM32F429ZI');
    const regions = all.map((text) => viewOf(document(text)).facts.script.regions.at(-1));
    assert.ok(regions.some((each) => each?.name === 'CCMRAM' && each.origin === 0x10000000));
    assert.ok(regions.every((each) => (each?.length ?? 0) > 0));
  });

  it('is not offered where the part is not known', () => {
    assert.deepEqual(made(addRegion, script, 'MEMORY'), []);
  });
});

describe('a section for an external RAM', () => {
  it('is not loaded, stands in its region and has no problem', () => {
    const [text = ''] = made(addExternalSection, script, 'SDRAM', 'STM32F429ZI');
    const { script: model } = viewOf(document(text)).facts;
    assert.deepEqual(model.problems, []);
    const section = model.sections.at(-1);
    assert.equal(section?.name, '.sdram');
    assert.equal(section.type, 'NOLOAD');
    assert.equal(section.region, 'SDRAM');
  });

  it('is offered once, and not for memory of the part itself', () => {
    const [text = ''] = made(addExternalSection, script, 'SDRAM', 'STM32F429ZI');
    assert.deepEqual(made(addExternalSection, text, 'SDRAM', 'STM32F429ZI'), []);
    assert.deepEqual(made(addExternalSection, script, 'FLASH', 'STM32F429ZI'), []);
  });
});

function document(text: string): TextDocument {
  return TextDocument.create('file:///a.ld', 'linkerscript', 1, text);
}

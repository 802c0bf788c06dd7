// All checks of a script together: half a script is checked as well, what is not known is said, and what a check of
// the linked file tells is left to it.

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readScript } from '../../../src/linker/read-script';
import { checkScript } from '../../../src/script-checks/check-script';
import { scriptChecks } from '../../../src/script-checks/index';
import type { ScriptFacts } from '../../../src/script-checks/script-check';
import { deviceNamed } from '../../support/device';
import { applyEdits, checkCase } from '../../support/script-case';

const fixtures = join(__dirname, '..', '..', 'fixtures', 'scripts');

const data = `MEMORY
{
  FLASH (rx)  : ORIGIN = 0x08000000, LENGTH = 1024K
  RAM   (xrw) : ORIGIN = 0x20000000, LENGTH = 128K
}
SECTIONS
{
  .isr_vector : { KEEP(*(.isr_vector)) } >FLASH
  .text : { *(.text*) } >FLASH
  .data : { *(.data*) } >RAM
}
`;

function factsOf(text: string): ScriptFacts {
  const script = readScript(text, 'board.ld');
  return { script, part: undefined, named: [], build: undefined, needed: undefined };
}

describe('checkScript', () => {
  for (const id of readdirSync(fixtures)) {
    it(`takes scripts of ${id} cut off at every line, with places and edits inside the text`, () => {
      const bad = readdirSync(join(fixtures, id)).filter((each) => /^bad-.*\.ld$/.test(each));
      for (const name of bad.slice(0, 2)) {
        const path = join(fixtures, id, name);
        const text = readFileSync(path, 'utf8');
        for (const { index } of text.matchAll(/\n/g)) {
          const part = text.slice(0, index);
          const lines = part.split('\n').length;
          for (const { location, fixes } of checkCase(part, name, path).findings) {
            if (location?.file === name) assert.ok((location.line ?? 0) <= lines);
            for (const { edits = [] } of fixes) {
              const own = edits.filter(({ file }) => file === name);
              assert.doesNotThrow(() => applyEdits(part, own));
            }
          }
        }
      }
    });
  }

  it('names every check that could not run, and what it lacked', () => {
    const { skipped } = checkScript(factsOf(data));
    const lacking = scriptChecks.filter(({ needs }) => needs.length > 0).map(({ id }) => id);
    assert.deepEqual(
      skipped.map(({ id }) => id),
      lacking,
    );
    const part = skipped.find(({ id }) => id === 'ld-region-outside-part');
    assert.equal(part?.why, 'the part is not known');
  });

  it('runs the checks that need a part once there is one', () => {
    const device = deviceNamed('STM32F405RG');
    const { skipped } = checkScript({ ...factsOf(data), part: { device, source: 'test' } });
    assert.ok(skipped.every(({ need }) => need !== 'part'));
  });

  it('leaves a check out where one of the linked file tells the same', () => {
    const ids = (covered: ReadonlySet<string>): readonly string[] =>
      checkScript(factsOf(data), covered).findings.map(({ id }) => id);
    assert.ok(ids(new Set()).includes('ld-data-without-load-region'));
    assert.ok(!ids(new Set(['elf-data-loads-to-ram'])).includes('ld-data-without-load-region'));
  });

  it('stops at a hundred findings', () => {
    const section = '.data : { *(.data*) } >RAM\n';
    const { findings } = checkScript(factsOf(data.replace(`  ${section}`, section.repeat(300))));
    assert.equal(findings.length, 100);
  });

  it('tells a missing include as information, since -L may lead to it', () => {
    const script = readScript('INCLUDE memory.ld\n', 'board.ld', () => undefined);
    const { findings } = checkScript({ ...factsOf(''), script });
    assert.deepEqual(
      findings.map(({ id, severity }) => [id, severity]),
      [['ld-include-missing', 'information']],
    );
  });
});

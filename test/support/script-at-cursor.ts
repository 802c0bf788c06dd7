// A linker script with a cursor in it, written `‸`, as the features of the language server see it.

import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Position } from 'vscode-languageserver';
import { viewOf } from '../../src/lsp/open-documents';
import type { ScriptView } from '../../src/lsp/script-view';
import type {
  BuildSeen,
  InputSectionSeen,
  OutputSectionSeen,
  ScriptFacts,
} from '../../src/script-checks/script-check';
import { deviceNamed } from './device';

export interface AtCursor {
  readonly view: ScriptView;
  readonly position: Position;
  /** Without the cursor. */
  readonly text: string;
}

/** @param part is called by its name; without a cursor the position is the end of the text. */
export function scriptAtCursor(
  marked: string,
  known: Partial<Omit<ScriptFacts, 'part'>> & { readonly part?: string } = {},
): AtCursor {
  const text = marked.replace('‸', '');
  const offset = marked.includes('‸') ? marked.indexOf('‸') : marked.length;
  const document = TextDocument.create('file:///fw/app.ld', 'linkerscript', 1, text);
  const view = viewOf(document);
  const { part, ...facts } = known;
  const named =
    part === undefined
      ? {}
      : { part: { device: deviceNamed(part), source: 'device table; app.ioc names the part' } };
  return {
    view: { ...view, facts: { ...view.facts, ...facts, ...named } },
    position: document.positionAt(offset),
    text,
  };
}

export const builtAtMs = 1_700_000_000_000;

/** A build that is three minutes old at `builtAtMs` plus that. */
export function buildWith(
  outputs: readonly (Pick<OutputSectionSeen, 'name' | 'address' | 'sizeBytes'> &
    Partial<OutputSectionSeen>)[],
  rest: {
    readonly symbols?: Record<string, number>;
    readonly inputs?: readonly InputSectionSeen[];
  } = {},
): BuildSeen {
  return {
    source: '/fw/build/app.elf',
    writtenAtMs: builtAtMs,
    outputs: new Map(
      outputs.map((each) => [
        each.name,
        { loadAddress: each.address, isNobits: false, ...each } satisfies OutputSectionSeen,
      ]),
    ),
    symbols: new Map(Object.entries(rest.symbols ?? {})),
    inputs: rest.inputs,
  };
}

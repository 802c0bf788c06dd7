// Hover: what stands under the pointer, what it comes to, and what the part and the last build say of it.

import type { Hover, Position, Range } from 'vscode-languageserver';
import { builtinNamed } from '../builtins';
import { cursorPlace } from '../cursor-place';
import type { Feature } from '../feature';
import { builtinText } from '../hover/builtin-hover';
import { expressionHover } from '../hover/expression-hover';
import { inputHover } from '../hover/input-hover';
import { regionHover } from '../hover/region-hover';
import { sectionHover } from '../hover/section-hover';
import { symbolHover } from '../hover/symbol-hover';
import { builtinPlaceOf } from '../place-of-builtin';
import type { ScriptView, SourceUse } from '../script-view';
import { isExpression, pathAt } from '../tree-path';
import { code } from '../words/markdown';
import { nameAt } from '../../linker/names';
import type { NameUse } from '../../linker/names';
import type { Span } from '../../base/text';

export const hover: Feature = {
  capabilities: { hoverProvider: true },
  listen(connection, views) {
    connection.onHover(async ({ textDocument: { uri }, position }) => {
      const view = views.of(uri);
      if (view === undefined) return null;
      const name = nameAt(view.tree, view.document.offsetAt(position));
      const sources =
        name?.kind === 'symbol' ? await views.sourceUses(view, name.name) : undefined;
      return hoverAt(view, position, Date.now(), sources?.uses) ?? null;
    });
  },
};

/** @param uses of the symbol there, in sources. */
export function hoverAt(
  view: ScriptView,
  position: Position,
  nowMs: number,
  uses?: readonly SourceUse[],
): Hover | undefined {
  const { document, tree } = view;
  const offset = document.offsetAt(position);
  const name = nameAt(tree, offset);
  if (name !== undefined) return toHover(view, nameText(view, name, nowMs, uses), name);
  const text = document.getText();
  const word = wordAt(text, offset);
  const builtin = word && builtinAt(view, word, text.slice(word.start, word.end));
  const path = pathAt(tree, offset);
  const node = path.at(-1);
  // On the name of a function its own value is worth a line; on `ALIGN` behind a colon there is none.
  const isCall = node?.kind === 'call' && word?.start === node.callee.start;
  const value =
    node !== undefined && isExpression(node) && (isCall || builtin === undefined)
      ? expressionHover(node, view.facts.script, text)
      : undefined;
  if (word !== undefined && builtin !== undefined) {
    return toHover(view, value === undefined ? builtin : `${value}\n\n---\n\n${builtin}`, word);
  }
  if (node !== undefined && value !== undefined) return toHover(view, value, node);
  const input = path.findLast(({ kind }) => kind === 'input');
  if (input === undefined) return undefined;
  const described = inputHover(view, offset, nowMs);
  return described === undefined ? undefined : toHover(view, described, input);
}

function nameText(
  view: ScriptView,
  { kind, name, start }: NameUse,
  nowMs: number,
  uses: readonly SourceUse[] | undefined,
): string {
  switch (kind) {
    case 'region':
      return regionHover(view, name, nowMs);
    case 'section':
      return sectionHover(view, name, start, nowMs);
    case 'symbol':
      return symbolHover(view, name, start, nowMs, uses);
    case 'segment':
      return `${code(name)} · segment of PHDRS`;
  }
}

/** More text than a script has. */
const mostCharacters = 2_000_000;

/** A word of the language as it stands there; nothing in comments, strings and patterns of the same name. */
function builtinAt({ tree }: ScriptView, { start }: Span, word: string): string | undefined {
  const builtin = builtinNamed(word);
  if (builtin === undefined) return undefined;
  return word === '.' ? builtinText(builtin) : textAt(tree, start, word);
}

const wordForm = /[\w/.]/;

function wordAt(text: string, offset: number): Span | undefined {
  let [start, end] = [offset, offset];
  while (start > 0 && offset - start < 100 && wordForm.test(text[start - 1] ?? '')) start -= 1;
  while (end < text.length && end - offset < 100 && wordForm.test(text[end] ?? '')) end += 1;
  return end > start ? { start, end } : undefined;
}

function toHover({ document }: ScriptView, value: string, { start, end }: Span): Hover {
  const range: Range = { start: document.positionAt(start), end: document.positionAt(end) };
  return { contents: { kind: 'markdown', value }, range };
}

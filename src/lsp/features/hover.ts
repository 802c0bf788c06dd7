// Hover: what stands under the pointer, what it comes to, and what the part and the last build say of it.

import type { Hover, Position, Range } from 'vscode-languageserver';
import { builtinNamed, builtins } from '../builtins';
import { cursorPlace } from '../cursor-place';
import type { Feature } from '../feature';
import { builtinText } from '../hover/builtin-hover';
import { expressionHover } from '../hover/expression-hover';
import { inputHover } from '../hover/input-hover';
import { regionHover } from '../hover/region-hover';
import { sectionHover } from '../hover/section-hover';
import { symbolHover } from '../hover/symbol-hover';
import { builtinPlaceOf } from '../place-of-builtin';
import type { ScriptView } from '../script-view';
import { isExpression, pathAt } from '../tree-path';
import { code, paragraphs } from '../words/markdown';
import { nameAt } from '../../linker/names';
import type { NameUse } from '../../linker/names';
import type { Span } from '../../base/text';

export const hover: Feature = {
  capabilities: { hoverProvider: true },
  listen(connection, views) {
    connection.onHover(({ textDocument: { uri }, position }) => {
      const view = views.of(uri);
      return (view && hoverAt(view, position, Date.now())) ?? null;
    });
  },
};

const longestWord = 100;

/** @param nowMs for the age of the last build. */
export function hoverAt(view: ScriptView, position: Position, nowMs: number): Hover | undefined {
  const { document, tree } = view;
  const offset = document.offsetAt(position);
  const name = nameAt(tree, offset);
  if (name !== undefined) return toHover(view, nameText(view, name, nowMs), name);
  const path = pathAt(tree, offset);
  const node = path.at(-1);
  const builtin = builtinAt(view, offset);
  // The name of a function stands for what it comes to as well; other words have no value.
  const hasValue = builtin === undefined || (node?.kind === 'call' && node.start === builtin.start);
  const value =
    node !== undefined && isExpression(node) && hasValue
      ? expressionHover(node, view, nowMs)
      : undefined;
  if (builtin !== undefined) return toHover(view, paragraphs(value, builtin.text), builtin);
  if (node !== undefined && value !== undefined) return toHover(view, value, node);
  const input = path.findLast(({ kind }) => kind === 'input');
  if (input === undefined) return undefined;
  const described = inputHover(view, offset, nowMs);
  return described === undefined ? undefined : toHover(view, described, input);
}

function nameText(view: ScriptView, { kind, name, start }: NameUse, nowMs: number): string {
  switch (kind) {
    case 'region':
      return regionHover(view, name, nowMs);
    case 'section':
      return sectionHover(view, name, start, nowMs);
    case 'symbol':
      return symbolHover(view, name, start, nowMs);
    case 'segment':
      return `${code(name)} · segment of PHDRS`;
  }
}

interface Described extends Span {
  readonly text: string;
}

/** A word of the language where it means that; nothing in comments, strings and patterns. */
function builtinAt({ document, tree }: ScriptView, offset: number): Described | undefined {
  const text = document.getText();
  const span = wordAt(text, offset);
  const word = text.slice(span.start, span.end);
  if (word !== '.' && !builtins.some(({ name }) => name === word)) return undefined;
  const at = cursorPlace(text, span.start, tree.context, tree.isPreprocessed);
  const place = at?.inside === 'word' ? builtinPlaceOf(at.kind) : undefined;
  const found = place && builtinNamed(word, place);
  return found && { ...span, text: builtinText(found) };
}

/** Letters, digits and `_` around the offset; a dot where it stands alone. */
function wordAt(text: string, offset: number): Span {
  let [start, end] = [offset, offset];
  const isPart = (index: number): boolean => /\w/.test(text[index] ?? '');
  while (start > 0 && offset - start < longestWord && isPart(start - 1)) start -= 1;
  while (end - offset < longestWord && isPart(end)) end += 1;
  if (start === end && text[end] === '.') end += 1;
  return { start, end };
}

function toHover({ document }: ScriptView, value: string, { start, end }: Span): Hover {
  const range: Range = { start: document.positionAt(start), end: document.positionAt(end) };
  return { contents: { kind: 'markdown', value }, range };
}

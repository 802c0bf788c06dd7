// What a hover says of an expression: its value in both bases, or that only the linker knows it.

import type { Expression } from '../../linker/syntax';
import type { LinkerScript } from '../../linker/script-model';
import { expressionValue } from '../expression-value';
import { code } from '../words/markdown';
import { valueText } from '../words/value-words';

/** Longer expressions are not repeated. */
const longestShown = 60;

/** @returns undefined where nothing is to be said. */
export function expressionHover(
  expression: Expression,
  script: LinkerScript,
  text: string,
): string | undefined {
  const { kind } = expression;
  if (kind === 'missing' || kind === 'name' || kind === 'assert') return undefined;
  const value = expressionValue(expression, script);
  const written = text.slice(expression.start, expression.end);
  const shown = written.length > longestShown ? '' : `${code(written)} `;
  if (value !== undefined) return `${shown}= **${valueText(value)}**`;
  return `${shown === '' ? 'This ' : shown}is known only to the linker: it depends on what is linked.`;
}

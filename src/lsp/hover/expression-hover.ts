// What a hover says of an expression: its value in both bases, or that only the linker knows it.

import type { CallExpression, Expression } from '../../linker/syntax';
import type { BuildSeen } from '../../script-checks/script-check';
import { expressionValue } from '../expression-value';
import type { ScriptView } from '../script-view';
import { buildText } from '../words/build-words';
import { code, plain } from '../words/markdown';
import { valueText } from '../words/value-words';

/** Longer expressions are not repeated. */
const longestShown = 60;

/** @returns undefined where nothing is to be said. */
export function expressionHover(
  expression: Expression,
  { document, facts: { script, build } }: ScriptView,
  nowMs: number,
): string | undefined {
  const { kind, start, end } = expression;
  if (kind === 'missing' || kind === 'name' || kind === 'assert') return undefined;
  const written = document.getText().slice(start, end);
  const shown = written.length > longestShown ? '' : `${code(written)} `;
  const value = expressionValue(expression, script);
  if (value !== undefined) return `${shown}= **${valueText(value)}**`;
  const built = build && kind === 'call' ? builtValue(expression, build) : undefined;
  if (build !== undefined && built !== undefined) {
    const from = plain(buildText(build, nowMs));
    return `${shown}= **${valueText(built)}** in the last build (${from})`;
  }
  const subject = shown === '' ? 'This ' : shown;
  return `${subject}is known only to the linker: it depends on what is linked.`;
}

/** Of functions that ask for an output section. */
function builtValue(
  { callee, args: [name] }: CallExpression,
  build: BuildSeen,
): number | undefined {
  const output = name?.kind === 'name' ? build.outputs.get(name.name) : undefined;
  switch (callee.text) {
    case 'SIZEOF':
      return output?.sizeBytes;
    case 'ADDR':
      return output?.address;
    case 'LOADADDR':
      return output?.loadAddress;
    default:
      return undefined;
  }
}

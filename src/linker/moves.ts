// How far an assignment moves the location counter, where that does not depend on where it is.

import { evaluate } from './evaluate-expression';
import type { Scope } from './evaluate-expression';
import type { Outcome } from './items';
import type { Assignment, Expression } from './syntax';
import { unsigned } from './values';
import { partsOf } from './walk-expression';

/** Of `. = ALIGN(n)`, `. = . + n`, `. += n` and `. -= n`. */
export function moveOf(node: Assignment, scope: Scope): Pick<Outcome, 'align' | 'growth'> {
  const { value, operator } = node;
  if (operator === '+=') return { growth: evaluate(value, scope)?.bits };
  if (operator === '-=') {
    const loss = evaluate(value, scope)?.bits;
    return { growth: loss === undefined ? undefined : unsigned(-loss) };
  }
  if (operator !== '=') return {};
  if (value.kind === 'call' && value.callee.text === 'ALIGN') {
    const [first, second] = value.args;
    const alignment = second !== undefined && isDot(first) ? second : first;
    if (alignment === undefined || (second !== undefined && !isDot(first))) return {};
    return { align: evaluate(alignment, scope)?.bits };
  }
  return { growth: growthOf(value, scope) };
}

/** Of `. + a - b`. */
function growthOf(expression: Expression, scope: Scope): bigint | undefined {
  const parts = partsOf(expression);
  if (parts.filter(isDot).length !== 1 || parts.some(isAligned)) return undefined;
  let first = expression;
  while (first.kind === 'binary' && /^[+-]$/.test(first.operator)) first = first.left;
  if (!isDot(first)) return undefined;
  return evaluate(expression, { ...scope, dot: () => ({ bits: 0n, kind: 'offset' }) })?.bits;
}

function isDot(expression: Expression | undefined): boolean {
  return expression?.kind === 'name' && expression.name === '.';
}

/** How far ALIGN goes depends on where it begins. */
function isAligned(expression: Expression): boolean {
  return expression.kind === 'call' && /^(?:ALIGN|BLOCK)$/.test(expression.callee.text);
}

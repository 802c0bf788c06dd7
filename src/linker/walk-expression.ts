// Every part of an expression. A loop, not a recursion: chains are long.

import type { Expression } from './syntax';

/**
 * @param inside what of a part is looked into; all of it unless said otherwise.
 * @returns the expression itself and all in it, in no order that means anything.
 */
export function partsOf(
  expression: Expression | undefined,
  inside = directParts,
): readonly Expression[] {
  const parts: Expression[] = expression === undefined ? [] : [expression];
  for (const part of parts) {
    for (const each of inside(part)) parts.push(each);
  }
  return parts;
}

/** What an expression is made of, one level down. */
export function directParts(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case 'unary':
      return [expression.operand];
    case 'binary':
      return [expression.left, expression.right];
    case 'conditional':
      return [expression.condition, expression.yes, expression.no];
    case 'call':
      return expression.args;
    case 'assert':
      return [expression.condition];
    case 'number':
    case 'name':
    case 'missing':
      return [];
  }
}

// Every part of an expression, and every expression of a construct. A loop, not a recursion: chains are long.

import type { CallExpression, Expression } from './syntax';
import type { Step } from './program';

/** @returns the expression itself and all in it, in no order that means anything. */
export function partsOf(expression: Expression | undefined): readonly Expression[] {
  const parts: Expression[] = expression === undefined ? [] : [expression];
  for (const part of parts) {
    switch (part.kind) {
      case 'unary':
        parts.push(part.operand);
        break;
      case 'binary':
        parts.push(part.left, part.right);
        break;
      case 'conditional':
        parts.push(part.condition, part.yes, part.no);
        break;
      case 'call':
        for (const argument of part.args) parts.push(argument);
        break;
      case 'assert':
        parts.push(part.condition);
        break;
      case 'number':
      case 'name':
      case 'missing':
    }
  }
  return parts;
}

/** The regions that ORIGIN(…) and LENGTH(…) ask for in a step, whether or not they are evaluated. */
export function regionsAsked(step: Step): readonly string[] {
  return expressionsOf(step)
    .flatMap(partsOf)
    .filter((part): part is CallExpression => part.kind === 'call')
    .filter(({ callee: { text } }) => text === 'ORIGIN' || text === 'LENGTH')
    .flatMap(({ args: [name] }) => (name?.kind === 'name' ? [name.name] : []));
}

function expressionsOf(step: Step): readonly (Expression | undefined)[] {
  if (step.kind === 'end') return [];
  const { node } = step;
  switch (node.kind) {
    case 'assignment':
    case 'data':
      return [node.value];
    case 'assert':
      return [node.condition];
    case 'region':
      return [node.origin, node.length];
    case 'output': {
      const overlay = step.kind === 'section' ? step.overlay : undefined;
      const head = [node.address, node.loadAddress, node.align, node.subalign, node.fill];
      return [...head, overlay?.address, overlay?.loadAddress, overlay?.fill];
    }
    case 'alias':
    case 'command':
    case 'input':
    case 'insert':
      return [];
  }
}

// What the expressions of a script ask for by name: regions, and output sections.

import { isProvided } from './items';
import type { Program, Step } from './program';
import type { SectionAsked } from './script-model';
import type { CallExpression, Expression } from './syntax';
import { directParts, partsOf } from './walk-expression';

/** The regions that ORIGIN(…) and LENGTH(…) ask for in a step, whether or not they are evaluated. */
export function regionsAsked(step: Step): readonly string[] {
  return expressionsOf(step)
    .flatMap((each) => partsOf(each))
    .filter(isCall)
    .filter(({ callee: { text } }) => text === 'ORIGIN' || text === 'LENGTH')
    .flatMap(({ args: [name] }) => (name?.kind === 'name' ? [name.name] : []));
}

const ofSections: ReadonlySet<string> = new Set(['ADDR', 'ALIGNOF', 'LOADADDR', 'SIZEOF']);

/** Once each, also where the same file is included twice. */
export function sectionsAsked({ steps }: Program): readonly SectionAsked[] {
  const asked = new Map<Expression, SectionAsked>();
  for (const step of steps) {
    if (step.kind === 'end') continue;
    const parts = expressionsOf(step).flatMap((each) => partsOf(each, outsideOfBranches));
    for (const { callee, args } of parts.filter(isCall)) {
      const [name] = args;
      if (name?.kind !== 'name' || !ofSections.has(callee.text)) continue;
      const place = step.source.placeOf(name.word);
      const isAlways = isAlwaysEvaluated(step);
      asked.set(name, { name: name.name, callee: callee.text, isAlways, place });
    }
  }
  return [...asked.values()];
}

/** Of `a ? b : c` ld looks at one branch only. */
function outsideOfBranches(part: Expression): readonly Expression[] {
  return part.kind === 'conditional' ? [part.condition] : directParts(part);
}

/** What stands at the head of an output section ld needs only if the section gets content. */
function isAlwaysEvaluated({ node }: Exclude<Step, { kind: 'end' }>): boolean {
  if (node.kind === 'assignment') return !isProvided(node);
  return node.kind === 'data' || node.kind === 'assert';
}

function isCall(part: Expression): part is CallExpression {
  return part.kind === 'call';
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

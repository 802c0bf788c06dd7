// Hit counts as a GDB condition: GDB itself counts in a convenience variable, so the target is resumed
// without a word to the client, and every operator works alike.

import { badHitCondition } from './errors';

export interface HitCondition {
  /** The convenience variable to set to 0 before; undefined without a hit count. */
  readonly counter: string | undefined;
  readonly expression: string;
}

/**
 * Joins a condition and a hit count (`5`, `>= 5`, `== 5`, `% 5`, …; a bare number is "from that hit on").
 * @returns undefined when there is neither. @throws Failure bad-hit-condition
 */
export function hitCondition(
  condition: string | undefined,
  hits: string | undefined,
  counter: string,
): HitCondition | undefined {
  const plain = condition?.trim() ?? '';
  const count = hits?.trim() ?? '';
  if (count === '') return plain === '' ? undefined : { counter: undefined, expression: plain };
  const match = /^(>=|>|==|=|<=|<|%)?\s*(\d+)$/.exec(count);
  if (match === null) throw badHitCondition(count);
  const operator = match[1] ?? '>=';
  const counted = `(${counter} = ${counter} + 1)`;
  const test =
    operator === '%'
      ? `${counted} % ${match[2]} == 0`
      : `${counted} ${operator === '=' ? '==' : operator} ${match[2]}`;
  // Only hits whose condition holds are counted.
  return { counter, expression: plain === '' ? test : `(${plain}) && ${test}` };
}

/** The convenience variable that counts the hits of the breakpoint with this DAP id. */
export function hitCounter(id: number): string {
  return `$stm32_hits_${id}`;
}

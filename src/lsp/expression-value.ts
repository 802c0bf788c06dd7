// What an expression of a script comes to, from what the evaluated script knows of its symbols and regions.

import { evaluate } from '../linker/evaluate-expression';
import type { Value } from '../linker/values';
import { regionNamed } from '../linker/script-model';
import type { LinkerScript } from '../linker/script-model';
import type { Expression } from '../linker/syntax';

/** Undefined where it depends on the link: sizes of sections, the location counter, symbols of objects. */
export function expressionValue(expression: Expression, script: LinkerScript): bigint | undefined {
  return evaluate(expression, {
    symbol: (name) => number(symbolValue(script, name)),
    isDefined: () => false,
    dot: () => undefined,
    section: undefined,
    region: (name) => {
      const region = regionNamed(script, name);
      if (region === undefined) return undefined;
      return { origin: bits(region.origin), length: bits(region.length) };
    },
    problem: () => undefined,
  })?.bits;
}

/** Of the assignment that counts in the end: the last; PROVIDE only where no other is. */
export function symbolValue(script: LinkerScript, name: string): number | undefined {
  const all = script.symbols.filter((symbol) => symbol.name === name);
  return (all.findLast(({ isProvided }) => !isProvided) ?? all[0])?.value;
}

function number(value: number | undefined): Value | undefined {
  return value === undefined ? undefined : { bits: BigInt(value), kind: 'number' };
}

function bits(value: number | undefined): bigint | undefined {
  return value === undefined ? undefined : BigInt(value);
}

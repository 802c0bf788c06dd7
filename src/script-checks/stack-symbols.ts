// The symbols by which scripts tell the first stack pointer, and what they could be instead.

import { hex32 } from '../base/hex';
import type { Fix } from '../findings/finding';
import type { LinkerScript, ScriptRegion, ScriptSymbol } from '../linker/script-model';
import { regionCalled } from './region-place';
import { holds } from './section-content';
import { replacement, shortPlace } from './script-words';

/** ST's and newlib's, CMSIS's, TI's and Rust's. */
const names: ReadonlySet<string> = new Set([
  ...['_estack', '__estack', '__StackTop', '__initial_sp', '__stack', '_stack_top'],
  ...['__stack_top', '__stack_top__', '__STACK_TOP', '_stack_start'],
]);

export interface StackTop {
  readonly symbol: ScriptSymbol;
  /** The first free address above the stack, as the processor loads it. */
  readonly value: number;
}

/** Those whose value is known, by their last assignment; none where branches of the preprocessor set one anew. */
export function stackTops({ symbols, isPreprocessed }: LinkerScript): readonly StackTop[] {
  const tops = symbols.filter(({ name }) => names.has(name));
  const last = new Map(tops.map((symbol) => [symbol.name, symbol]));
  const isRepeated = tops.length > last.size;
  return [...last.values()].flatMap((symbol): StackTop[] => {
    const { value } = symbol;
    if (value === undefined || value === 0 || (isPreprocessed && isRepeated)) return [];
    return [{ symbol, value }];
  });
}

/** The region for the variables, at whose end the stack belongs by default. */
export function stackRegion(script: LinkerScript): ScriptRegion | undefined {
  const section = script.sections.find((each) => holds(each, 'zero'));
  return section?.region === undefined ? undefined : regionCalled(script, section.region);
}

/** Lets the symbol be the end of a region, whatever that is. */
export function regionEndFix(symbol: ScriptSymbol, { name }: ScriptRegion): Fix {
  return valueFix(symbol, `ORIGIN(${name}) + LENGTH(${name})`);
}

export function addressFix(symbol: ScriptSymbol, address: number): Fix {
  return valueFix(symbol, hex32(address));
}

function valueFix({ name, operator, valuePlace }: ScriptSymbol, newText: string): Fix {
  const title = `Set ${name} to ${newText} in ${shortPlace(valuePlace)}.`;
  return operator === '=' ? { title, edits: [replacement(valuePlace, newText)] } : { title };
}

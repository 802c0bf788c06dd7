// C, C++ or assembler text → the symbols that it takes from the linker script: `extern uint32_t _sidata;`,
// `.word _sdata`, `ldr r0, =_ebss`. One text does not tell who defines a name, so only names count that are used as
// linker symbols are: by their address, and with the underscore that they have by custom. Never throws; linear.

import { LineIndex } from '../base/text';
import { assemblerSymbols } from './assembler-symbols';
import { declaredSymbols } from './declared-symbols';

/** One symbol of one source. */
export interface SymbolUse {
  readonly name: string;
  /** Its declaration; in assembler its first use. Counted from 1, the end exclusive. */
  readonly place: {
    readonly file: string;
    readonly line: number;
    readonly column: number;
    readonly endColumn: number;
  };
  /** Whether this is the startup code, which runs before main. */
  readonly isStartup: boolean;
  /** Whether an object of this source asks the linker for it: used, not weak, and not within an #if left to the build. */
  readonly isNeeded: boolean;
}

/** What a reader finds in a text; the start is the name's. */
export interface FoundSymbol {
  readonly name: string;
  readonly start: number;
  readonly isNeeded: boolean;
}

/** What linker scripts name: ends of sections, stacks and heaps, sizes, regions. */
const usual =
  /start|begin|end|top|limit|base|size|len|addr|load|lma|vma|stack|heap|data|bss|text|table|array|exidx|ram|flash|rom/i;

/**
 * Names of the C library, of compilers, of objcopy, SEGGER's RTT and Eclipse ThreadX with its family, which begin with
 * an underscore too; handlers and tables of vectors, which are code's.
 */
const notLinkers =
  /^(?:_+(?:start|main|mainCRTStartup|libc_(?:init|fini)_array|cs3_.*|impure_.*|dso_handle|ctype.*|errno|stack_chk_.*|malloc_.*|(?:aeabi|gnu|cxa|HAL|IO|binary|SEGGER|txe?|fxe?|nxe?|uxe?|gxe?|rt)_.*)|_.*(?:handler|isr|irq|vectors?))$/i;

/** @returns each symbol once, in order of their places. */
export function externSymbols(text: string, file: string): readonly SymbolUse[] {
  if (!text.includes('_') && !/\bend\b/.test(text)) return [];
  const found = isAssembler(file) ? assemblerSymbols(text) : declaredSymbols(text);
  const symbols = found.filter(({ name }) => isLinkerName(name));
  if (symbols.length === 0) return [];
  const index = new LineIndex(text);
  const isStartup = isStartupCode(text, file);
  return symbols.map(({ name, start, isNeeded }) => {
    const { line, column } = index.placeOf(start);
    const place = { file, line, column, endColumn: column + name.length };
    return { name, place, isStartup, isNeeded };
  });
}

/** By the file's name: `.s`, `.S`, `.sx`, `.asm`. */
export function isAssembler(file: string): boolean {
  return /\.(?:s|sx|asm)$/i.test(file);
}

function isLinkerName(name: string): boolean {
  if (name === 'end') return true;
  return name.startsWith('_') && usual.test(name) && !notLinkers.test(name);
}

function isStartupCode(text: string, file: string): boolean {
  if (/(?:startup|crt0)[^/\\]*$/i.test(file)) return true;
  return isAssembler(file)
    ? /^[ \t]*reset_handler[ \t]*:/im.test(text)
    : /\breset_handler[ \t]*\([^;{)]*\)\s*\{/i.test(text);
}

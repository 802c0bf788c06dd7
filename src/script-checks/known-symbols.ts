// Symbols that startup code takes from a linker script, and where in a script each belongs.

import type { FileEdit } from '../findings/finding';
import type { LinkerScript, ScriptSection } from '../linker/script-model';
import { isDiscard, takersOf } from './input-patterns';
import { insertAbove, insertBehind, insertBefore } from './script-edits';
import { dataSection, zeroSection } from './whole-program';

type Meaning =
  { readonly kind: 'start' | 'end' | 'load'; readonly of: string } | { readonly kind: 'stack' };

const start = (of: string): Meaning => ({ kind: 'start', of });
const end = (of: string): Meaning => ({ kind: 'end', of });
const load: Meaning = { kind: 'load', of: '.data' };
const stack: Meaning = { kind: 'stack' };

/** ST's startup files, CMSIS's, libopencm3, newlib's and GCC's own. */
const meanings: ReadonlyMap<string, Meaning> = new Map([
  ...[['_sidata', load] as const, ['__etext', load] as const, ['_data_loadaddr', load] as const],
  ...[['_sdata', start('.data')] as const, ['__data_start__', start('.data')] as const],
  ...[['_edata', end('.data')] as const, ['__data_end__', end('.data')] as const],
  ...[['_sbss', start('.bss')] as const, ['__bss_start__', start('.bss')] as const],
  ...[['_ebss', end('.bss')] as const, ['__bss_end__', end('.bss')] as const],
  ...[['_estack', stack] as const, ['__StackTop', stack] as const],
  ...['preinit', 'init', 'fini'].flatMap((name): (readonly [string, Meaning])[] => [
    [`__${name}_array_start`, start(`.${name}_array`)],
    [`__${name}_array_end`, end(`.${name}_array`)],
  ]),
  ['__exidx_start', start('.ARM.exidx')],
  ['__exidx_end', end('.ARM.exidx')],
]);

/** How a symbol is added to a script. */
export interface SymbolHome {
  /** Completes "_sdata is missing: …": `where section .data begins`. */
  readonly meaning: string;
  /** The section that it belongs to. */
  readonly section: ScriptSection;
  /** Empty where the script has no place that is surely right. */
  readonly edits: readonly FileEdit[];
}

/** Undefined for symbols that only their project knows, and where the script lacks the section. */
export function homeOf(script: LinkerScript, name: string): SymbolHome | undefined {
  const meaning = meanings.get(name);
  if (meaning === undefined) return undefined;
  const section = meaning.kind === 'stack' ? zeroSection(script) : sectionFor(script, meaning.of);
  if (section === undefined) return undefined;
  switch (meaning.kind) {
    case 'stack': {
      const region = section.region ?? '';
      const edits =
        region === ''
          ? []
          : [insertAbove(section, [`${name} = ORIGIN(${region}) + LENGTH(${region});`])];
      return { meaning: 'the end of the memory for the stack', section, edits };
    }
    case 'load': {
      const edits = [insertAbove(section, [`${name} = LOADADDR(${section.name});`])];
      return {
        meaning: `where the initial values of section ${section.name} are stored`,
        section,
        edits,
      };
    }
    case 'start': {
      const edits = isOnly(section, meaning.of) ? [startEdit(section, name)] : [];
      return { meaning: `where section ${section.name} begins`, section, edits };
    }
    case 'end': {
      const edits = isOnly(section, meaning.of) ? [endEdit(section, name)] : [];
      return { meaning: `where section ${section.name} ends`, section, edits };
    }
  }
}

function sectionFor(script: LinkerScript, name: string): ScriptSection | undefined {
  if (name === '.data') return dataSection(script);
  if (name === '.bss') return zeroSection(script);
  return takersOf(script, name).find(({ section }) => !isDiscard(section))?.section;
}

/** .data and .bss may hold what they like; a table between other things has its own bounds. */
function isOnly({ inputs }: ScriptSection, name: string): boolean {
  if (name === '.data' || name === '.bss') return true;
  return inputs.every(({ patterns }) => patterns.every((pattern) => pattern.startsWith(name)));
}

function startEdit({ items, bodyPlace }: ScriptSection, name: string): FileEdit {
  const [first] = items;
  const isAligned = first?.kind === 'move' && first.align !== undefined;
  const text = ` ${name} = .;`;
  return isAligned ? insertBehind(first.place, text) : insertBefore(bodyPlace, text);
}

/** Startup code counts in words. */
function endEdit({ items, bodyPlace, place }: ScriptSection, name: string): FileEdit {
  const last = items.findLast(({ kind }) => kind !== 'symbol');
  const isAligned = last?.kind === 'move' && (last.align ?? 0) >= 4;
  const text = `${isAligned ? '' : '. = ALIGN(4); '}${name} = .;`;
  if (bodyPlace.line === bodyPlace.endLine) return insertBehind(bodyPlace, ` ${text} `);
  return insertBehind(bodyPlace, `  ${text}\n${' '.repeat(place.column - 1)}`);
}

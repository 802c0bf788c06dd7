// What VTOR is set to, as far as the text alone says it: ST's system_stm32xxxx.c decides it by macros of its own.

import { maskOf } from './masks';
import type { Defines } from './masks';
import { tokenize } from './tokens';
import type { Token } from './tokens';

/** What the text's macros make of a statement. */
export interface VtorSetting {
  /** Unsigned; undefined where a name of another file or an address of the linker is in it. */
  readonly address: number | undefined;
  /** An #if, or a macro in the value, depends on more than this text. */
  readonly isConditional: boolean;
  /** Left out unless a build option defines what its #if asks for. */
  readonly isSwitchedOff: boolean;
}

/** SCB_VTOR (Armv7-M manual, B3.2.5). */
export const vtorNumber = /^0x0*e000ed08[ul]*$/i;

/** `NVIC_SetVectorTable(base, offset)` of SPL, and libmaple's. */
export const vtorCall = /^(NVIC_SetVectorTable|nvic_set_vector_table)$/;

/** Names that stand between the `*` of a register access and its address. */
export const accessWord =
  /^([()*]|volatile|const|unsigned|long|int|u?int32_t|uintptr_t|__IO|v?u32)$/;

/** Macros of ST's templates; whoever wants them is told to uncomment them there. */
const templateMacros: ReadonlySet<string> = new Set(['USER_VECT_TAB_ADDRESS', 'VECT_TAB_SRAM']);

/** Names of CMSIS and SPL. The second bank's address depends on the part. */
const knownNames: readonly (readonly [name: string, value: string])[] = [
  ['FLASH_BASE', '0x08000000'],
  ['FLASH_BANK1_BASE', '0x08000000'],
  ['FLASHAXI_BASE', '0x08000000'],
  ['FLASH_BASE_NS', '0x08000000'],
  ['FLASH_BASE_S', '0x0C000000'],
  ['NVIC_VectTab_FLASH', '0x08000000'],
  ['SRAM_BASE', '0x20000000'],
  ['NVIC_VectTab_RAM', '0x20000000'],
  ['SCB_VTOR_TBLOFF_Msk', '0xFFFFFF80'],
];

const maxNames = 50;

/** Reads the text a second time, with the macros of ST's templates decided by it. */
export class VtorReader {
  private readonly starts: ReadonlyMap<number, boolean>;
  private readonly defines: Defines;
  private readonly uncertain: ReadonlySet<string>;

  constructor(text: string) {
    const { tokens, defines, uncertain } = tokenize(text, templateMacros);
    this.starts = new Map(tokens.map((token) => [token.start, token.isConditional === true]));
    const known = knownNames.map(([name, value]): [string, readonly Token[]] => {
      return [name, [{ kind: 'number', text: value, start: 0 }]];
    });
    this.defines = new Map([...known, ...defines]);
    this.uncertain = uncertain;
  }

  /** @param parts what is put together by OR: one value, or base and offset. */
  settingOf(start: number, parts: readonly (readonly Token[])[]): VtorSetting {
    const masks = parts.map((part) => maskOf(part, this.defines));
    const bits = masks.reduce((sum, mask) => (sum | mask.bits) >>> 0, 0);
    const isExact = masks.length > 0 && masks.every((mask) => mask.isExact);
    const isOpen = this.starts.get(start);
    return {
      address: isExact && isOpen !== undefined ? bits : undefined,
      isConditional: isOpen !== false || this.dependsOnMore(parts.flat()),
      isSwitchedOff: isOpen === undefined,
    };
  }

  /** Whether a macro in it may be another one in the build. */
  private dependsOnMore(tokens: readonly Token[]): boolean {
    const seen = new Set<string>();
    const open = tokens.filter(({ kind }) => kind === 'word').map(({ text }) => text);
    for (let name = open.pop(); name !== undefined; name = open.pop()) {
      if (seen.has(name)) continue;
      if (this.uncertain.has(name) || seen.size > maxNames) return true;
      seen.add(name);
      for (const { kind, text } of this.defines.get(name) ?? []) {
        if (kind === 'word') open.push(text);
      }
    }
    return false;
  }
}

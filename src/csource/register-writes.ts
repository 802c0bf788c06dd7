// Assignments to registers → what they do to a debugger's connection: AFIO_MAPR.SWJ_CFG, GPIOx_MODER, IWDG_KR,
// WWDG_CR, DBGMCU, SCB_SCR.

import { debugBitOf, swjOf } from './call-kinds';
import { bitNumbers } from './gpio-inits';
import { maskOf } from './masks';
import type { Defines, Mask } from './masks';
import type { Statement } from './statements';
import type { Token } from './tokens';

/** `AFIO->MAPR |= …`. */
export interface RegisterWrite {
  /** `AFIO`, `GPIOA`, `IWDG1`. */
  readonly peripheral: string;
  readonly register: string;
  readonly operator: string;
  readonly value: readonly Token[];
}

export type WriteMeaning =
  | Pick<Statement, 'kind' | 'port' | 'pins' | 'mode' | 'argument'>
  /** MODER set to the alternate function after it was cleared. */
  | { readonly kind: 'alternate'; readonly port: string; readonly pins: readonly number[] }
  /** SCB_SCR.SLEEPDEEP: the next WFI stops the clocks. */
  | { readonly kind: 'deep-sleep'; readonly isOn: boolean };

/** Undefined for a write that means nothing here, or whose value is not known from this text. */
export function meaningOfWrite(write: RegisterWrite, defines: Defines): WriteMeaning | undefined {
  const { peripheral, register, operator, value } = write;
  const words = value.filter(({ kind }) => kind === 'word').map(({ text }) => text);
  const mask = maskOf(value, defines);
  const isSet = operator === '=' || operator === '|=';
  if (peripheral === 'AFIO' && register === 'MAPR') return swjWrite(words, mask, operator);
  const port = /^GPIO([A-Z])$/.exec(peripheral)?.[1];
  if (port !== undefined && register === 'MODER') return moderWrite(port, mask, operator);
  if (/^IWDG\d?$/.test(peripheral) && register === 'KR') {
    const isStart = mask.bits === 0xcccc || words.includes('IWDG_KEY_ENABLE');
    return isStart ? { kind: 'watchdog-start', argument: 'IWDG' } : undefined;
  }
  if (/^WWDG\d?$/.test(peripheral) && register === 'CR' && isSet) {
    const isStart = words.includes('WWDG_CR_WDGA') || (mask.bits & 0x80) !== 0;
    return isStart ? { kind: 'watchdog-start', argument: 'WWDG' } : undefined;
  }
  if (peripheral === 'DBGMCU' && isSet) return debugBitOf(words);
  if (peripheral === 'SCB' && register === 'SCR') {
    const isDeep = words.some((word) => word.startsWith('SCB_SCR_SLEEPDEEP'));
    // Bit 2, ARMv7-M Architecture Reference Manual B3.2.7.
    if (isDeep || (mask.isExact && (mask.bits & 4) !== 0)) {
      return { kind: 'deep-sleep', isOn: operator !== '&=' };
    }
  }
  return undefined;
}

/** SWJ_CFG is write-only and in bits 26 to 24 (RM0008 section 9.4.2). */
function swjWrite(
  words: readonly string[],
  mask: Mask,
  operator: string,
): WriteMeaning | undefined {
  if (operator !== '=' && operator !== '|=') return undefined;
  const named = swjOf(words);
  if (named !== undefined) return { kind: named };
  const field = (mask.bits >>> 24) & 7;
  if (field === 4) return { kind: 'swj-disable' };
  return field === 1 || field === 2 ? { kind: 'swj-enable' } : undefined;
}

/** Pins that this write takes from their alternate function (10), which is the debug pins' state after reset. */
function moderWrite(port: string, mask: Mask, operator: string): WriteMeaning | undefined {
  const isLost = (pin: number): boolean => {
    const field = (mask.bits >>> (2 * pin)) & 3;
    if (operator === '|=') return (field & 1) === 1;
    if (operator === '&=') return mask.isExact && field !== 2 && field !== 3;
    return operator === '=' && mask.isExact && field !== 2;
  };
  const pins = bitNumbers(0xffff).filter(isLost);
  if (pins.length === 0 && operator === '|=') {
    const isAlternate = (pin: number): boolean => ((mask.bits >>> (2 * pin)) & 2) === 2;
    return { kind: 'alternate', port, pins: bitNumbers(0xffff).filter(isAlternate) };
  }
  return pins.length === 0 ? undefined : { kind: 'gpio-init', port, pins, mode: 'MODER' };
}

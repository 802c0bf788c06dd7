// C or C++ text → the statements that a debugger's connection hangs on: the SWD pins switched off or on again, low
// power, watchdogs. Comments, strings and what #if 0 hides do not count. (Contract.)

import type { Span } from '../base/text';

export type StatementKind =
  /** `__HAL_AFIO_REMAP_SWJ_DISABLE()`, `LL_GPIO_AF_DisableRemap_SWJ`/`_DISABLE_SWJ`, MAPR SWJ_CFG = 100. */
  | 'swj-disable'
  /** `__HAL_AFIO_REMAP_SWJ_ENABLE/NOJTAG/NONJTRST()` and their LL forms. */
  | 'swj-enable'
  /** A GPIO initialisation whose pins hold the given one: HAL_GPIO_Init, LL_GPIO_Init, LL_GPIO_SetPinMode, MODER. */
  | 'gpio-init'
  | 'watchdog-start'
  /** HAL_PWR_EnterSTOPMode and its like, `__WFI()` with SLEEPDEEP; `__WFI()` alone is `sleep`. */
  | 'stop-mode'
  | 'standby-mode'
  | 'sleep'
  /** HAL_DBGMCU_EnableDBGStopMode and its like: the debugger stays connected. */
  | 'debug-in-low-power'
  /** `__HAL_DBGMCU_FREEZE_IWDG()` and its like. */
  | 'watchdog-freeze'
  /** HAL_PWREx_ConfigSupply(…). */
  | 'supply';

export interface Statement extends Span {
  readonly kind: StatementKind;
  /** The text of the call or assignment, one line. */
  readonly text: string;
  /** Counted from 1. */
  readonly line: number;
  readonly column: number;
  /** For gpio-init: port letter and pin numbers, `A` and [13, 14]; for supply: its argument. */
  readonly port?: string;
  readonly pins?: readonly number[];
  readonly mode?: string;
  readonly argument?: string;
}

/** Finds them in order of their places. */
export function findStatements(text: string): readonly Statement[] {
  void text;
  return [];
}

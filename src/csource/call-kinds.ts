// Names of HAL, LL, SPL, libopencm3 and CMSIS calls → what they do to a debugger's connection.

import type { StatementKind } from './statements';

/** What a call does, with the argument that tells it apart. */
export interface CallMeaning {
  readonly kind: StatementKind;
  readonly argument?: string;
}

type Row = readonly [name: RegExp, kind: StatementKind, argument?: string];

/** Calls whose name says everything. */
const byName: readonly Row[] = [
  [/^__HAL_(AFIO_)?REMAP_SWJ_DISABLE$/, 'swj-disable'],
  [/^LL_GPIO_AF_DisableRemap_SWJ$/, 'swj-disable'],
  [/^disableDebugPorts$/, 'swj-disable'],
  [/^__HAL_(AFIO_)?REMAP_SWJ_(ENABLE|NOJTAG|NONJTRST)$/, 'swj-enable'],
  [/^LL_GPIO_AF_(EnableRemap_SWJ|Remap_SWJ_NOJTAG|Remap_SWJ_NONJTRST)$/, 'swj-enable'],
  [/^enableDebugPorts$/, 'swj-enable'],
  [/^(HAL_IWDG_(Init|Start)|LL_IWDG_Enable|IWDG_Enable|iwdg_start)$/, 'watchdog-start', 'IWDG'],
  [/^(MX_IWDG\d?_Init|__HAL_IWDG_START)$/, 'watchdog-start', 'IWDG'],
  [/^(HAL_WWDG_(Init|Start)|LL_WWDG_Enable|WWDG_Enable)$/, 'watchdog-start', 'WWDG'],
  [/^(MX_WWDG\d?_Init|__HAL_WWDG_ENABLE)$/, 'watchdog-start', 'WWDG'],
  [/^(HAL_)?PWR(Ex)?_Enter(UnderDrive)?STOP\d?Mode$/i, 'stop-mode'],
  [/^(HAL_)?PWR(Ex)?_Enter(STANDBY|SHUTDOWN)Mode$/i, 'standby-mode'],
  [/^(HAL_)?PWR(Ex)?_Enter(LowPower)?SLEEPMode$/i, 'sleep'],
  [
    /^(HAL|LL)_(DBGMCU_)?Enable(Domain\d|D\d)?(DBG|Debug)(In)?StopMode/i,
    'debug-in-low-power',
    'stop',
  ],
  [
    /^(HAL|LL)_(DBGMCU_)?Enable(Domain\d|D\d)?(DBG|Debug)(In)?StandbyMode/i,
    'debug-in-low-power',
    'standby',
  ],
  [
    /^(HAL|LL)_(DBGMCU_)?Enable(Domain\d|D\d)?(DBG|Debug)(In)?SleepMode/i,
    'debug-in-low-power',
    'sleep',
  ],
  [/^__HAL_(DBGMCU_)?FREEZE_IWDG\d?(_DBGMCU)?$/, 'watchdog-freeze', 'IWDG'],
  [/^__HAL_(DBGMCU_)?FREEZE2?_?WWDG\d?(_DBGMCU)?$/, 'watchdog-freeze', 'WWDG'],
];

/** The meaning of a call, given the words in its arguments; undefined for one that means nothing here. */
export function meaningOf(name: string, words: readonly string[]): CallMeaning | undefined {
  for (const [pattern, kind, argument] of byName) {
    if (pattern.test(name)) return argument === undefined ? { kind } : { kind, argument };
  }
  return byArguments(name, words);
}

function byArguments(name: string, words: readonly string[]): CallMeaning | undefined {
  const isOff = words[words.length - 1] === 'DISABLE';
  if (name === 'GPIO_PinRemapConfig') return remapOf(words, isOff);
  // AFIO_DBGAFR_CONFIG, MODIFY_REG(AFIO->MAPR, …), gpio_primary_remap of libopencm3.
  const swj = swjOf(words);
  if (swj !== undefined) return { kind: swj };
  const isFreezer =
    /^LL_DBGMCU_.*FreezePeriph$/.test(name) ||
    /^DBGMCU_(APB\d(Periph)?)?Config$/.test(name) ||
    isRegisterSet(name, words, 'DBGMCU');
  if (!isFreezer || isOff) return undefined;
  return debugBitOf(words);
}

/** SPL of F1: `GPIO_PinRemapConfig(GPIO_Remap_SWJ_Disable, ENABLE)`; with DISABLE it gives the pins back. */
function remapOf(words: readonly string[], isOff: boolean): CallMeaning | undefined {
  const remap = words.find((word) => word.startsWith('GPIO_Remap_SWJ_'));
  if (remap === undefined) return undefined;
  const isDisable = remap === 'GPIO_Remap_SWJ_Disable' && !isOff;
  return { kind: isDisable ? 'swj-disable' : 'swj-enable' };
}

function isRegisterSet(name: string, words: readonly string[], register: string): boolean {
  return (name === 'SET_BIT' || name === 'MODIFY_REG') && words[0] === register;
}

/** AFIO_MAPR.SWJ_CFG by the names of its values (CMSIS, libopencm3). RM0008 section 9.4.2: 100 switches all off. */
export function swjOf(words: readonly string[]): 'swj-disable' | 'swj-enable' | undefined {
  const off = /^AFIO_MAPR_SWJ_CFG_(DISABLE(_Msk)?|2|JTAG_OFF_SW_OFF)$/;
  const on =
    /^AFIO_MAPR_SWJ_CFG_(JTAGDISABLE(_Msk)?|NOJNTRST(_Msk)?|RESET|[01]|JTAG_OFF_SW_ON|FULL_SWJ(_NO_JNTRST)?)$/;
  if (words.some((word) => off.test(word))) return 'swj-disable';
  return words.some((word) => on.test(word)) ? 'swj-enable' : undefined;
}

/** DBGMCU's bits by their names: `DBGMCU_CR_DBG_STOP`, `DBGMCU_APB1_FZ_DBG_IWDG_STOP`, `DBGMCU_IWDG_STOP`. */
export function debugBitOf(words: readonly string[]): CallMeaning | undefined {
  for (const word of words) {
    const watchdog = /(?:^|_)(IWDG|WWDG)\d?(?:_|$)/.exec(word)?.[1];
    if (watchdog !== undefined && word.includes('DBG')) {
      return { kind: 'watchdog-freeze', argument: watchdog };
    }
  }
  const mode = /^DBGMCU_(?:CR_DBG_|CR_)?(SLEEP|STOP|STANDBY)(?:D\d)?(?:_Msk)?$/;
  const modes = words.flatMap((word) => mode.exec(word)?.[1]?.toLowerCase() ?? []);
  if (modes.length === 0) return undefined;
  return { kind: 'debug-in-low-power', argument: [...new Set(modes)].join('+') };
}

// The debug pins of each family: which they are, and what CubeMX calls them and their signals in an .ioc.

import type { IocProject } from './ioc-project';

/** Port and number, `PA13`. */
export interface SwdPins {
  readonly swdio: string;
  readonly swclk: string;
}

/** How CubeMX writes them. */
export interface SwdNames extends SwdPins {
  /** The signals' prefix is the IP that owns them: `SYS`, listed always; `DEBUG`, listed when a mode is chosen. */
  readonly ip: 'SYS' | 'DEBUG';
  readonly swdioSignal: string;
  readonly swclkSignal: string;
  /**
   * What CubeMX writes behind the pins' names. `seen`: it differs inside of the family (`PA13`,
   * `PA13(JTMS/SWDIO)`, `PA13 (JTMS/SWDIO)`), so only another pin of the same file tells.
   */
  readonly suffix: readonly [swdio: string, swclk: string] | 'seen';
}

type Row = readonly [ip: 'SYS' | 'DEBUG', signals: 'SW' | 'SWJ', suffix: SwdNames['suffix']];

const plain = ['', ''] as const;
const boot0 = ['', '-BOOT0'] as const;
const spaced = [' (JTMS/SWDIO)', ' (JTCK/SWCLK)'] as const;

/** By `Mcu.Family` without STM32, read from projects of CubeMX 4.5 to 6.18. */
const families: Readonly<Record<string, Row>> = {
  F0: ['SYS', 'SW', plain],
  L0: ['SYS', 'SW', plain],
  G0: ['SYS', 'SW', boot0],
  C0: ['DEBUG', 'SW', boot0],
  U0: ['DEBUG', 'SWJ', [' (SWDIO)', ' (SWCLK)']],
  F1: ['SYS', 'SWJ', plain],
  F2: ['SYS', 'SWJ', plain],
  F3: ['SYS', 'SWJ', plain],
  F4: ['SYS', 'SWJ', plain],
  F7: ['SYS', 'SWJ', plain],
  G4: ['SYS', 'SWJ', plain],
  L1: ['SYS', 'SWJ', plain],
  WB: ['SYS', 'SWJ', plain],
  L4: ['SYS', 'SWJ', 'seen'],
  WL: ['DEBUG', 'SWJ', plain],
  L5: ['DEBUG', 'SWJ', spaced],
  U3: ['DEBUG', 'SWJ', spaced],
  U5: ['DEBUG', 'SWJ', spaced],
  H5: ['DEBUG', 'SWJ', 'seen'],
  H7: ['DEBUG', 'SWJ', 'seen'],
  WBA: ['DEBUG', 'SWJ', 'seen'],
  WB0: ['DEBUG', 'SW', plain],
  WL3: ['DEBUG', 'SW', plain],
};

/** `F4` for `STM32F4`; undefined for a project that does not say. */
export function familyOf(project: IocProject): string | undefined {
  return /^STM32(\w+)$/.exec(project.family ?? '')?.[1];
}

/**
 * The pins with SWDIO and SWCLK of the project's family (data sheets, "Pinouts and pin description"); undefined
 * where they are pads of their own (MP15, MP2) or the family is not known.
 */
export function swdPinsOf(project: IocProject): SwdPins | undefined {
  const family = familyOf(project);
  if (family === undefined) return undefined;
  if (family === 'WB0' || family === 'WL3') return { swdio: 'PA2', swclk: 'PA3' };
  if (!family.startsWith('MP')) return { swdio: 'PA13', swclk: 'PA14' };
  const isMp13 = project.device?.startsWith('STM32MP13') === true;
  return isMp13 ? { swdio: 'PF15', swclk: 'PF14' } : undefined;
}

/** Undefined where CubeMX's names are not known. */
export function swdNamesOf(project: IocProject): SwdNames | undefined {
  const row = families[familyOf(project) ?? ''];
  const pins = swdPinsOf(project);
  if (row === undefined || pins === undefined) return undefined;
  const [ip, signals, suffix] = row;
  const [data, clock] = signals === 'SW' ? ['SWDIO', 'SWCLK'] : ['JTMS-SWDIO', 'JTCK-SWCLK'];
  return { ...pins, ip, swdioSignal: `${ip}_${data}`, swclkSignal: `${ip}_${clock}`, suffix };
}

// Why the core was last reset: the flags in RCC_CSR or RCC_RSR by family. They stay until the firmware clears them or
// the supply goes. Addresses and bits from ST's device headers (RCC_TypeDef, RCC_CSR_…RSTF_Pos).

import type { Die } from './device';

export interface ResetFlags {
  readonly register: number;
  /** `RCC_CSR`. */
  readonly name: string;
  /** By bit, as the manual calls them. */
  readonly bits: ReadonlyMap<number, string>;
}

type Bits = readonly (readonly [bit: number, name: string])[];

/** Where nearly all families have them; what stands at 27 and below differs. */
const upper: Bits = [
  [26, 'PINRSTF'],
  [28, 'SFTRSTF'],
  [29, 'IWDGRSTF'],
  [30, 'WWDGRSTF'],
  [31, 'LPWRRSTF'],
];
const porAt27: Bits = [[27, 'PORRSTF'], ...upper];
const borAt27: Bits = [[27, 'BORRSTF'], ...upper];
const pwrAt27: Bits = [[25, 'OBLRSTF'], [27, 'PWRRSTF'], ...upper];
const withBorAt25: Bits = [[25, 'BORRSTF'], ...porAt27];
const withOptions: Bits = [[25, 'OBLRSTF'], ...borAt27];
const withFirewall: Bits = [[24, 'FWRSTF'], ...withOptions];
const withCoreSupply: Bits = [[23, 'V18PWRRSTF'], [25, 'OBLRSTF'], ...porAt27];

/** RM0433 8.7.39, RM0399, RM0455, RM0468: the numbered names are those of the single-core parts. */
const h7: Bits = [
  [17, 'CPURSTF'],
  [19, 'D1RSTF'],
  [20, 'D2RSTF'],
  [21, 'BORRSTF'],
  [22, 'PINRSTF'],
  [23, 'PORRSTF'],
  [24, 'SFTRSTF'],
  [26, 'IWDG1RSTF'],
  [27, 'IWDG2RSTF'],
  [28, 'WWDG1RSTF'],
  [29, 'WWDG2RSTF'],
  [30, 'LPWRRSTF'],
];
const h7rs: Bits = [
  [17, 'OBLRSTF'],
  [21, 'BORRSTF'],
  [22, 'PINRSTF'],
  [23, 'PORRSTF'],
  [24, 'SFTRSTF'],
  [26, 'IWDGRSTF'],
  [28, 'WWDGRSTF'],
  [30, 'LPWRRSTF'],
];
const wb0: Bits = [
  [26, 'PADRSTF'],
  [27, 'PORRSTF'],
  [28, 'SFTRSTF'],
  [29, 'WDGRSTF'],
  [30, 'LOCKUPRSTF'],
];

/** By `Die.dbgmcu`, which names the family. */
const table: Readonly<Record<string, readonly [name: string, register: number, bits: Bits]>> = {
  f0: ['RCC_CSR', 0x4002_1024, withCoreSupply],
  f1: ['RCC_CSR', 0x4002_1024, porAt27],
  f2: ['RCC_CSR', 0x4002_3874, withBorAt25],
  f3: ['RCC_CSR', 0x4002_1024, withCoreSupply],
  f4: ['RCC_CSR', 0x4002_3874, withBorAt25],
  f7: ['RCC_CSR', 0x4002_3874, withBorAt25],
  l0: ['RCC_CSR', 0x4002_1050, [[24, 'FWRSTF'], [25, 'OBLRSTF'], ...porAt27]],
  l1: ['RCC_CSR', 0x4002_3834, [[25, 'OBLRSTF'], ...porAt27]],
  l4: ['RCC_CSR', 0x4002_1094, withFirewall],
  l5: ['RCC_CSR', 0x4002_1094, withOptions],
  g0: ['RCC_CSR', 0x4002_1060, pwrAt27],
  g4: ['RCC_CSR', 0x4002_1094, withOptions],
  c0: ['RCC_CSR2', 0x4002_1060, pwrAt27],
  u0: ['RCC_CSR', 0x4002_1094, pwrAt27],
  u3: ['RCC_CSR', 0x4003_0d14, withOptions],
  u5: ['RCC_CSR', 0x4602_0cf4, withOptions],
  wb: ['RCC_CSR', 0x5800_0094, withOptions],
  wl: ['RCC_CSR', 0x5800_0094, [[14, 'RFRSTF'], [24, 'RFILARSTF'], ...withOptions]],
  wba: ['RCC_CSR', 0x4602_0cf4, withOptions],
  wb0: ['RCC_CSR', 0x4840_0094, wb0],
  h5: ['RCC_RSR', 0x4402_0cf4, borAt27],
  h7: ['RCC_RSR', 0x5802_44d0, h7],
  h7rs: ['RCC_RSR', 0x5802_4530, h7rs],
};

/** @returns undefined for families whose register is not known here (N6, MP1, MP2, C5) */
export function resetFlagsOf({ dbgmcu }: Pick<Die, 'dbgmcu'>): ResetFlags | undefined {
  const row = Object.hasOwn(table, dbgmcu) ? table[dbgmcu] : undefined;
  if (row === undefined) return undefined;
  const [name, register, bits] = row;
  return { name, register, bits: new Map(bits) };
}

/** Names of the flags that are set in the register's value, from the lowest bit. */
export function resetFlagNames({ bits }: ResetFlags, value: number): readonly string[] {
  return [...bits]
    .filter(([bit]) => ((value >>> bit) & 1) === 1)
    .sort(([a], [b]) => a - b)
    .map(([, name]) => name);
}

/** Whether a flag tells of a watchdog: `IWDGRSTF`, `WWDG1RSTF`, `WDGRSTF`. */
export function isWatchdogFlag(name: string): boolean {
  return name.includes('WDG');
}

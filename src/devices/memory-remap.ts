// What is mapped at address 0: the MEM_MODE field, which shows what the core was started from.

import type { Die } from './device';

export interface MemoryRemap {
  /** `SYSCFG_MEMRMP`. */
  readonly name: string;
  readonly register: number;
  /** MEM_MODE begins at bit 0. */
  readonly mask: number;
}

/**
 * SYSCFG_MEMRMP or SYSCFG_CFGR1 from ST's device headers (SYSCFG_TypeDef, …_MEM_MODE_Msk), by `Die.dbgmcu`. F1 has no
 * such register; F7, H7 and the parts with Cortex-M33 start from an address in the option bytes.
 */
const table: Readonly<Record<string, MemoryRemap>> = {
  f0: cfgr1(),
  f2: { name: 'SYSCFG_MEMRMP', register: 0x4001_3800, mask: 3 },
  f3: cfgr1(),
  f4: { name: 'SYSCFG_MEMRMP', register: 0x4001_3800, mask: 3 },
  l0: cfgr1(),
  l1: { name: 'SYSCFG_MEMRMP', register: 0x4001_0000, mask: 3 },
  l4: { name: 'SYSCFG_MEMRMP', register: 0x4001_0000, mask: 7 },
  g0: cfgr1(),
  g4: { name: 'SYSCFG_MEMRMP', register: 0x4001_0000, mask: 7 },
  c0: cfgr1(),
  u0: cfgr1(),
  wb: { name: 'SYSCFG_MEMRMP', register: 0x4001_0000, mask: 7 },
  wl: { name: 'SYSCFG_MEMRMP', register: 0x4001_0000, mask: 7 },
};

function cfgr1(): MemoryRemap {
  return { name: 'SYSCFG_CFGR1', register: 0x4001_0000, mask: 3 };
}

export function memoryRemapOf({ dbgmcu }: Pick<Die, 'dbgmcu'>): MemoryRemap | undefined {
  return Object.hasOwn(table, dbgmcu) ? table[dbgmcu] : undefined;
}

/**
 * What the register's value says. 0 says nothing: it is the main flash, and it is also what a register reads whose
 * clock is off (RM0090 7.3.14: SYSCFGEN; the firmware need not have switched it on).
 */
export function remappedMemory(remap: MemoryRemap, value: number): 'system' | 'ram' | undefined {
  switch (value & remap.mask) {
    case 1:
      return 'system';
    case 3:
      return 'ram';
    default:
      return undefined;
  }
}

// Parts with Cortex-M4: DPIDR 2BA01477, FPB with six code and two literal comparators (Cortex-M4 TRM 9, 11).

import { csrOfF, csrOfL } from './part';
import type { Part } from './part';

const cortexM4 = {
  core: 'M4',
  dpidr: 0x2ba01477,
  cpuid: 0x410fc241,
  corePort: { number: 0, idr: 0x24770011 },
  breakpoints: { codes: 6, literals: 2, version: 1 },
  watchpoints: 4,
  isBusOffUnderReset: false,
} as const;

/** RM0090 (F405): DEV_ID 38.6.1, flash size 39.2, RCC_CSR 7.3.20, SYSCFG_MEMRMP 9.2.1. */
export const f405: Part = {
  ...cortexM4,
  name: 'f405',
  deviceName: 'STM32F405RG',
  devId: 0x413,
  idcode: 0x10076413,
  flashKib: 1024,
  uid: [0x00310041, 0x34375105, 0x38323636],
  flash: 'f4',
  // BORRSTF and PINRSTF with PORRSTF: the register's value after power-on is 0x0E000000.
  resetFlags: csrOfF(0x40023874, [25, 26, 27]),
  memoryRemap: 0x40013800,
  loader: 0x1fff2d50,
};

/** RM0351 (L476): DEV_ID 48.6.1, RCC_CSR 6.4.29, SYSCFG_MEMRMP 9.2.1. */
export const l476: Part = {
  ...cortexM4,
  name: 'l476',
  deviceName: 'STM32L476RG',
  devId: 0x415,
  idcode: 0x10076415,
  flashKib: 1024,
  uid: [0x002f0043, 0x3234510f, 0x20313953],
  flash: 'l4',
  resetFlags: csrOfL(0x40021094),
  memoryRemap: 0x40010000,
  loader: 0x1fff1000,
};

/** RM0440 (G431): DEV_ID 47.6.1, RCC_CSR 7.4.28, SYSCFG_MEMRMP 10.2.1. */
export const g431: Part = {
  ...cortexM4,
  name: 'g431',
  deviceName: 'STM32G431RB',
  devId: 0x468,
  idcode: 0x20016468,
  flashKib: 128,
  uid: [0x00540029, 0x5746500b, 0x20353533],
  flash: 'l4',
  resetFlags: csrOfL(0x40021094),
  memoryRemap: 0x40010000,
  loader: 0x1fff1000,
};

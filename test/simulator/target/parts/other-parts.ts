// Parts with other cores than Cortex-M4, each with its manual.

import { csrOfF, csrOfL } from './part';
import type { Part } from './part';

/** RM0008: DEV_ID 31.6.1 (medium density), RCC_CSR 7.3.10; no register tells what is mapped at 0. Cortex-M3 r1p1. */
export const f103: Part = {
  name: 'f103',
  deviceName: 'STM32F103C8',
  core: 'M3',
  dpidr: 0x1ba01477,
  cpuid: 0x411fc231,
  devId: 0x410,
  idcode: 0x20036410,
  flashKib: 64,
  uid: [0x066dff57, 0x49848350, 0x67173515],
  corePort: { number: 0, idr: 0x14770011 },
  breakpoints: { codes: 6, literals: 2, version: 1 },
  watchpoints: 4,
  flash: 'f1',
  resetFlags: csrOfF(0x40021024, [26, 27]),
  loader: 0x1ffff020,
  isBusOffUnderReset: false,
};

/** RM0433: DEV_ID 60.5.8, RCC_RSR 8.7.39 (after power-on 0x00E80000); access ports 60.4. Cortex-M7 r1p1. */
export const h743: Part = {
  name: 'h743',
  deviceName: 'STM32H743ZI',
  core: 'M7',
  dpidr: 0x6ba02477,
  cpuid: 0x411fc271,
  devId: 0x450,
  idcode: 0x20036450,
  flashKib: 2048,
  uid: [0x00210031, 0x30385118, 0x33313232],
  corePort: { number: 0, idr: 0x84770001 },
  breakpoints: { codes: 8, literals: 0, version: 2 },
  watchpoints: 4,
  flash: 'h7',
  resetFlags: {
    ...{ register: 0x580244d0, clear: 16, pin: 22, software: 24, independentWatchdog: 26 },
    ...{ powerOn: [19, 21, 22, 23], always: [17] },
  },
  loader: 0x1ff09aac,
  isBusOffUnderReset: true,
};

/** RM0438: DEV_ID 52.11.1, RCC_CSR 9.8.36. Cortex-M33 r0p3 or later. */
export const l552: Part = {
  name: 'l552',
  deviceName: 'STM32L552ZE',
  core: 'M33',
  dpidr: 0x0be12477,
  cpuid: 0x410fd214,
  devId: 0x472,
  idcode: 0x20016472,
  flashKib: 512,
  uid: [0x0042003b, 0x5033500e, 0x20333639],
  corePort: { number: 0, idr: 0x14770015 },
  breakpoints: { codes: 8, literals: 0, version: 2 },
  watchpoints: 4,
  flash: 'l5',
  resetFlags: csrOfL(0x40021094),
  loader: 0x0bf91000,
  isBusOffUnderReset: false,
};

/** RM0481: DEV_ID 59.12.4, RCC_RSR 11.8.60; AP0 is the debug APB, AP1 the core's (59.3). */
export const h563: Part = {
  name: 'h563',
  deviceName: 'STM32H563ZI',
  core: 'M33',
  dpidr: 0x6ba02477,
  cpuid: 0x410fd214,
  devId: 0x484,
  idcode: 0x10016484,
  flashKib: 2048,
  uid: [0x002c0047, 0x33325111, 0x30373333],
  corePort: { number: 1, idr: 0x14770015 },
  breakpoints: { codes: 8, literals: 0, version: 2 },
  watchpoints: 4,
  flash: 'h5',
  resetFlags: csrOfL(0x44020cf4),
  loader: 0x0bf87000,
  isBusOffUnderReset: true,
};

/** RM0444: DEV_ID 40.10.1, RCC_CSR2 5.4.26, SYSCFG_CFGR1 8.1.1. Cortex-M0+ r0p1: a BPU with four comparators. */
export const g071: Part = {
  name: 'g071',
  deviceName: 'STM32G071RB',
  core: 'M0+',
  dpidr: 0x0bc11477,
  cpuid: 0x410cc601,
  devId: 0x460,
  idcode: 0x20006460,
  flashKib: 128,
  uid: [0x0038001d, 0x5647500a, 0x20323938],
  corePort: { number: 0, idr: 0x04770031 },
  breakpoints: { codes: 4, literals: 0, version: 1 },
  watchpoints: 2,
  flash: 'l4',
  resetFlags: csrOfL(0x40021060),
  memoryRemap: 0x40010000,
  loader: 0x1fff0e00,
  isBusOffUnderReset: false,
};

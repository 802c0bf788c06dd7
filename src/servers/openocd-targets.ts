// OpenOCD's target file for a part, and what it must be told of it: its flash banks, its second core, its core's resets.

import type { LaunchArgs } from '../launch/launch-args';
import { byPartName } from './by-part-name';
import type { PartTable } from './by-part-name';

/**
 * Target file by the start of the part's name. Files as in 0.12, then those that came later (openocd.org, tcl/target): an
 * older OpenOCD without them is told by server-files-missing. The files for two banks are those of parts whose second bank
 * is a bank of its own for OpenOCD; without it the upper half of their flash could not be programmed.
 */
const targetFiles: PartTable = [
  // Their names begin like those of a family below, whose file has another flash driver.
  ['STM32WBA', undefined],
  ['STM32WB0', undefined],
  ['STM32WL3', undefined],
  ['STM32H7R', undefined],
  ['STM32H7S', undefined],
  ['STM32F0', 'stm32f0x'],
  ['STM32F1', 'stm32f1x'],
  ['STM32F2', 'stm32f2x'],
  ['STM32F3', 'stm32f3x'],
  ['STM32F4', 'stm32f4x'],
  ['STM32F7', 'stm32f7x'],
  ['STM32G0', 'stm32g0x'],
  ['STM32G4', 'stm32g4x'],
  ['STM32H72', 'stm32h7x'],
  ['STM32H73', 'stm32h7x'],
  ['STM32H750', 'stm32h7x'],
  ['STM32H7B0', 'stm32h7x'],
  // H742 to H757, H7A3, H7B3 (RM0433, RM0399, RM0455: 2 x 512 KiB or 2 x 1 MiB, the second always at 0x08100000).
  ['STM32H7', 'stm32h7x_dual_bank'],
  ['STM32L0', 'stm32l0'],
  ['STM32L1', 'stm32l1'],
  ['STM32L4', 'stm32l4x'],
  ['STM32L5', 'stm32l5x'],
  ['STM32U5', 'stm32u5x'],
  ['STM32WB', 'stm32wbx'],
  ['STM32WL', 'stm32wlx'],
  ['STM32C0', 'stm32c0x'],
  ['STM32H5', 'stm32h5x'],
  ['STM32U0', 'stm32u0x'],
];

/** Parts of families whose smaller members have one bank (RM0008; OpenOCD flash/nor/stm32lx.c). */
const twoBanks: readonly (readonly [part: RegExp, file: string])[] = [
  [/^(?:STM32)?F10[13][A-Z][FG]/i, 'stm32xl'],
  [/^(?:STM32)?L0[78]\d[A-Z][BZ]/i, 'stm32l0_dual_bank'],
  [/^(?:STM32)?L1[56]\d[A-Z][DE]/i, 'stm32l1x_dual_bank'],
];

/** Parts with a second core that OpenOCD debugs, and what it is called in `core` (RM0399, RM0453). */
const secondCores: readonly (readonly [part: RegExp, core: string])[] = [
  [/^(?:STM32)?H7[45][57]/i, 'M4'],
  [/^(?:STM32)?WL5[45]/i, 'M0+'],
];

/** Cores without VECTRESET: Armv6-M and Armv8-M (their Architecture Reference Manuals, AIRCR). */
const noCoreReset = /^(?:STM32)?(?:F0|G0|L0|C0|U0|WB0|WL3|L5|U5|U3|H5|WBA|N6)/i;

/** @returns such as `target/stm32f4x.cfg`; undefined without a device or where no file is known. */
export function targetFile({ device }: Pick<LaunchArgs, 'device'>): string | undefined {
  const ofTwo = twoBanks.find(([part]) => part.test(device ?? ''))?.[1];
  const file = ofTwo ?? byPartName(targetFiles, device);
  return file === undefined ? undefined : `target/${file}.cfg`;
}

/** The launch is for the core that OpenOCD's files call `cpu1` and leave out unless they are told. */
export function isForSecondCore({ device, core }: Pick<LaunchArgs, 'device' | 'core'>): boolean {
  const name = (core ?? '').toUpperCase().replace(/^C(?:ORTEX-?)?(?=M)/, '');
  return secondCores.some(([part, second]) => part.test(device ?? '') && name === second);
}

/** Undefined where the part is not named. */
export function hasCoreReset({
  device,
  core,
}: Pick<LaunchArgs, 'device' | 'core'>): boolean | undefined {
  if (device === undefined) return undefined;
  const isSmallCore = isForSecondCore({ device, core }) && /M0/i.test(core ?? '');
  return !noCoreReset.test(device) && !isSmallCore;
}

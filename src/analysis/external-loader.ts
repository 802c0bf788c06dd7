// What this launch has to program memory outside the chip with.

import type { LaunchArgs } from '../launch/launch-args';

/** Servers that may write such memory by drivers of their own (J-Link's QSPI banks, OpenOCD's stmqspi). */
const ownDrivers: ReadonlySet<string> = new Set(['external', 'openocd', 'jlink', 'pyocd']);

/** QEMU's STM32 boards have no memory outside the chip. */
export function canUseLoader(args: LaunchArgs): boolean {
  return args.servertype !== 'qemu';
}

export function hasLoader(args: LaunchArgs): boolean {
  return canUseLoader(args) && args.externalLoaders.length > 0;
}

/** Whether the server may be able to do it without a loader that we are told of. */
export function mayHaveDriver(args: LaunchArgs): boolean {
  return args.servertype !== undefined && ownDrivers.has(args.servertype);
}

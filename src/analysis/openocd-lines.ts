// How advice about connecting is written for OpenOCD: whoever reads a fix should not have to look the commands up.

import type { ConnectAdvice } from '../findings/finding';
import type { ServerDriver } from '../launch/server-driver';

const keepSpeed = 'foreach e {reset-start reset-init} {[target current] configure -event $e {}}';

/**
 * A sentence that follows a fix; empty where the launch uses another server.
 * @param driver undefined where there is no launch: then OpenOCD is one of those that may be used
 */
export function openOcdHint(
  { speedKhz, underReset, reset }: ConnectAdvice,
  driver: ServerDriver | undefined,
): string {
  if (driver !== undefined && driver.id !== 'openocd') return '';
  const lines = [
    // Most of its target files set clocks of their own again at each reset and erase (0.12, target/stm32f4x.cfg).
    ...(speedKhz === undefined ? [] : [`adapter speed ${speedKhz}`, keepSpeed]),
    ...(underReset === true ? ['reset_config srst_only srst_nogate connect_assert_srst'] : []),
    ...(reset === 'software' ? ['reset_config none'] : []),
  ];
  const list = lines.map((line) => `"${line}"`).join(', ');
  return lines.length === 0 ? '' : ` With OpenOCD: openOCDLaunchCommands ${list}.`;
}

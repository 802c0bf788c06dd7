// How advice about connecting is written in launch.json: whoever reads a fix should not have to look the names up.

import type { ConnectAdvice } from '../findings/finding';
import type { ServerDriver } from '../launch/server-driver';

/**
 * A sentence that follows a fix; empty where the server of the launch has no such attribute.
 * @param driver undefined where there is no launch: then any server may be used
 */
export function connectHint(
  { speedKhz, underReset, reset }: ConnectAdvice,
  driver: Pick<ServerDriver, 'reads' | 'resetStrategies'> | undefined,
): string {
  const strategy = underReset === true ? 'connect-under-reset' : reset;
  const readsSpeed = driver === undefined || driver.reads.includes('speed');
  const has = driver === undefined || driver.resetStrategies.some((each) => each === strategy);
  const set = [
    ...(speedKhz === undefined || !readsSpeed ? [] : [`"speed": ${speedKhz}`]),
    ...(strategy === undefined || !has ? [] : [`"resetStrategy": "${strategy}"`]),
  ];
  return set.length === 0 ? '' : ` In launch.json: ${set.join(', ')}.`;
}

// Free ports in a row: ST-LINK_gdbserver opens the one behind GDB's as well, without being asked.

import type { Host } from './host';

/** Free neighbours are the rule; after so many tries ports that are no neighbours have to do. */
const tries = 20;

/**
 * @param count how many, at least one.
 * @returns ports of 127.0.0.1 that were free a moment ago, one behind the other where that can be had. Rejects as
 *   `Host.freePort`.
 */
export async function freePorts(host: Host, count: number): Promise<readonly number[]> {
  for (let tried = 0; tried < tries; tried++) {
    const first = await host.freePort();
    const ports = Array.from({ length: count }, (_, at) => first + at);
    if ((ports.at(-1) ?? 0) > 65535) continue;
    const areFree = await Promise.all(ports.slice(1).map((port) => host.isPortFree(port)));
    if (areFree.every(Boolean)) return ports;
  }
  return Promise.all(Array.from({ length: count }, () => host.freePort()));
}

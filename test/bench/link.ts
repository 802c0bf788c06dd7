// How GDB reaches QEMU in a session: straight, or through the packet proxy.
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { PacketCounts } from './packet-proxy';
import type { ProxyOptions } from './packet-proxy-process';
import { end, startModule, within } from './processes';

const timeoutMs = 10_000;

export interface Link {
  /** What GDB connects to, on 127.0.0.1. */
  readonly port: number;
  /** Undefined on a link that does not count. */
  counts(): Promise<PacketCounts | undefined>;
  close(): Promise<void>;
}

/** GDB talks to the server itself. */
export function directLink(port: number): Link {
  return { port, counts: () => Promise.resolve(undefined), close: () => Promise.resolve() };
}

/** GDB talks to a proxy in a process of its own. */
export async function proxiedLink(options: ProxyOptions): Promise<Link> {
  const file = fileURLToPath(new URL('packet-proxy-process.ts', import.meta.url));
  const child = startModule(file, [JSON.stringify(options)]);
  const [port] = (await within(once(child, 'message'), timeoutMs, 'proxy')) as [number];
  return {
    port,
    counts: async () => {
      const reply = once(child, 'message');
      child.send('counts');
      const [counts] = (await within(reply, timeoutMs, 'packet counts')) as [PacketCounts];
      return counts;
    },
    close: () => end(child),
  };
}

// How findings speak of a process that has a port or a probe, and what to do about it.

import type { Holder } from './facts';

/**
 * `openocd (process 4711)`, `another debug session of STM32 Preflight (process 4711, working in /home/me/blinky)`,
 * `openocd (process 4711), left over from a debug session that did not end by itself`.
 */
export function holderName(holder: Holder): string {
  const { session } = holder;
  if (session?.isRunning !== true)
    return session === undefined ? processName(holder) : `${processName(holder)}, ${leftOver}`;
  const inside = [
    holder.name === undefined ? `process ${holder.pid}` : `${holder.name}, process ${holder.pid}`,
    ...(session.folder === undefined ? [] : [`working in ${session.folder}`]),
  ];
  return `another debug session of STM32 Preflight (${inside.join(', ')})`;
}

const leftOver = 'left over from a debug session that did not end by itself';

function processName({ pid, name }: Holder): string {
  return name === undefined ? `process ${pid}` : `${name} (process ${pid})`;
}

/** What to do about one of ours; undefined for a stranger. */
export function sessionFix({ session }: Holder): string | undefined {
  if (session === undefined) return undefined;
  return session.isRunning
    ? 'End that debug session first; it may be in another window.'
    : 'Launch: servers that were left over are ended first. "STM32: Stop Orphan Server" does it without a launch.';
}

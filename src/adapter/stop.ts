// The end of a session: the target is let go the way the user wants it, then everything is unwound.

import { cancelled } from '../base/abort';
import type { DisposableStore } from '../base/disposable';
import type { Context } from './context';
import { targetDetach, targetDisconnect } from '../gdb/commands/target';

/** By lifetime, because a session that failed to start gets a new one. */
const endings = new WeakMap<DisposableStore, Promise<void>>();

/**
 * Asked for again, it is the same end: a client may hang up while its `disconnect` is being carried out.
 * @param leaveHalted the core stays where it is instead of running on. A server we started that is itself
 * the target (QEMU) ends in both cases.
 */
export function stop(context: Context, leaveHalted: boolean): Promise<void> {
  const { lifetime } = context;
  const ending = endings.get(lifetime) ?? end(context, leaveHalted);
  endings.set(lifetime, ending);
  return ending;
}

async function end(context: Context, leaveHalted: boolean): Promise<void> {
  if (context.hasTarget) await letGo(context, leaveHalted).catch(() => undefined);
  const isFirst = !context.abort.signal.aborted;
  context.callOff(cancelled());
  await context.lifetime.dispose();
  // A session that ended by itself has told why.
  if (context.hasTarget && isFirst) context.tellRecord('ended');
}

async function letGo(context: Context, leaveHalted: boolean): Promise<void> {
  const { gdb, run, server, driver } = context.target;
  const wasRunning = run.state.kind === 'running';
  // In the middle of a launch GDB may wait for the server: whoever ends GDB ends the connection as well.
  const isOver = run.state.kind === 'ended' || run.state.kind === 'starting' || gdb.isGone;
  run.end();
  // Killing this server ends the target with it: nobody is left to be detached from.
  if (isOver || (server !== undefined && driver.endsOnSigterm)) return;
  if (wasRunning) await gdb.halt();
  if (leaveHalted) await targetDisconnect(gdb);
  else await targetDetach(gdb);
}

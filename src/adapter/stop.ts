// The end of a session: the target is let go the way the user wants it, then everything is unwound.

import { cancelled, withTimeout } from '../base/abort';
import type { TimeoutName } from '../base/abort';
import type { DisposableStore } from '../base/disposable';
import { describeFailure, toFailure } from '../base/failure';
import type { Context, Target } from './context';
import { targetDetach, targetDisconnect } from '../gdb/commands/target';
import { runCommands } from './user-commands';

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
  if (context.hasTarget) {
    // A GDB or a server that hangs keeps nobody from ending: both are ended below.
    const lettingGo = letGo(context, leaveHalted);
    await withTimeout(lettingGo, 'lettingGo', 'the target to be let go').catch(() => undefined);
  }
  const isFirst = !context.abort.signal.aborted;
  context.callOff(cancelled());
  await context.lifetime.dispose();
  // A session that ended by itself has told why.
  if (context.hasTarget && isFirst) context.tellRecord('ended');
}

async function letGo(context: Context, leaveHalted: boolean): Promise<void> {
  const { target } = context;
  const { gdb, run, server, driver, debugBits } = target;
  const wasRunning = run.state.kind === 'running';
  // In the middle of a launch GDB may wait for the server: whoever ends GDB ends the connection as well.
  const isOver = run.state.kind === 'ended' || run.state.kind === 'starting' || gdb.isGone;
  run.end();
  if (isOver || (wasRunning && isHandsOff(target))) return;
  // Killing this server ends the target with it: nobody is left to be detached from.
  const isBoard = server !== undefined && driver.isSimulated === true;
  const { overridePreEndSessionCommands: commands } = target.args;
  if (isBoard && commands.length === 0) return;
  if (wasRunning) await gdb.halt();
  await orLogged(context, 'lastCommands', (signal) =>
    runCommands(target, context.client, commands, signal),
  );
  if (isBoard) return;
  await debugBits.restore();
  if (leaveHalted) return targetDisconnect(gdb, { timeout: 'letGo' });
  await orLogged(context, 'letGo', (signal) =>
    runCommands(target, context.client, driver.letRun ?? [], signal),
  );
  await targetDetach(gdb, { timeout: 'letGo' });
}

/** The user's own commands may not keep the session from ending, nor the target from being let go. */
async function orLogged(
  { client }: Context,
  limit: TimeoutName,
  work: (signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const patience = new AbortController();
  try {
    await withTimeout(work(patience.signal), limit, 'the commands at the end of the session');
  } catch (error) {
    client.output('stderr', `warning: ${describeFailure(toFailure(error))}\n`);
  } finally {
    // What GDB was not answered to is waited for no longer: the time of what comes next runs only then.
    patience.abort();
  }
}

/** The target was never to be halted, and there is nothing in it to take out. */
function isHandsOff({ args, breakpoints }: Target): boolean {
  return (
    args.request === 'attach' &&
    !args.haltOnAttach &&
    args.overridePreEndSessionCommands.length === 0 &&
    breakpoints.all().length === 0
  );
}

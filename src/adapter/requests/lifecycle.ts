// From `initialize` to the end: what the adapter can do, launch and attach, restart, and letting go.

import type { DebugProtocol } from '@vscode/debugprotocol';
import { toFailure } from '../../base/failure';
import { breakDelete } from '../../gdb/commands/break';
import { extensionKey } from '../../protocol/debug-events';
import type { OwnInitializeArguments } from '../../protocol/debug-events';
import type { ResetArguments } from '../../protocol/debug-events';
import type { Context, Target } from '../context';
import { alreadyStarted } from '../errors';
import { hitCounter } from '../hit-condition';
import { endAction } from '../flash-action';
import { chooseFlashSource } from '../flash-check';
import { imagesChanged, program, reset } from '../program';
import { rereadImages } from '../program';
import { setEntryBreakpoint, start } from '../start';
import { stop } from '../stop';
import { runCommands } from '../user-commands';
import { toDapBreakpoint } from '../breakpoint-table';

const capabilities: DebugProtocol.Capabilities = {
  supportsConfigurationDoneRequest: true,
  supportsFunctionBreakpoints: true,
  supportsConditionalBreakpoints: true,
  supportsHitConditionalBreakpoints: true,
  supportsLogPoints: true,
  supportsEvaluateForHovers: true,
  supportsSetVariable: true,
  supportsSetExpression: true,
  supportsCompletionsRequest: true,
  completionTriggerCharacters: ['.', '>', ' '],
  supportsRestartRequest: true,
  supportsTerminateRequest: true,
  supportTerminateDebuggee: true,
  supportSuspendDebuggee: true,
  supportsSteppingGranularity: true,
  supportsReadMemoryRequest: true,
  supportsWriteMemoryRequest: true,
  supportsCancelRequest: true,
};

export function initialize(
  { client }: Context,
  args: DebugProtocol.InitializeRequestArguments & OwnInitializeArguments,
): DebugProtocol.Capabilities {
  client.traits = {
    firstLine: args.linesStartAt1 === false ? 0 : 1,
    firstColumn: args.columnsStartAt1 === false ? 0 : 1,
    pathsAreUris: args.pathFormat === 'uri',
    progress: args.supportsProgressReporting === true,
    memoryReferences: args.supportsMemoryReferences === true,
    invalidated: args.supportsInvalidatedEvent === true,
    // Told with the launch: others call themselves vscode too.
    showsProblems: false,
    ownEvents: args.supportsStm32Events === true,
  };
  return capabilities;
}

type RawArguments = Readonly<Record<string, unknown>>;

export function launch(context: Context, args: RawArguments, signal: AbortSignal): Promise<void> {
  return begin(context, { ...args, request: 'launch' }, signal);
}

export function attach(context: Context, args: RawArguments, signal: AbortSignal): Promise<void> {
  return begin(context, { ...args, request: 'attach' }, signal);
}

async function begin(context: Context, raw: RawArguments, signal: AbortSignal): Promise<void> {
  if (context.starting !== undefined) throw alreadyStarted();
  const { abort, lifetime, client } = context;
  const showsProblems = raw[extensionKey] === true;
  const ownEvents = showsProblems || client.traits.ownEvents;
  client.traits = { ...client.traits, showsProblems, ownEvents };
  context.beginStory(raw);
  context.starting = start(context, raw, signal);
  try {
    const { actionDone } = await context.starting;
    // Behind the answer to this request, and whether or not the client ever says `configurationDone`.
    if (actionDone !== undefined) void endAction(context, actionDone);
  } catch (error) {
    await context.story.hearServerEnd(toFailure(error));
    // What was started must be gone before the client is told, so that its next try finds the port free.
    context.callOff(toFailure(error));
    await lifetime.dispose();
    await context.story.readFiles(context);
    const isCut = toFailure(error).code === 'cancelled';
    const told = await context.tellFailure(toFailure(isCut ? abort.signal.reason : error));
    context.renew();
    throw told;
  }
}

/** The client has set its breakpoints: run to the entry point, or tell that the target stands. */
export async function configurationDone(context: Context): Promise<void> {
  // A start that fails is told once, by the answer to launch or attach.
  const target = await context.starting?.catch(() => undefined);
  if (target === undefined || target.actionDone !== undefined) return;
  const { client } = context;
  const { run, args, plan } = target;
  context.tellRecord('started');
  await runCommands(target, client, plan.commands.sessionStarted);
  // The user's commands may have let it run already.
  if (run.state.kind !== 'stopped') return;
  const { threadId } = run.state;
  const keepsRunning = args.request === 'attach' && !args.haltOnAttach;
  const goesOn = target.entryBreakpoint !== undefined || target.noDebug || args.startRunning;
  if (goesOn || keepsRunning) {
    await run.resume({ kind: 'continue' });
    return;
  }
  const description = args.request === 'launch' ? 'Stopped at the reset vector' : 'Attached';
  client.event('stopped', { reason: 'entry', description, threadId, allThreadsStopped: true });
}

/** Resets and runs to the entry point again; programs first when the image was built anew. */
export async function restart(
  context: Context,
  _args: unknown,
  signal: AbortSignal,
): Promise<void> {
  const { target, client } = context;
  const { run, gdb, plan } = target;
  await standing(context, async () => {
    if (target.entryBreakpoint !== undefined) {
      await breakDelete(gdb, [target.entryBreakpoint]).catch(() => undefined); // it may have been hit
    }
    if (await imagesChanged(context, target)) await renewImages(context, signal);
    else await reset(context, target, signal);
    target.entryBreakpoint = target.noDebug ? undefined : await setEntryBreakpoint(target);
    await countHitsAnew(target);
    await runCommands(target, client, target.args.postResetSessionCommands, signal);
  });
  const isResumed = plan.runTo !== undefined || target.noDebug || target.args.startRunning;
  if (!isResumed) return tellReset(context);
  // The client may still show the stop before the restart.
  client.event('continued', { threadId: run.stoppedThread(), allThreadsContinued: true });
  await run.resume({ kind: 'continue' });
}

/** `stm32/reset`: the target stands at the reset vector afterwards, or goes on from there, whatever it did before. */
export async function resetTarget(
  context: Context,
  { then = 'halt' }: ResetArguments,
  signal: AbortSignal,
): Promise<void> {
  const { target, client } = context;
  const { run, gdb, args, plan } = target;
  await standing(context, async () => {
    await reset(context, target, signal);
    // A program that this session did not write may be another one than its symbols are of.
    if (plan.load.length === 0) await chooseFlashSource(context, target, false, signal);
    await countHitsAnew(target);
    if (then === 'main') {
      if (target.entryBreakpoint !== undefined) {
        await breakDelete(gdb, [target.entryBreakpoint]).catch(() => undefined); // it may have been hit
      }
      target.entryBreakpoint = await setEntryBreakpoint(target, args.runToEntryPoint || 'main');
    }
    await runCommands(target, client, args.postResetSessionCommands, signal);
  });
  if (then === 'halt') return tellReset(context);
  // The client may still show the stop before the reset.
  client.event('continued', { threadId: run.stoppedThread(), allThreadsContinued: true });
  await run.resume({ kind: 'continue' });
}

/** Stops the target unseen for `work`; when that fails, the client is told that the target stands. */
async function standing(context: Context, work: () => Promise<void>): Promise<void> {
  const { target, client } = context;
  await target.run.standStill();
  target.containers.clear();
  try {
    await work();
  } catch (error) {
    if (target.run.state.kind === 'stopped') {
      const { threadId } = target.run.state;
      const description = 'The restart failed';
      client.event('stopped', { reason: 'pause', description, threadId, allThreadsStopped: true });
    }
    throw error;
  }
}

/** Reads the images again; a launch programs them, an attach only compares and says when they differ. */
async function renewImages(context: Context, signal: AbortSignal): Promise<void> {
  const { target, client } = context;
  await target.memory.suspend();
  await rereadImages(context, target);
  const isLaunch = target.args.request === 'launch';
  const isProgrammed = isLaunch && (await program(context, target, signal));
  if (!isLaunch) await reset(context, target, signal);
  const source = await chooseFlashSource(context, target, isProgrammed, signal);
  await target.memory.declare(source);
  for (const set of await target.breakpoints.retry()) {
    const breakpoint = toDapBreakpoint(set, (line) => client.toClientLine(line));
    client.event('breakpoint', { reason: 'changed', breakpoint });
  }
}

async function countHitsAnew({ gdb, breakpoints }: Target): Promise<void> {
  const counted = breakpoints.all().filter(({ wanted }) => wanted.hitCondition !== undefined);
  await Promise.all(
    counted.map(({ id }) => gdb.send(`-gdb-set var ${hitCounter(id)} = 0`).catch(() => undefined)),
  );
}

function tellReset({ client, target }: Context): void {
  const threadId = target.run.stoppedThread();
  const description = 'Stopped at the reset vector';
  client.event('stopped', { reason: 'entry', description, threadId, allThreadsStopped: true });
}

export async function terminate(context: Context): Promise<void> {
  await stop(context, false);
  context.client.event('terminated');
}

export async function disconnect(
  context: Context,
  args: DebugProtocol.DisconnectArguments,
): Promise<void> {
  await stop(context, args.suspendDebuggee === true);
}

/** The session has called the request off already; this only answers. */
export function cancel(): void {
  return undefined;
}

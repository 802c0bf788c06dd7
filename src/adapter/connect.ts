// Reaching the target: a server is started and GDB connected to it, in one way after the other until one works. Each
// attempt is bounded, the whole has the limit `connectLadder` from the first failure on, and what failed is gone before
// the next begins.

import { withTimeout } from '../base/abort';
import { Failure, toFailure } from '../base/failure';
import type { Preflight } from '../analysis/preflight';
import { targetDisconnect, targetSelect } from '../gdb/commands/target';
import { number } from '../gdb/mi-record';
import { freePorts } from '../host/free-ports';
import { waysToConnect } from '../launch/connect-ways';
import type { WayToConnect } from '../launch/connect-ways';
import type { LaunchArgs } from '../launch/launch-args';
import { plan } from '../launch/plan';
import type { LocatedTools } from '../launch/plan';
import { recordWhileItRuns } from '../servers/left-over';
import { runServer } from '../servers/run-server';
import type { RunningServer } from '../servers/run-server';
import type { Context, Target } from './context';
import { serverGone } from './errors';
import { runCommands } from './user-commands';

/** How often a server is given other ports before that is the failure. */
const portTries = 3;

/** The target did not answer, or answered and was lost at once: another way may reach it. */
const worthAnotherWay = ['target-no-answer', 'connect-failed', 'server-gone'];

export interface Reached {
  readonly threadId: number;
  /** Undefined: as configured. */
  readonly way: WayToConnect | undefined;
}

/**
 * Connects GDB to the target; `target` holds the arguments, the plan and the server of the way that worked.
 * @param configured resolves once GDB is configured.
 * @throws Failure of the first way, with what became of the others
 */
export async function reachTarget(
  context: Context,
  target: Target,
  checked: Preflight,
  configured: Promise<void>,
  signal: AbortSignal,
): Promise<Reached> {
  const advice = checked.findings.flatMap(({ connect }) => connect ?? []);
  const [first, ...others] = waysToConnect(checked.args, target.driver, advice);
  const tryOut = (way: WayToConnect | undefined, until: AbortSignal): Promise<number> =>
    attempt(context, target, checked, way, configured, until);
  const asked = wayOrNone(first);
  try {
    return { threadId: await tryOut(asked, signal), way: asked };
  } catch (error) {
    const failure = toFailure(error);
    if (others.length === 0 || !worthAnotherWay.includes(failure.code)) throw failure;
    return climb(context, failure, others, tryOut, signal);
  }
}

/** @throws the first failure, with the others as evidence */
async function climb(
  { client }: Context,
  failure: Failure,
  ways: readonly WayToConnect[],
  tryOut: (way: WayToConnect | undefined, until: AbortSignal) => Promise<number>,
  signal: AbortSignal,
): Promise<Reached> {
  const tried: string[] = [];
  const limit = new AbortController();
  const until = AbortSignal.any([signal, limit.signal]);
  const rest = async (): Promise<Reached | undefined> => {
    for (const way of ways) {
      client.log('info', 'adapter', `The target did not answer. Next try: ${way.text}.`);
      try {
        const asked = wayOrNone(way);
        return { threadId: await tryOut(asked, until), way: asked };
      } catch (error) {
        const { code, message } = toFailure(error);
        if (!worthAnotherWay.includes(code)) throw error;
        tried.push(`${way.text}: ${message}`);
      }
    }
    return undefined;
  };
  const climbing = rest();
  climbing.catch(() => undefined);
  try {
    const reached = await withTimeout(climbing, 'connectLadder', 'the target to answer', signal);
    if (reached !== undefined) return reached;
  } catch (error) {
    if (toFailure(error).code === 'cancelled' && signal.aborted) throw error;
    limit.abort();
    tried.push(toFailure(error).message);
    await climbing.catch(() => undefined);
  }
  throw new Failure(failure.code, failure.blame, failure.message, {
    evidence: [...failure.evidence, ...tried.map((text) => `also tried ${text}`)],
    ...(failure.fix === undefined ? {} : { fix: failure.fix }),
    cause: failure,
  });
}

function wayOrNone(way: WayToConnect | undefined): WayToConnect | undefined {
  return way === undefined || Object.keys(way.attributes).length === 0 ? undefined : way;
}

/** One way, with other ports where they turn out to be taken. @returns the selected thread */
async function attempt(
  context: Context,
  target: Target,
  checked: Preflight,
  way: WayToConnect | undefined,
  configured: Promise<void>,
  signal: AbortSignal,
): Promise<number> {
  target.args = { ...checked.args, ...way?.attributes };
  for (let tries = 1; ; tries++) {
    const tools = await toolsOf(context, checked, tries > 1 || way !== undefined);
    target.plan = tools === undefined ? target.plan : plan(target.args, target.driver, tools);
    const server = startServer(context, target, signal);
    target.server = server;
    try {
      return await connectTo(context, target, server, configured, signal);
    } catch (error) {
      const failure = toFailure(error);
      // One that ends with its client is given that end; GDB may be connected all the same.
      if (target.driver.endsAfterDetach === true && !target.gdb.isGone)
        await targetDisconnect(target.gdb, { timeout: 'letGo' }).catch(() => undefined);
      await server?.dispose();
      target.server = undefined;
      if (failure.code !== 'server-port-taken' || tries === portTries) throw failure;
      context.client.log('info', 'adapter', `${failure.message} Next try on another port.`);
    }
  }
}

/** The first attempt uses the ports that the checks found free. */
async function toolsOf(
  { host }: Context,
  { tools }: Preflight,
  isAgain: boolean,
): Promise<LocatedTools | undefined> {
  if (tools === undefined || tools.server.port === 0 || !isAgain) return tools;
  const [port = 0, ...morePorts] = await freePorts(host, 1 + tools.server.morePorts.length);
  return { ...tools, server: { ...tools.server, port, morePorts } };
}

async function connectTo(
  context: Context,
  target: Target,
  server: RunningServer | undefined,
  configured: Promise<void>,
  signal: AbortSignal,
): Promise<number> {
  const ready = server?.ready ?? target.gdb.ready;
  // A GDB that has failed is told at once: the server may have half a minute to become ready.
  await Promise.race([ready, configured.then(() => ready)]);
  await configured;
  await runCommands(target, context.client, target.plan.commands.beforeConnect, signal);
  return connect(target, signal);
}

function startServer(
  { host, client, lifetime, story }: Context,
  { args, plan: { server: command, target: address }, driver }: Target,
  signal: AbortSignal,
): RunningServer | undefined {
  if (command === undefined) return undefined;
  const events = {
    onLine: (line: string) => client.log('info', 'server', line),
    onTargetText: (text: string) => client.output('stdout', text),
    onWarning: (text: string) => client.output('stderr', `warning: ${text}\n`),
  };
  const commandLine = [command.program, ...command.args];
  story.serverCommand = commandLine;
  client.log('info', 'adapter', `Server: ${commandLine.join(' ')}`);
  const server = runServer(host, { driver, command, cwd: args.cwd, address, events, signal });
  story.server = server;
  lifetime.add(server);
  const record = { driver: driver.id, commandLine, port: address.port, folder: args.cwd };
  const choice = story.checked?.facts.probeChoice;
  const probe = choice?.ok === true ? choice.value.chosen?.serial : undefined;
  recordWhileItRuns(host, server, { ...record, probe });
  return server;
}

/** @returns the selected thread. @throws Failure connect-failed with what GDB and the server said */
async function connect(target: Target, signal: AbortSignal): Promise<number> {
  const { gdb, plan: planned, driver, server } = target;
  const { mode, host, port } = planned.target;
  const stopped = gdb.waitForStop(signal);
  stopped.catch(() => undefined);
  try {
    const address = `${host}:${port}`;
    const connected = targetSelect(gdb, mode, address, { signal });
    const died = server?.exit.then(() => {
      throw serverGone(`${driver.name} ended while GDB connected.`, server.lastLines.slice(-8));
    });
    died?.catch(() => undefined);
    const over = server === undefined ? [] : [server.unanswered];
    await Promise.race([connected, ...(died === undefined ? [] : [died]), ...over]);
    const { results } = await withTimeout(
      stopped,
      'targetConnect',
      'the target to stand still',
      signal,
    );
    return number(results, 'thread-id') ?? 1;
  } catch (error) {
    // GDB would wait for the answer to its first packet, and the server for its end.
    if (toFailure(error).code === 'target-no-answer') gdb.breakOff();
    throw connectFailed(`${host}:${port}`, toFailure(error), server?.lastLines ?? []);
  }
}

/** Not the connection to the server is what failed. */
const toldAsTheyAre = [
  ...['cancelled', 'gdb-gone', 'gdb-cannot-run', 'server-gone', 'target-no-answer'],
];

function connectFailed(address: string, cause: Failure, lines: readonly string[]): Failure {
  if (toldAsTheyAre.includes(cause.code)) return cause;
  return new Failure(
    'connect-failed',
    'environment',
    `No connection to ${address}: ${cause.message}`,
    {
      evidence: [...lines.slice(-8), ...cause.evidence],
      fix: `Check that a GDB server listens on ${address}, that nobody else is connected to it, and that its target has power.`,
      cause,
    },
  );
}

/** What to tell when it was not as configured. */
export function reachedText(way: WayToConnect, args: LaunchArgs): string {
  const set = Object.entries(way.attributes)
    .map(([name, value]) => `"${name}": ${JSON.stringify(value)}`)
    .join(', ');
  const asked = args.speed === undefined ? '' : ` (${args.speed} kHz)`;
  return `Connected ${way.text}; not as configured${asked}. To connect so at once, set ${set}.`;
}

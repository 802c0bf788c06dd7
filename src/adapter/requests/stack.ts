// Threads, frames, and the scopes of a frame.

import type { DebugProtocol } from '@vscode/debugprotocol';
import { hex32 } from '../../base/hex';
import { toFailure } from '../../base/failure';
import type { FrameContext } from '../../gdb/commands/context';
import { stackListFrames } from '../../gdb/commands/stack';
import type { Frame } from '../../gdb/commands/stack';
import { threadInfo } from '../../gdb/commands/thread';
import type { Client } from '../client';
import type { Context } from '../context';
import type { FoundSource } from '../source-finder';
import type { Container } from '../variable-tree';

/** Levels below this in every thread; a frame's id is thread and level together, so ids need no table. */
const levelsPerThread = 100_000;

export function frameId(thread: number, level: number): number {
  return thread * levelsPerThread + level;
}

/** The thread and level of a frame id. */
export function frameOf(id: number): Required<FrameContext> {
  return { thread: Math.floor(id / levelsPerThread), frame: id % levelsPerThread };
}

/**
 * Answers at any time: while the target runs, what was known last. A server that knows an RTOS changes names
 * and states of its threads at every stop; of a single one nothing changes, and GDB tells of new ones.
 */
export async function threads(context: Context): Promise<DebugProtocol.ThreadsResponse['body']> {
  if (!context.hasTarget) return { threads: [] };
  const { gdb, run, driver, knownThreads } = context.target;
  const isStale = knownThreads.length === 0 || (driver.threadsChange && knownThreads.length > 1);
  if (run.state.kind === 'stopped' && isStale) {
    const { threads: found } = await threadInfo(gdb);
    context.target.knownThreads = found.map(({ id, name, details, targetId }) => ({
      id,
      name: details ?? name ?? targetId,
    }));
  }
  const known = context.target.knownThreads;
  return { threads: known.length > 0 ? [...known] : [{ id: 1, name: 'Core' }] };
}

export async function stackTrace(
  context: Context,
  args: DebugProtocol.StackTraceArguments,
): Promise<DebugProtocol.StackTraceResponse['body']> {
  const { run } = context.target;
  run.stoppedThread();
  const first = args.startFrame ?? 0;
  // 0 and absent mean all of them; a corrupt stack may go round in circles, so not more than this.
  const count = args.levels === undefined || args.levels === 0 ? 1000 : args.levels;
  const frames = await listFrames(context, args.threadId, first, count);
  const stackFrames = await Promise.all(
    frames.map((frame) => toStackFrame(context, args.threadId, frame)),
  );
  // Counting the frames would unwind them all. Behind a full page one more is promised, so that the client asks
  // on. (Delayed loading, one frame first, is not offered: a page costs a packet or two, and VS Code leaves a
  // stale "Load More Stack Frames" behind where the lower frames did not change.)
  const more = frames.length < count ? 0 : 1;
  return { stackFrames, totalFrames: first + frames.length + more };
}

async function listFrames(
  context: Context,
  thread: number,
  first: number,
  count: number,
): Promise<readonly Frame[]> {
  try {
    return await stackListFrames(context.target.gdb, first, first + count - 1, { thread });
  } catch (error) {
    const failure = toFailure(error);
    if (failure.code === 'gdb-error' && /not enough frames/i.test(failure.message)) return [];
    throw failure;
  }
}

async function toStackFrame(
  context: Context,
  thread: number,
  frame: Frame,
): Promise<DebugProtocol.StackFrame> {
  const { client, target } = context;
  const source = await target.sources.ofFrame(frame);
  const { level, address, func, line } = frame;
  const unnamed = address === undefined ? '??' : hex32(address);
  const isHandlerMark = func === '<signal handler called>';
  return {
    id: frameId(thread, level),
    name: isHandlerMark ? '<exception>' : func === undefined || func === '??' ? unnamed : func,
    line: line === undefined ? 0 : client.toClientLine(line),
    // GDB knows no columns; VS Code shows any other number behind the line.
    column: 0,
    ...(address === undefined ? {} : { instructionPointerReference: hex32(address) }),
    ...(source === undefined ? {} : { source: toSource(client, source) }),
    ...(isHandlerMark ? { presentationHint: 'label' as const } : {}),
    ...(source === undefined && !isHandlerMark ? { presentationHint: 'subtle' as const } : {}),
  };
}

function toSource(client: Client, { name, path }: FoundSource): DebugProtocol.Source {
  if (path !== undefined) return { name, path: client.toClientPath(path) };
  return { name, origin: 'not on this machine', presentationHint: 'deemphasize' };
}

export function scopes(
  context: Context,
  args: DebugProtocol.ScopesArguments,
): DebugProtocol.ScopesResponse['body'] {
  const { containers, run } = context.target;
  run.stoppedThread();
  const where = frameOf(args.frameId);
  const scope = (name: string, container: Container, expensive: boolean): DebugProtocol.Scope => ({
    name,
    variablesReference: containers.create(container),
    expensive,
  });
  return {
    scopes: [
      { ...scope('Locals', { kind: 'locals', where }, false), presentationHint: 'locals' },
      scope('File Statics', { kind: 'statics', where }, true),
      scope('Globals', { kind: 'globals', where }, true),
      {
        ...scope('Registers', { kind: 'registers', where, group: undefined }, true),
        presentationHint: 'registers',
      },
    ],
  };
}

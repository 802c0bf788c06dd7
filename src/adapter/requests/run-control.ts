// Continue, steps and pause.

import type { DebugProtocol } from '@vscode/debugprotocol';
import { Failure, toFailure } from '../../base/failure';
import {
  execFinish,
  execNext,
  execNextInstruction,
  execStep,
  execStepInstruction,
} from '../../gdb/commands/exec';
import { stackListFrames } from '../../gdb/commands/stack';
import type { Context } from '../context';
import type { Step } from '../go-on';

export async function continueRequest(
  context: Context,
): Promise<DebugProtocol.ContinueResponse['body']> {
  await context.target.run.resume({ kind: 'continue' });
  return { allThreadsContinued: true };
}

export async function next(context: Context, args: DebugProtocol.NextArguments): Promise<void> {
  const command = args.granularity === 'instruction' ? execNextInstruction : execNext;
  await step(context, 'over', args.threadId, command);
}

export async function stepIn(context: Context, args: DebugProtocol.StepInArguments): Promise<void> {
  const command = args.granularity === 'instruction' ? execStepInstruction : execStep;
  await step(context, 'into', args.threadId, command);
}

export async function stepOut(
  context: Context,
  args: DebugProtocol.StepOutArguments,
): Promise<void> {
  try {
    await step(context, 'out', args.threadId, (gdb, options) =>
      execFinish(gdb, { ...options, frame: 0 }),
    );
  } catch (error) {
    const failure = toFailure(error);
    if (!/not meaningful in the outermost frame/.test(failure.message)) throw failure;
    throw new Failure('gdb-error', 'user', 'This function has no caller to return to.', {
      cause: failure,
    });
  }
}

/** The frame it begins in is asked for in the same exchange: GDB has it at hand, and it costs no packet. */
async function step(
  context: Context,
  kind: Step['kind'],
  thread: number,
  command: (gdb: Context['target']['gdb'], options: { thread: number }) => Promise<void>,
): Promise<void> {
  const { run, gdb } = context.target;
  run.stoppedThread();
  const origin = stackListFrames(gdb, 0, 0, { thread }).catch(() => []);
  const sent: Step = {
    kind,
    origin: undefined,
    start: () => command(gdb, { thread }),
  };
  const resumed = run.resume(sent);
  sent.origin = (await origin)[0];
  await resumed;
}

export async function pause(context: Context): Promise<void> {
  await context.target.run.pause();
}

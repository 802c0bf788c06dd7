// Continue, steps and pause.

import type { DebugProtocol } from '@vscode/debugprotocol';
import {
  execContinue,
  execFinish,
  execNext,
  execNextInstruction,
  execStep,
  execStepInstruction,
} from '../../gdb/commands/exec';
import type { Context } from '../context';

export async function continueRequest(
  context: Context,
): Promise<DebugProtocol.ContinueResponse['body']> {
  const { run, gdb } = context.target;
  await run.resume(() => execContinue(gdb));
  return { allThreadsContinued: true };
}

export async function next(context: Context, args: DebugProtocol.NextArguments): Promise<void> {
  const { run, gdb } = context.target;
  const step = args.granularity === 'instruction' ? execNextInstruction : execNext;
  await run.resume(() => step(gdb, { thread: args.threadId }));
}

export async function stepIn(context: Context, args: DebugProtocol.StepInArguments): Promise<void> {
  const { run, gdb } = context.target;
  const step = args.granularity === 'instruction' ? execStepInstruction : execStep;
  await run.resume(() => step(gdb, { thread: args.threadId }));
}

export async function stepOut(
  context: Context,
  args: DebugProtocol.StepOutArguments,
): Promise<void> {
  const { run, gdb } = context.target;
  await run.resume(() => execFinish(gdb, { thread: args.threadId, frame: 0 }));
}

export async function pause(context: Context): Promise<void> {
  await context.target.run.pause();
}

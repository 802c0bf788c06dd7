// Going on after a stop that the client is not to see (a log point, a breakpoint being set): a continue is
// continued, and a step is brought to its end, since GDB has given it up with the stop.

import { toFailure } from '../base/failure';
import { execContinue, execFinish } from '../gdb/commands/exec';
import { readFrame, stackListFrames } from '../gdb/commands/stack';
import type { Frame } from '../gdb/commands/stack';
import type { Gdb } from '../gdb/gdb';
import { tuple } from '../gdb/mi-record';
import type { MiAsync } from '../gdb/mi-record';

/** How the client let the target go. */
export type Resume = { readonly kind: 'continue' } | Step;

export interface Step {
  readonly kind: 'over' | 'into' | 'out';
  /** Sends the step, from the frame it began in. */
  readonly start: () => Promise<void>;
  /** Where it began; known a moment after it was sent. */
  origin: Pick<Frame, 'func' | 'line'> | undefined;
  /** Under way back to the frame it began in. */
  isOnDetour?: boolean;
}

/** How far up the frame is looked for in which a step began. */
const depthLimit = 64;

/** @returns whether the target runs again, the step is over, or there is no going on: then the stop is shown. */
export async function goOn(
  gdb: Gdb,
  resume: Resume,
  record: MiAsync,
  thread: number,
): Promise<'runs' | 'step done' | 'stays'> {
  try {
    if (resume.kind !== 'continue') return await goOnStepping(gdb, resume, record, thread);
    await execContinue(gdb);
    return 'runs';
  } catch (error) {
    if (toFailure(error).code !== 'gdb-error') throw error;
    return 'stays';
  }
}

async function goOnStepping(
  gdb: Gdb,
  step: Step,
  record: MiAsync,
  thread: number,
): Promise<'runs' | 'step done' | 'stays'> {
  const here = readFrame(tuple(record.results, 'frame') ?? {});
  const { origin } = step;
  if (origin?.func === undefined) return 'stays';
  step.isOnDetour = false;
  if (here.func === origin.func) {
    if (step.kind !== 'out' && here.line !== origin.line) return 'step done';
    await step.start();
    return 'runs';
  }
  const frames = await stackListFrames(gdb, 0, depthLimit, { thread });
  const level = frames.findIndex(({ func }) => func === origin.func);
  if (level < 0) return 'stays';
  if (step.kind === 'into' && level === 1) return 'step done';
  if (step.kind === 'out') {
    await execFinish(gdb, { thread, frame: level });
    return 'runs';
  }
  step.isOnDetour = true;
  await execFinish(gdb, { thread, frame: level - 1 });
  return 'runs';
}

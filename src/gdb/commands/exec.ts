// Resuming the target. Each resolves with `^running`; the stop comes as `*stopped`, which `Gdb.waitForStop`
// must be asked for before the command is sent. Stopping it is `Gdb.halt`.

import type { Gdb, SendOptions } from '../gdb';

/** Which thread to step; all others run too in all-stop mode, which is what remote STM32 targets have. */
export interface ExecOptions extends SendOptions {
  readonly thread?: number;
}

export async function execContinue(gdb: Gdb, options: ExecOptions = {}): Promise<void> {
  await exec(gdb, '-exec-continue', '', options);
}

/** To the next source line, over calls. */
export async function execNext(gdb: Gdb, options: ExecOptions = {}): Promise<void> {
  await exec(gdb, '-exec-next', '', options);
}

/** To the next source line, into calls. */
export async function execStep(gdb: Gdb, options: ExecOptions = {}): Promise<void> {
  await exec(gdb, '-exec-step', '', options);
}

/** Until the frame (default 0) has returned. @throws Failure gdb-error in the outermost frame */
export async function execFinish(
  gdb: Gdb,
  options: ExecOptions & { readonly frame?: number } = {},
): Promise<void> {
  // `--frame` is refused without `--thread`.
  const frame =
    options.frame === undefined || options.thread === undefined ? '' : ` --frame ${options.frame}`;
  await exec(gdb, '-exec-finish', frame, options);
}

/** One machine instruction, over calls. */
export async function execNextInstruction(gdb: Gdb, options: ExecOptions = {}): Promise<void> {
  await exec(gdb, '-exec-next-instruction', '', options);
}

/** One machine instruction, into calls. */
export async function execStepInstruction(gdb: Gdb, options: ExecOptions = {}): Promise<void> {
  await exec(gdb, '-exec-step-instruction', '', options);
}

async function exec(gdb: Gdb, verb: string, rest: string, options: ExecOptions): Promise<void> {
  const thread = options.thread === undefined ? '' : ` --thread ${options.thread}`;
  await gdb.send(`${verb}${thread}${rest}`, options);
}

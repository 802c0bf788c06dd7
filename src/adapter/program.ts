// Programming the target and resetting it, and reading images anew; see docs/flashing.md for the order.

import { Failure } from '../base/failure';
import type { Device } from '../devices/device';
import { findDevice } from '../devices/find-device';
import { fileExecAndSymbols } from '../gdb/commands/file';
import type { Gdb, SendOptions } from '../gdb/gdb';
import { consoleCommand, fileArgument } from '../gdb/mi-quote';
import type { LaunchArgs } from '../launch/launch-args';
import { resetCommands } from '../launch/plan';
import type { Context, Target } from './context';
import { downloadImages } from './flash-download';
import { runCommands } from './user-commands';
import type { Programmed } from './verify-words';

/**
 * Sets the debug bits, writes the images, then resets; or runs what the configuration has instead.
 * @returns whether the image GDB has symbols of is now known to be in the target.
 */
export async function program(
  context: Context,
  target: Target,
  signal: AbortSignal,
): Promise<boolean> {
  const { plan } = target;
  const programmed = await programImages(context, target, signal);
  return programmed !== undefined && plan.symbols.every((file) => plan.load.includes(file));
}

/** As `program`. @returns undefined where no image was to be written, or the user's own commands did it */
export async function programImages(
  context: Context,
  target: Target,
  signal: AbortSignal,
): Promise<Programmed | undefined> {
  const { plan, args } = target;
  await rememberImages(context, target);
  // Before anything takes long: a watchdog that is running bites in the middle of programming.
  await applyDebugBits(context, target, signal);
  if (args.request === 'attach' || plan.commands.override !== undefined) {
    await runCommands(target, context.client, plan.commands.override ?? [], signal);
    return undefined;
  }
  let programmed: Programmed | undefined;
  if (plan.load.length > 0) {
    await target.memory.suspend();
    await runCommands(target, context.client, plan.commands.beforeLoad, signal);
    // Only that command may have reset the target; its words say so, ours could not know.
    await target.debugBits.again(signal);
    programmed = await downloadImages(context, target, signal);
  }
  await reset(context, target, signal);
  return programmed;
}

/** For a target that stands; see debug-bits.ts. */
export function applyDebugBits(
  context: Context,
  target: Target,
  signal: AbortSignal,
): Promise<void> {
  const { args, driver, debugBits } = target;
  return debugBits.apply({ args, driver, device: deviceOf(context, args) }, signal);
}

/** The part out of every place that names one; without the checks, as the configuration has it. */
export function deviceOf({ story }: Context, args: LaunchArgs): Device | undefined {
  const fact = story.checked?.facts.device;
  if (fact?.ok === true) return fact.value;
  const named = args.device === undefined ? undefined : findDevice(args.device);
  return named?.kind === 'found' ? named.device : undefined;
}

/** Resets the target and leaves it halted; GDB forgets what it knew. */
export async function reset(context: Context, target: Target, signal?: AbortSignal): Promise<void> {
  const commands = resetCommands(target.args, target.driver);
  await runCommands(target, context.client, commands, signal);
  await target.memory.forget();
  await target.debugBits.again(signal);
}

/** Whether one of the images was built anew since it was read. */
export async function imagesChanged(context: Context, target: Target): Promise<boolean> {
  for (const [file, modified] of target.symbols.modified) {
    const now = (await context.host.stat(file))?.modifiedMs;
    if (now !== undefined && now !== modified) return true;
  }
  return false;
}

/** Reads the symbols again and forgets what was derived from them. */
export async function rereadImages(context: Context, target: Target): Promise<void> {
  const { gdb } = target;
  const [exec, ...more] = target.plan.symbols;
  if (exec !== undefined) await fileExecAndSymbols(gdb, exec);
  for (const file of more) {
    // GDB would keep the symbols of before beside the new ones.
    await orGdbError(gdb.send(consoleCommand(`remove-symbol-file ${fileArgument(file)}`)));
    await addSymbols(gdb, file);
  }
  target.symbols.variables = undefined;
  target.symbols.sizes.clear();
  target.plainElements.forget();
  await rememberImages(context, target);
}

/** Takes symbols from a further file: `-file-symbol-file` would put it in the place of the first. */
export async function addSymbols(gdb: Gdb, file: string, options?: SendOptions): Promise<void> {
  await gdb.send(consoleCommand(`add-symbol-file ${fileArgument(file)}`), options);
}

/** Undefined where GDB refuses. @throws Failure that is no gdb-error, such as cancelled and gdb-gone */
async function orGdbError<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (!(error instanceof Failure) || error.code !== 'gdb-error') throw error;
    return undefined;
  }
}

async function rememberImages(context: Context, target: Target): Promise<void> {
  const { plan, symbols } = target;
  const files = [...new Set([...plan.symbols, ...plan.load])];
  const stats = await Promise.all(files.map((file) => context.host.stat(file)));
  stats.forEach((stat, at) => symbols.modified.set(files[at] ?? '', stat?.modifiedMs ?? 0));
}

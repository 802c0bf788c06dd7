// Programming the target and resetting it, and what may be assumed of its flash afterwards.

import { Failure, toFailure } from '../base/failure';
import { loadableSegments } from '../elf/elf-image';
import { readElf } from '../elf/read-elf';
import { fileExecAndSymbols, fileExecFile } from '../gdb/commands/file';
import { targetDownload } from '../gdb/commands/target';
import type { Gdb, SendOptions } from '../gdb/gdb';
import { consoleCommand, fileArgument } from '../gdb/mi-quote';
import { resetCommands } from '../launch/plan';
import type { Context, Target } from './context';
import { Progress } from './progress';
import type { FlashSource } from './target-memory';
import { runCommands } from './user-commands';

/**
 * Writes the images, then resets; or runs what the configuration has instead.
 * @returns whether the image GDB has symbols of is now known to be in the target.
 */
export async function program(
  context: Context,
  target: Target,
  signal: AbortSignal,
): Promise<boolean> {
  const { plan, args } = target;
  await rememberImages(context, target);
  if (args.request === 'attach') {
    await runCommands(target, context.client, plan.commands.override ?? [], signal);
    return false;
  }
  if (plan.commands.override !== undefined) {
    await runCommands(target, context.client, plan.commands.override, signal);
    return false;
  }
  if (plan.load.length > 0) {
    await target.memory.suspend();
    await runCommands(target, context.client, plan.commands.beforeLoad, signal);
    await download(context, target, signal);
  }
  await reset(context, target, signal);
  return plan.load.length > 0 && plan.symbols.every((file) => plan.load.includes(file));
}

/** Resets the target and leaves it halted; GDB forgets what it knew. */
export async function reset(context: Context, target: Target, signal?: AbortSignal): Promise<void> {
  const commands = resetCommands(target.args, target.driver);
  await runCommands(target, context.client, commands, signal);
  await target.memory.forget();
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

async function download(context: Context, target: Target, signal: AbortSignal): Promise<void> {
  const { gdb, plan } = target;
  const [exec] = plan.symbols;
  const progress = new Progress(context.client, 'Programming');
  try {
    for (const file of plan.load) {
      // GDB downloads its exec file; other images take that place for the time being.
      if (file !== exec) await fileExecFile(gdb, file, { signal });
      await targetDownload(
        gdb,
        ({ section, totalSent, totalSize }) =>
          progress.report(section, totalSize === 0 ? 0 : totalSent / totalSize),
        { signal },
      );
    }
    if (exec !== undefined && plan.load.some((file) => file !== exec)) {
      await fileExecFile(gdb, exec, { signal });
    }
  } catch (error) {
    throw loadFailed(toFailure(error), progress.lastStep, target);
  } finally {
    progress.end();
  }
}

function loadFailed(cause: Failure, section: string | undefined, target: Target): Failure {
  if (cause.code !== 'gdb-error' && cause.code !== 'timeout') return cause;
  const where = section === undefined ? '' : ` in section ${section}`;
  return new Failure('load-failed', 'environment', `Programming failed${where}: ${cause.message}`, {
    evidence: [...cause.evidence, ...(target.server?.lastLines.slice(-8) ?? [])],
    // Nothing was written before the first section was.
    ...(section === undefined
      ? {}
      : {
          fix: 'The chip may hold a part of the image now: do not run it before programming succeeds.',
        }),
    cause,
  });
}

/** An image of up to this many bytes is compared with the chip when it was not programmed by us. */
const compareLimit = 128 * 1024;

/** Where program memory is read from while this image runs; see the attribute `flashReads`. */
export async function chooseFlashSource(
  context: Context,
  target: Target,
  isProgrammed: boolean,
  signal: AbortSignal,
): Promise<FlashSource> {
  if (target.args.flashReads === 'chip') return 'chip';
  if (isProgrammed) return 'elf';
  const bytes = await readOnlyBytes(context, target);
  if (bytes === undefined || bytes === 0 || bytes > compareLimit) return 'cache';
  const compared = target.gdb.capture('compare-sections -r', { signal });
  const said = (await orGdbError(compared)) ?? '';
  if (/MIS-MATCHED/.test(said)) {
    const sections = [...said.matchAll(/^Section ([^,]+),.*MIS-MATCHED/gm)].map(
      (match) => match[1],
    );
    context.client.output(
      'stderr',
      `warning: the target holds another program than ${target.plan.symbols[0]}: ${sections.join(', ')} differ. Line numbers and variables may be wrong; program it with a launch.\n`,
    );
    return 'cache';
  }
  return /: matched/.test(said) ? 'elf' : 'cache';
}

async function readOnlyBytes(context: Context, target: Target): Promise<number | undefined> {
  const [file] = target.plan.symbols;
  if (file === undefined || target.plan.symbols.length > 1) return undefined;
  const read = await context.host.readFile(file);
  const elf = read.ok ? readElf(read.bytes) : undefined;
  if (elf?.ok !== true) return undefined;
  const readOnly = loadableSegments(elf.image).filter(({ flags }) => !flags.write);
  return readOnly.reduce((sum, { fileSize }) => sum + fileSize, 0);
}

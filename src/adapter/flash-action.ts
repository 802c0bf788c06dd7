// A launch that is no debug session (`action`): the target is programmed and let run, or its flash is erased; then the
// launch ends by itself, whatever the client does meanwhile.

import { Failure, toFailure } from '../base/failure';
import type { LaunchArgs } from '../launch/launch-args';
import type { ServerDriver } from '../launch/server-driver';
import type { Context, Target } from './context';
import { applyDebugBits, deviceOf, programImages } from './program';
import { Progress } from './progress';
import { stop } from './stop';
import { runCommand } from './user-commands';
import { isBlank, readWhole } from './verify';
import { programmedText } from './verify-words';

/** @throws Failure cannot-erase, before anything is started */
export function assertPossible({ action }: LaunchArgs, driver: ServerDriver): void {
  if (action !== 'erase' || driver.erase !== undefined) return;
  throw new Failure(
    'cannot-erase',
    'user',
    `${driver.name} has no command that erases the flash.`,
    {
      fix:
        driver.isSimulated === true
          ? 'There is no flash that keeps anything: what a launch programs is gone with it.'
          : 'Use another servertype, such as "openocd", or erase with STM32CubeProgrammer.',
    },
  );
}

/**
 * In place of what a debug session does once GDB is connected; the target stands afterwards.
 * @returns what is told once the target was let go, one line
 * @throws Failure load-failed, verify-failed, erase-failed, user-command-failed
 */
export async function carryOut(
  context: Context,
  target: Target,
  signal: AbortSignal,
): Promise<string> {
  const start = performance.now();
  const tookMs = (): number => performance.now() - start;
  if (target.args.action === 'erase') {
    await erase(context, target, signal);
    return `The flash is erased, ${(tookMs() / 1000).toFixed(1)} s.`;
  }
  const isRunning = target.driver.isSimulated !== true;
  const programmed = await programImages(context, target, signal);
  if (programmed !== undefined) return programmedText(programmed, tookMs(), isRunning);
  return `Nothing was programmed by this launch itself${isRunning ? '; the target runs' : ''}.`;
}

/** Lets the target go, tells what was done, and ends the session. Never rejects. */
export async function endAction(context: Context, told: string): Promise<void> {
  await stop(context, false);
  context.client.output('console', `${told}\n`);
  context.client.event('terminated');
}

async function erase(context: Context, target: Target, signal: AbortSignal): Promise<void> {
  const { client } = context;
  const { driver, args } = target;
  const progress = new Progress(client, 'Erasing');
  await applyDebugBits(context, target, signal);
  try {
    progress.report('flash', 0);
    for (const command of driver.erase?.(args) ?? []) {
      const { output } = await runCommand(target, command, { signal });
      if (output !== '') client.output('console', output);
    }
    await assertErased(context, target, signal);
  } catch (error) {
    throw eraseFailed(toFailure(error), target);
  } finally {
    progress.end();
  }
}

const lookedAtBytes = 1024;

/** Some servers end their command without an error when sectors are protected: begin and end of the flash are looked at. */
async function assertErased(context: Context, target: Target, signal: AbortSignal): Promise<void> {
  const device = deviceOf(context, target.args);
  if (target.args.verify === false || device === undefined) return;
  const flash = device.memories.filter(({ kind }) => kind === 'flash');
  await target.memory.forget();
  for (const { start, sizeBytes } of flash) {
    for (const address of [start, start + sizeBytes - lookedAtBytes]) {
      const bytes = await readWhole(target.gdb, address, lookedAtBytes, signal);
      if (isBlank(bytes)) continue;
      const where = `0x${address.toString(16).padStart(8, '0')}`;
      throw new Failure('gdb-error', 'environment', `the flash at ${where} is not erased`);
    }
  }
}

function eraseFailed(cause: Failure, { server }: Target): Failure {
  if (cause.code !== 'gdb-error' && cause.code !== 'timeout') return cause;
  const said = server?.lastLines.slice(-8) ?? [];
  return new Failure(
    'erase-failed',
    'environment',
    `The flash could not be erased: ${cause.message}`,
    {
      evidence: [...cause.evidence, ...said],
      fix: 'Check the write protection in the option bytes, and read what the server said. A part of the flash may be erased now.',
      cause,
    },
  );
}

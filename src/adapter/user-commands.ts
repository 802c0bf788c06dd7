// GDB commands that a launch configuration or a server's dialect asks for, run one after the other.

import { Failure, toFailure } from '../base/failure';
import type { Collected, SendOptions } from '../gdb/gdb';
import { consoleCommand } from '../gdb/mi-quote';
import type { Client } from './client';
import type { Target } from './context';

/**
 * Runs them in order and shows what they print.
 * @throws Failure user-command-failed naming the command; reset-failed where it is the server's own
 */
export async function runCommands(
  target: Target,
  client: Client,
  commands: readonly string[],
  signal?: AbortSignal,
): Promise<void> {
  for (const command of commands) {
    try {
      const { output } = await runCommand(target, command, { signal });
      if (output !== '') client.output('console', output);
      if (isUnknownMonitorCommand(command, output)) client.output('stderr', notUnderstood(command));
    } catch (error) {
      throw failed(command, toFailure(error), target);
    }
  }
}

/** Flash is programmed, or compared, by the memory map of the server. */
const needsServerMap =
  /^(load|flash-erase|restore|compare-sections|-target-download|-target-flash-erase)\b/;

/** Runs one user's command, so that what it shows is the chip's. @throws Failure gdb-error and as `Gdb.send` */
export function runCommand(
  { gdb, memory }: Pick<Target, 'gdb' | 'memory'>,
  command: string,
  options: SendOptions = {},
): Promise<Collected> {
  const run = () => gdb.collect(toMiLine(command), { ...options, timeout: 'load' });
  const word = needsServerMap.exec(command.trimStart())?.[1];
  if (word === undefined) return memory.showing(run);
  return memory.withServerMap(run, word !== 'compare-sections');
}

const resuming =
  /^(c|cont|continue|fg|s|step|si|stepi|n|next|ni|nexti|fin|finish|u|until|advance|j|jump|r|run)\b/;

/**
 * A user's command as GDB is sent it: MI as it stands, the rest for its console. A console command that
 * resumes goes to the background: GDB (13.1) reads no other command, not even an interrupt, before the stop.
 */
export function toMiLine(command: string): string {
  if (command.startsWith('-')) return command;
  const waits = resuming.test(command) && !/&\s*$/.test(command);
  return consoleCommand(waits ? `${command} &` : command);
}

function failed(command: string, cause: Failure, { args, driver, server }: Target): Failure {
  if (cause.code !== 'gdb-error') return cause;
  if ([...driver.resetHalt(args), ...driver.beforeLoad(args)].includes(command)) {
    const said = server?.lastLines.slice(-8) ?? [];
    // GDB only says "Protocol error with Rcmd".
    const error = said.findLast((line) => /\berror\b/i.test(line)) ?? cause.message;
    return new Failure(
      'reset-failed',
      'environment',
      `The target could not be reset and halted: ${error}`,
      {
        evidence: [...said, `command: ${command}`],
        fix: 'Read what the server said; another resetStrategy may work.',
        cause,
      },
    );
  }
  return new Failure('user-command-failed', 'user', `"${command}" failed: ${cause.message}`, {
    fix: 'Correct or remove the command in the launch configuration.',
    cause,
  });
}

/** QEMU's monitor answers `monitor reset halt` with this text and no error, and resets nothing. */
function isUnknownMonitorCommand(command: string, output: string): boolean {
  return command.startsWith('monitor ') && /unknown command/i.test(output);
}

function notUnderstood(command: string): string {
  return `warning: the server does not know "${command}", so nothing was reset. Set overrideResetCommands to its own command.\n`;
}

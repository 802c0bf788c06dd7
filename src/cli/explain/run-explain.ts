// `explain`: reads logs and says why the launch failed, each log on its own.

import { resolve } from 'node:path';
import { readLogText } from '../../base/log-text';
import { printable } from '../../base/text';
import { readLogFile } from '../../host/read-log';
import type { LogRead } from '../../host/read-log';
import type { CliContext } from '../context';
import { standardInputName } from '../explain-args';
import type { ExplainCommand } from '../explain-args';
import { explanationOf } from './explanation';
import type { Explanation } from './explanation';

/** 0: every log was read; 2: one could not be, or the result cannot be written. */
export type ExplainExitCode = 0 | 2;

export async function runExplain(
  command: ExplainCommand,
  context: CliContext,
): Promise<ExplainExitCode> {
  const { paths } = command;
  if (paths.length === 0 && context.input?.isTerminal !== false) {
    const remedy = 'Name a file, or pipe the output of the tool into this program';
    context.err(`explain needs a log. ${remedy}: openocd … 2>&1 | stm32-preflight explain\n`);
    return 2;
  }
  const inputs = paths.length === 0 ? [standardInputName] : paths;
  const explained: Explanation[] = [];
  for (const path of inputs) {
    const explanation = await explain(path, context);
    if (typeof explanation !== 'string') explained.push(explanation);
    else context.err(`${printable(explanation)}\n`);
  }
  const isAll = explained.length === inputs.length;
  if (explained.length === 0) return 2;
  const isWritten = await write(await render(explained, inputs.length > 1, command, context));
  return isAll && isWritten ? 0 : 2;

  async function write(text: string): Promise<boolean> {
    if (command.output === undefined) {
      context.out(text);
      return true;
    }
    const file = resolve(context.cwd, command.output);
    const problem = await context.writeFile(file, text);
    if (problem !== undefined)
      context.err(`--output: ${printable(file)} cannot be written: ${problem}.\n`);
    return problem === undefined;
  }
}

/** @returns a sentence when it is no log that can be read. */
async function explain(path: string, context: CliContext): Promise<Explanation | string> {
  const { read, name } = await bytesOf(path, context);
  if (!read.ok) return `${name} ${read.why}. ${remedyOf(read.why)}`;
  const text = readLogText(read.bytes);
  if (!text.ok) return `${name} ${text.why}. ${remedyOf(text.why)}`;
  return explanationOf(path, text.log);
}

async function bytesOf(
  path: string,
  { input, host, cwd }: CliContext,
): Promise<{ readonly read: LogRead; readonly name: string }> {
  if (path !== standardInputName) {
    const file = resolve(cwd, path);
    return { read: await readLogFile(host, file), name: file };
  }
  const closed: LogRead = { ok: false, why: 'is closed' };
  return { read: (await input?.read()) ?? closed, name: 'Standard input' };
}

const textRemedy = 'Name the file with what the server, GDB or the programmer printed, as text.';

const remedies: readonly (readonly [why: RegExp, remedy: string])[] = [
  [/^is not there/, 'Look at the spelling; a path starts at the current folder.'],
  [/^is a folder/, 'Name the log files in it.'],
  [/^is a device or a pipe/, 'Pipe it in: stm32-preflight explain - < PIPE.'],
  [/^is empty/, 'Save what the tool prints to standard error as well: openocd … > LOG 2>&1.'],
  [/^cannot be read: EACCES/, 'Allow this user to read it.'],
  [/not a log$/, textRemedy],
];

function remedyOf(why: string): string {
  return remedies.find(([pattern]) => pattern.test(why))?.[1] ?? textRemedy;
}

async function render(
  explained: readonly Explanation[],
  isMany: boolean,
  { format, isPlain, output }: ExplainCommand,
  { isTerminal }: CliContext,
): Promise<string> {
  switch (format) {
    case 'json': {
      const { renderExplanationsJson } = await import('../render/explain-json');
      return renderExplanationsJson(explained, isMany);
    }
    case 'text': {
      const { renderExplanationsText } = await import('../render/explain-text');
      const isColoured = isTerminal && !isPlain && output === undefined;
      return renderExplanationsText(explained, isMany, isColoured);
    }
  }
}

// The command line program without the process: arguments in, text out, exit code back. What only some
// commands need is loaded by them, because reading code is most of this program's time.

import { resolve } from 'node:path';
import { printable } from '../base/text';
import { parseCommandLine } from './args';
import type { CheckCommand } from './args';
import type { CliContext } from './context';
import type { Report } from './report';

/** 0: no error finding; 1: at least one; 2: the command line or an input cannot be used; 130: Ctrl+C. */
export type ExitCode = 0 | 1 | 2 | 130;

export async function runCli(argv: readonly string[], context: CliContext): Promise<ExitCode> {
  const command = parseCommandLine(argv);
  switch (command.kind) {
    case 'help': {
      const { helpText } = await import('./help');
      context.out(helpText);
      return 0;
    }
    case 'version':
      context.out(`${context.version}\n`);
      return 0;
    case 'usage-error':
      // Not the whole help: the reason would scroll away.
      context.err(`${printable(command.message)}\nAll options: stm32-preflight --help\n`);
      return 2;
    case 'check':
      return check(command, context);
    case 'probe': {
      const { runProbe } = await import('./probe/run-probe');
      return runProbe(command, context);
    }
    case 'explain': {
      const { runExplain } = await import('./explain/run-explain');
      return runExplain(command, context);
    }
    case 'map': {
      const { runMap } = await import('./map/run-map');
      return runMap(command, context);
    }
  }
}

async function check(command: CheckCommand, context: CliContext): Promise<ExitCode> {
  const [{ readInputs }, { checkInputs }, { rememberingHost }] = await Promise.all([
    import('./inputs'),
    import('./check-inputs'),
    import('./remembering-host'),
  ]);
  const host = rememberingHost(context.host);
  const read = await readInputs(command, host, context.cwd);
  if (!read.ok) {
    context.err(`${printable(read.message)}\n`);
    return 2;
  }
  const report = await checkInputs(read.inputs, { ...context, host });
  for (const { message } of report.failures) context.err(`${printable(message)}\n`);
  if (report.projects.length > 0 && !(await print(report, command, context))) return 2;
  return exitCodeOf(report);
}

function exitCodeOf({ failures, projects }: Report): ExitCode {
  if (failures.length > 0) return 2;
  const all = projects.flatMap(({ findings }) => findings);
  return all.some(({ severity }) => severity === 'error') ? 1 : 0;
}

/** @returns false when the file cannot be written; that was told. */
async function print(report: Report, command: CheckCommand, context: CliContext): Promise<boolean> {
  const { format, output, isPlain } = command;
  const { loadRenderer } = await import('./render/index');
  const render = await loadRenderer(format);
  const { host, version, packageFolder, isTerminal } = context;
  const isColoured = isTerminal && !isPlain && output === undefined;
  const text = await render(report, { host, version, packageFolder, isColoured });
  if (output === undefined) {
    context.out(text);
    return true;
  }
  const path = resolve(context.cwd, output);
  const problem = await context.writeFile(path, text);
  if (problem !== undefined)
    context.err(`--output: ${printable(path)} cannot be written: ${problem}.\n`);
  return problem === undefined;
}

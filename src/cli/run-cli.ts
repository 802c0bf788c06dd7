// The command line program without the process: arguments in, text out, exit code back.

import { join, resolve } from 'node:path';
import { preflight } from '../analysis/preflight';
import type { Finding } from '../findings/finding';
import type { Host } from '../host/host';
import type { ServerDriver } from '../launch/server-driver';
import { helpText, parseCommandLine } from './args';
import type { CheckCommand } from './args';
import { readConfig, splitConfigName } from './read-config';
import type { ConfigResult, RawConfig } from './read-config';
import { renderers } from './render/index';

/** What the program is given. */
export interface CliContext {
  readonly host: Host;
  readonly drivers: readonly ServerDriver[];
  readonly version: string;
  /** The folder the program was started in; absolute. */
  readonly cwd: string;
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
}

/** 0: no error finding; 1: at least one; 2: the command line or launch.json cannot be used. */
export type ExitCode = 0 | 1 | 2;

export async function runCli(argv: readonly string[], context: CliContext): Promise<ExitCode> {
  const command = parseCommandLine(argv);
  switch (command.kind) {
    case 'help':
      context.out(helpText);
      return 0;
    case 'version':
      context.out(`${context.version}\n`);
      return 0;
    case 'usage-error':
      context.err(`${command.message}\n\n${helpText}`);
      return 2;
    case 'check':
      return check(command, context);
  }
}

async function check(command: CheckCommand, context: CliContext): Promise<ExitCode> {
  const config = await configOf(command, context);
  if (!config.ok) {
    context.err(`${config.message}\n`);
    return 2;
  }
  const raw = { ...config.raw, ...overrides(command, context.cwd) };
  const { findings: found, skipped } = await preflight(context.host, raw, context.drivers, {
    baseDir: config.workspaceFolder,
  });
  const findings = found.map(withOption);
  context.out(renderers[command.format]({ findings, skipped }));
  return findings.some(({ severity }) => severity === 'error') ? 1 : 0;
}

async function configOf(command: CheckCommand, context: CliContext): Promise<ConfigResult> {
  const { host, cwd } = context;
  if (command.config !== undefined) {
    const { file, name } = splitConfigName(command.config);
    return readConfig(host, resolve(cwd, file), name, file);
  }
  const typed = join('.vscode', 'launch.json');
  const usual = join(cwd, typed);
  if ((await host.stat(usual)) !== undefined) return readConfig(host, usual, undefined, typed);
  return { ok: true, raw: { request: 'launch' }, workspaceFolder: cwd };
}

/** Which option stands for an attribute. */
const optionOf: ReadonlyMap<string, string> = new Map([
  ['executable', '--elf FILE'],
  ['device', '--device PART'],
  ['servertype', '--servertype TYPE'],
  ['gdbPath', '--gdb PROGRAM'],
  ['cwd', '--cwd DIR'],
]);

/** What only VS Code can put in its place (`${command:…}`, `${input:…}`) can be said here by an option. */
function withOption(finding: Finding): Finding {
  if (finding.id !== 'attribute-unresolved-variable') return finding;
  const [, name = '', variable = ''] = /^(\S+) contains (\S+),/.exec(finding.message) ?? [];
  const option = optionOf.get(name);
  if (option === undefined || !/^\$\{(command|input|config):/.test(variable)) return finding;
  const title = `Only VS Code can replace ${variable}: give the value here with ${option}.`;
  return { ...finding, fixes: [{ title }] };
}

/** Paths typed in a shell start at the shell's folder, whatever `cwd` the configuration has. */
function overrides(command: CheckCommand, cwd: string): RawConfig {
  const { elf, device, servertype, gdb } = command;
  const isPath = gdb !== undefined && /[/\\]/.test(gdb);
  const given = {
    executable: elf === undefined ? undefined : resolve(cwd, elf),
    device,
    servertype,
    gdbPath: isPath ? resolve(cwd, gdb) : gdb,
    cwd: command.cwd === undefined ? undefined : resolve(cwd, command.cwd),
  };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}

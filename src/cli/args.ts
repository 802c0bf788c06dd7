// Command line → what to do, as a value. Reads nothing and decides nothing else.

import { parseArgs } from 'node:util';
import { formats } from './render/index';
import type { Format } from './render/index';

/** `check`: the configuration and what the command line puts in its place. Paths as they were typed. */
export interface CheckCommand {
  readonly kind: 'check';
  readonly config: string | undefined;
  readonly elf: string | undefined;
  readonly device: string | undefined;
  readonly servertype: string | undefined;
  readonly gdb: string | undefined;
  readonly cwd: string | undefined;
  readonly format: Format;
}

export type Command =
  | CheckCommand
  | { readonly kind: 'help' }
  | { readonly kind: 'version' }
  | { readonly kind: 'usage-error'; readonly message: string };

export const helpText = `Usage: stm32-preflight check [options]

Checks an STM32 debug launch without starting it: ELF file, GDB, GDB server, attributes.

Options:
  --config FILE[:NAME]   launch.json, and the name of one of its configurations
                         (default: .vscode/launch.json where there is one)
  --elf FILE             in place of "executable"
  --device PART          in place of "device", such as STM32F405RG
  --servertype TYPE      in place of "servertype"
  --gdb PROGRAM          in place of "gdbPath"
  --cwd DIR              in place of "cwd"
  --format text|json     (default: text)
  --help, --version

Exit code: 0 no error was found, 1 an error was found, 2 the command line or launch.json is wrong.
`;

const options = {
  config: { type: 'string' },
  elf: { type: 'string' },
  device: { type: 'string' },
  servertype: { type: 'string' },
  gdb: { type: 'string' },
  cwd: { type: 'string' },
  format: { type: 'string', default: 'text' },
  help: { type: 'boolean', short: 'h', default: false },
  version: { type: 'boolean', default: false },
} as const;

/** @param argv the arguments behind the program's name. */
export function parseCommandLine(argv: readonly string[]): Command {
  const parsed = parse(argv);
  if (parsed instanceof Error) return usageError(parsed.message);
  const { values, positionals } = parsed;
  if (values.help) return { kind: 'help' };
  if (values.version) return { kind: 'version' };
  const [command, extra] = positionals;
  if (command === undefined) return usageError('A command is missing.');
  if (command !== 'check') {
    return usageError(`There is no command "${command}".${meantOption(command, 'check ')}`);
  }
  if (extra !== undefined) {
    return usageError(`"${extra}" is one argument too many.${meantOption(extra)}`);
  }
  const format = formats.find((name) => name === values.format);
  if (format === undefined) {
    return usageError(`--format is one of ${formats.join(', ')}, not "${values.format}".`);
  }
  const { config, elf, device, servertype, gdb, cwd } = values;
  return { kind: 'check', config, elf, device, servertype, gdb, cwd, format };
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], options, allowPositionals: true, strict: true });
  } catch (thrown) {
    return thrown instanceof Error ? thrown : new Error(String(thrown));
  }
}

/** A file that was typed without its option. */
function meantOption(word: string, before = ''): string {
  const option = /\.(elf|axf|out)$/i.test(word)
    ? '--elf'
    : /\.jsonc?(:.*)?$/i.test(word)
      ? '--config'
      : undefined;
  return option === undefined ? '' : ` Did you mean ${before}${option} ${quoted(word)}?`;
}

/** As a shell takes it for one word. */
export function quoted(word: string): string {
  return /^[\w./:\\-]+$/.test(word) ? word : `"${word}"`;
}

function usageError(message: string): Command {
  return { kind: 'usage-error', message };
}

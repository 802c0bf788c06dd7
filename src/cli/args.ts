// Command line → what to do, as a value. Reads nothing and decides nothing else.

import { parseArgs } from 'node:util';
import { explainOptions, parseExplain } from './explain-args';
import type { ExplainCommand } from './explain-args';
import { mapOptions, parseMap } from './map-args';
import type { MapCommand } from './map-args';
import { parseProbe, probeOptions } from './probe-args';
import type { ProbeCommand } from './probe-args';
import { formats } from './report';
import type { Format } from './report';

/** What the command line says about one launch; paths as they were typed. */
export interface GivenOptions {
  readonly elf: string | undefined;
  readonly ioc: string | undefined;
  readonly ld: string | undefined;
  readonly device: string | undefined;
  readonly core: string | undefined;
  readonly servertype: string | undefined;
  readonly gdb: string | undefined;
  readonly cwd: string | undefined;
  /** Ids of findings; empty when none are ignored. */
  readonly ignore: readonly string[];
}

/** `check`: what to look at and how to tell it. */
export interface CheckCommand {
  readonly kind: 'check';
  /** Folders and files as they were typed; which is which only the disk knows. */
  readonly paths: readonly string[];
  /** `launch.json[:name]`, or `none`. */
  readonly launch: string | undefined;
  readonly given: GivenOptions;
  readonly format: Format;
  readonly output: string | undefined;
  readonly isPlain: boolean;
}

export type Command =
  | CheckCommand
  | ProbeCommand
  | ExplainCommand
  | MapCommand
  | { readonly kind: 'help' }
  | { readonly kind: 'version' }
  | { readonly kind: 'usage-error'; readonly message: string };

/** What a file's name says it is; undefined where it may be anything. */
export type FileKind = 'elf' | 'ioc' | 'ld' | 'launch';

const fileNames: readonly (readonly [RegExp, FileKind])[] = [
  [/\.(?:elf|axf|out)$/i, 'elf'],
  [/\.ioc2?$/i, 'ioc'],
  [/\.lds?(?:\.in)?$/i, 'ld'],
  [/\.(?:jsonc?|code-workspace)(?::.*)?$/i, 'launch'],
];

export function kindOfFile(word: string): FileKind | undefined {
  return fileNames.find(([pattern]) => pattern.test(word))?.[1];
}

const options = {
  launch: { type: 'string' },
  elf: { type: 'string' },
  ioc: { type: 'string' },
  ld: { type: 'string' },
  device: { type: 'string' },
  core: { type: 'string' },
  servertype: { type: 'string' },
  gdb: { type: 'string' },
  cwd: { type: 'string' },
  ignore: { type: 'string', multiple: true, default: [] as string[] },
  serial: { type: 'string' },
  'stlink-server': { type: 'string' },
  'may-reset': { type: 'boolean', default: false },
  'test-link': { type: 'boolean', default: false },
  list: { type: 'boolean', default: false },
  compare: { type: 'string' },
  format: { type: 'string', default: 'text' },
  output: { type: 'string' },
  'no-color': { type: 'boolean', default: false },
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
  const [command, ...paths] = positionals;
  if (command === undefined) return usageError('A command is missing.');
  if (!isCommand(command)) {
    const meant = /[./\\]/.test(command) ? ` Did you mean check ${quoted(command)}?` : '';
    return usageError(`There is no command "${command}".${meant}`);
  }
  const empty = Object.entries(values).find(([, value]) => value === '')?.[0];
  if (empty !== undefined) return usageError(`--${empty} has an empty value.`);
  const foreign = foreignOption(command, values);
  if (foreign !== undefined) return usageError(`--${foreign} is no option of ${command}.`);
  if (command === 'probe') {
    const probe = parseProbe(values, paths);
    return 'wrong' in probe ? usageError(probe.wrong) : probe;
  }
  if (command === 'explain') {
    const explain = parseExplain(values, paths);
    return 'wrong' in explain ? usageError(explain.wrong) : explain;
  }
  if (command === 'map') {
    const map = parseMap(values, paths);
    return 'wrong' in map ? usageError(map.wrong) : map;
  }
  const format = formats.find((name) => name === values.format);
  if (format === undefined) {
    return usageError(`--format is one of ${formats.join(', ')}, not "${values.format}".`);
  }
  const { launch, output, elf, ioc, ld, device, core, servertype, gdb, cwd } = values;
  const ignore = values.ignore.flatMap((ids) => ids.split(/[,\s]+/)).filter((id) => id !== '');
  const given = { elf, ioc, ld, device, core, servertype, gdb, cwd, ignore };
  return { kind: 'check', paths, launch, given, format, output, isPlain: values['no-color'] };
}

const commands = ['check', 'probe', 'explain', 'map'] as const;

function isCommand(word: string): word is (typeof commands)[number] {
  return commands.some((command) => command === word);
}

/** Options that `check` does not know. */
const notOfCheck: ReadonlySet<string> = new Set([
  ...['serial', 'stlink-server', 'may-reset', 'test-link', 'list', 'compare'],
]);

/** The first option that was given and that this command does not have. */
function foreignOption(
  command: (typeof commands)[number],
  values: Readonly<Record<string, unknown>>,
): string | undefined {
  const given = Object.entries(values).filter(([, value]) => {
    return Array.isArray(value) ? value.length > 0 : value !== undefined && value !== false;
  });
  const known = { probe: probeOptions, explain: explainOptions, map: mapOptions };
  return given
    .map(([name]) => name)
    .find((name) => (command === 'check' ? notOfCheck.has(name) : !known[command].has(name)));
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], options, allowPositionals: true, strict: true });
  } catch (thrown) {
    return thrown instanceof Error ? thrown : new Error(String(thrown));
  }
}

/** As a shell takes it for one word. */
export function quoted(word: string): string {
  return /^[\w./:\\-]+$/.test(word) ? word : `"${word}"`;
}

function usageError(message: string): Command {
  return { kind: 'usage-error', message };
}

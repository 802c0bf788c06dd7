// A launch configuration from launch.json, with the variables replaced that VS Code would replace and that
// are known outside of it.

import { basename, dirname, join } from 'node:path';
import { parse, printParseErrorCode } from 'jsonc-parser';
import type { ParseError } from 'jsonc-parser';
import { LineIndex } from '../base/text';
import type { Host } from '../host/host';
import { quoted } from './args';

export type RawConfig = Readonly<Record<string, unknown>>;

export type ConfigResult =
  | { readonly ok: true; readonly raw: RawConfig; readonly workspaceFolder: string }
  | { readonly ok: false; readonly message: string };

/** By the parser's name of the error; the place is the one of what follows the fault. */
const parseErrors: Readonly<Record<string, string>> = {
  InvalidSymbol: 'this is no JSON value (is a quote missing?)',
  InvalidNumberFormat: 'this number is not written as JSON wants it',
  PropertyNameExpected: 'a name in double quotes is expected here',
  ValueExpected: 'a value is missing',
  ColonExpected: 'a colon is missing',
  CommaExpected: 'a comma is missing',
  CloseBraceExpected: 'a closing brace } is missing',
  CloseBracketExpected: 'a closing bracket ] is missing',
  EndOfFileExpected: 'something follows the end of the configuration',
  InvalidCommentToken: 'a comment is not allowed here',
  UnexpectedEndOfComment: 'a comment is not closed',
  UnexpectedEndOfString: 'a closing quote is missing',
  UnexpectedEndOfNumber: 'a number ends too early',
  InvalidUnicode: 'the escape \\u needs four hexadecimal digits',
  InvalidEscapeCharacter: 'this escape does not exist (write a backslash as \\\\)',
  InvalidCharacter: 'this character must be escaped',
};

/** Cuts `launch.json:name` at the colon behind the extension, so that `C:\…` stays whole. */
export function splitConfigName(text: string): { readonly file: string; readonly name?: string } {
  const match = /^(.+?\.jsonc?):(.+)$/i.exec(text);
  const [, file, name] = match ?? [];
  return file === undefined || name === undefined ? { file: text } : { file, name };
}

/**
 * Reads one configuration.
 * @param file absolute path of launch.json.
 * @param name of the configuration; without it there must be exactly one of type stm32.
 * @param typed the file as the user would type it.
 */
export async function readConfig(
  host: Host,
  file: string,
  name: string | undefined,
  typed: string = file,
): Promise<ConfigResult> {
  const read = await host.readFile(file);
  if (!read.ok) return failed(`${file} cannot be read: ${read.message}`);
  const text = new TextDecoder().decode(read.bytes);
  const errors: ParseError[] = [];
  const content: unknown = parse(text, errors, { allowTrailingComma: true });
  const [error] = errors;
  if (error !== undefined) {
    const { line, column } = new LineIndex(text).placeOf(error.offset);
    const code = printParseErrorCode(error.error);
    return failed(`${file}:${line}:${column}: ${parseErrors[code] ?? code}.`);
  }
  const chosen = choose(configurationsOf(content), name, typed);
  if (typeof chosen === 'string') return failed(`${file}: ${chosen}`);
  const workspaceFolder = folderOf(file);
  const raw = substitute({ ...chosen, ...platformPart(host, chosen) }, host, workspaceFolder);
  return { ok: true, raw: raw as RawConfig, workspaceFolder };
}

function choose(
  all: readonly RawConfig[],
  name: string | undefined,
  typed: string,
): RawConfig | string {
  const ours = all.filter(({ type }) => type === 'stm32');
  const list = (configs: readonly RawConfig[]): string =>
    configs.map((config) => `"${String(config['name'])}"`).join(', ');
  if (name !== undefined) {
    const named = all.find((config) => config['name'] === name);
    return named ?? `There is no configuration "${name}"; there are ${list(all) || 'none'}.`;
  }
  const [only] = ours;
  if (only === undefined) return 'There is no configuration of type "stm32".';
  if (ours.length === 1) return only;
  const option = quoted(`${typed}:${String(only['name'])}`);
  return `Name one of the configurations ${list(ours)}, such as: --config ${option}`;
}

/** A launch.json holds a list; a file with a single configuration object will do as well. */
function configurationsOf(content: unknown): readonly RawConfig[] {
  if (!isObject(content)) return [];
  const list = content['configurations'];
  if (Array.isArray(list)) return list.filter(isObject);
  return 'type' in content ? [content] : [];
}

/** VS Code puts the system's own part over the rest. */
function platformPart(host: Host, config: RawConfig): RawConfig {
  const keys: Partial<Record<NodeJS.Platform, string>> = { win32: 'windows', darwin: 'osx' };
  const part = config[keys[host.platform] ?? 'linux'];
  return isObject(part) ? part : {};
}

/** The folder that holds .vscode, as VS Code has it when that folder is opened. */
function folderOf(file: string): string {
  const folder = dirname(file);
  return basename(folder) === '.vscode' ? join(folder, '..') : folder;
}

/**
 * Replaces variables in every text of a value. Others, and environment variables that are not set, stay:
 * the check names them.
 */
export function substitute(value: unknown, host: Host, workspaceFolder: string): unknown {
  if (typeof value === 'string') {
    return value.replace(/\$\{([^}]*)\}/g, (whole, name: string) => {
      if (name === 'workspaceFolder') return workspaceFolder;
      if (name === 'workspaceFolderBasename') return basename(workspaceFolder);
      if (name === 'userHome') return host.homeDir;
      return name.startsWith('env:') ? (host.env[name.slice(4)] ?? whole) : whole;
    });
  }
  if (Array.isArray(value)) return value.map((item) => substitute(item, host, workspaceFolder));
  if (!isObject(value)) return value;
  const entries = Object.entries(value);
  return Object.fromEntries(
    entries.map(([key, item]) => [key, substitute(item, host, workspaceFolder)]),
  );
}

function isObject(value: unknown): value is RawConfig {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function failed(message: string): ConfigResult {
  return { ok: false, message };
}

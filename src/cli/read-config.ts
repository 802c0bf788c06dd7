// The stm32 configurations of a launch.json, with the variables replaced that VS Code would replace and that
// are known outside of it.

import { basename, dirname, join } from 'node:path';
import { textLimitBytes } from '../host/host';
import { isObject } from '../base/record';
import type { Host } from '../host/host';
import { readLaunchJson } from '../launch/launch-json';
import type { RawConfiguration, SystemPart } from '../launch/launch-json';
import { substituteVariables } from '../launch/variables';

/** One configuration to check. */
export interface ConfigInUse {
  /** The system's own part put over the rest, variables replaced. */
  readonly raw: RawConfiguration;
  /** Its place in the list of the file. */
  readonly index: number;
}

/** A launch.json that was read. */
export interface LaunchFile {
  /** Absolute. */
  readonly file: string;
  readonly text: string;
  readonly workspaceFolder: string;
  readonly configs: readonly ConfigInUse[];
}

export type LaunchFileResult =
  | { readonly ok: true; readonly launch: LaunchFile }
  | {
      readonly ok: false;
      readonly message: string;
      /** The file can be read, and what is wanted of it is not there. */
      readonly isEmpty: boolean;
    };

/** Cuts `launch.json:name` at the colon behind the extension, so that `C:\…` stays whole. */
export function splitConfigName(text: string): { readonly file: string; readonly name?: string } {
  const match = /^(.+?\.(?:jsonc?|code-workspace)):(.+)$/i.exec(text);
  const [, file, name] = match ?? [];
  return file === undefined || name === undefined ? { file: text } : { file, name };
}

/**
 * Reads the configurations of a file.
 * @param file absolute path of launch.json.
 * @param name of the only configuration that is wanted; without it all of type stm32.
 */
export async function readLaunchFile(
  host: Host,
  file: string,
  name: string | undefined,
): Promise<LaunchFileResult> {
  const read = await host.readFile(file, textLimitBytes);
  if (!read.ok) return failed(`${file} cannot be read: ${read.message}`);
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(read.bytes);
  const { configurations, fault } = readLaunchJson(text);
  if (fault !== undefined) {
    return failed(`${file}:${fault.line}:${fault.column}: ${fault.message}.`);
  }
  const all = configurations.map((raw, index) => ({ raw, index }));
  const chosen = all.filter(({ raw }) =>
    name === undefined ? raw['type'] === 'stm32' : raw['name'] === name,
  );
  if (chosen.length === 0)
    return { ...failed(`${file}: ${noneOf(configurations, name)}`), isEmpty: true };
  const workspaceFolder = folderOf(file);
  const { homeDir, env } = host;
  const values = { workspaceFolder, homeDir, env };
  const configs = chosen.map(({ raw, index }) => ({
    raw: substituteVariables({ ...raw, ...platformPart(host, raw) }, values),
    index,
  }));
  return { ok: true, launch: { file, text, workspaceFolder, configs } };
}

function noneOf(all: readonly RawConfiguration[], name: string | undefined): string {
  if (name === undefined) return 'There is no configuration of type "stm32".';
  const names = all.map((config) => `"${String(config['name'])}"`).join(', ');
  return `There is no configuration "${name}"; there are ${names || 'none'}.`;
}

/** The name of this system's own part of a configuration. */
export function systemPartOf(host: Host): SystemPart {
  const names: Partial<Record<NodeJS.Platform, SystemPart>> = { win32: 'windows', darwin: 'osx' };
  return names[host.platform] ?? 'linux';
}

/** VS Code puts the system's own part over the rest. */
function platformPart(host: Host, config: RawConfiguration): RawConfiguration {
  const part = config[systemPartOf(host)];
  return isObject(part) ? part : {};
}

/** The folder that holds .vscode, as VS Code has it when that folder is opened. */
function folderOf(file: string): string {
  const folder = dirname(file);
  return basename(folder) === '.vscode' ? join(folder, '..') : folder;
}

function failed(message: string): LaunchFileResult & { readonly ok: false } {
  return { ok: false, message, isEmpty: false };
}

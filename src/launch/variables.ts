// Replaces the variables of a launch configuration that are known outside of VS Code. Pure.

import { basename } from 'node:path';
import { isObject } from '../base/record';
import type { RawConfiguration } from './launch-json';

export interface VariableValues {
  readonly workspaceFolder: string;
  readonly homeDir: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/**
 * Replaces variables in every text of a configuration. Others, and environment variables that are not set, stay:
 * resolve-args.ts names them.
 */
export function substituteVariables(
  configuration: RawConfiguration,
  values: VariableValues,
): RawConfiguration {
  return Object.fromEntries(
    Object.entries(configuration).map(([key, value]) => [key, substitute(value, values)]),
  );
}

function substitute(value: unknown, values: VariableValues): unknown {
  if (typeof value === 'string') {
    return value.replace(/\$\{([^}]*)\}/g, (whole, name: string) => valueOf(name, values) ?? whole);
  }
  if (Array.isArray(value)) return value.map((item) => substitute(item, values));
  return isObject(value) ? substituteVariables(value, values) : value;
}

function valueOf(name: string, values: VariableValues): string | undefined {
  switch (name) {
    case 'workspaceFolder':
      return values.workspaceFolder;
    case 'workspaceFolderBasename':
      return basename(values.workspaceFolder);
    case 'userHome':
      return values.homeDir;
    default:
      return name.startsWith('env:') ? values.env[name.slice('env:'.length)] : undefined;
  }
}

// Replaces the variables of a launch configuration that are known outside of VS Code. Pure.

import { basename } from 'node:path';

export interface VariableValues {
  readonly workspaceFolder: string;
  readonly homeDir: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** Replaces variables in every text of a value. Others, and environment variables that are not set, stay. */
export function substituteVariables(value: unknown, values: VariableValues): unknown {
  if (typeof value === 'string') {
    return value.replace(/\$\{([^}]*)\}/g, (whole, name: string) => valueOf(name, values) ?? whole);
  }
  if (Array.isArray(value)) return value.map((item) => substituteVariables(item, values));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, substituteVariables(item, values)]),
  );
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

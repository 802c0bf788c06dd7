// The parts of package.json that follow from tables in src: launch attributes, and one path setting for each
// server that is started. `npm run golden` writes them, manifest.test.ts compares them.

import { requestSchema } from '../../src/launch/schema';
import type { ServerDriver } from '../../src/launch/server-driver';

const prefix = 'stm32-preflight.serverPath.';

/** As much of package.json as this looks into. */
export interface Manifest {
  capabilities: { untrustedWorkspaces: { restrictedConfigurations: readonly string[] } };
  contributes: {
    debuggers: { type: string; configurationAttributes: Record<string, unknown> }[];
    configuration: { properties: Record<string, Setting> };
  };
}

export interface Setting {
  readonly scope?: string;
  readonly [key: string]: unknown;
}

/** @returns a copy with every generated part as the tables say; all else as it was. */
export function withGenerated<M extends Manifest>(
  manifest: M,
  drivers: readonly ServerDriver[],
): M {
  const copy = structuredClone(manifest);
  for (const each of copy.contributes.debuggers) {
    each.configurationAttributes = {
      launch: requestSchema('launch', drivers),
      attach: requestSchema('attach', drivers),
    };
  }
  const { configuration } = copy.contributes;
  const written = Object.entries(configuration.properties).filter(
    ([name]) => !name.startsWith(prefix),
  );
  const started = drivers.filter((driver) => driver.tool !== undefined);
  configuration.properties = Object.fromEntries([...written, ...started.map(serverPath)]);
  // These name a program to start or a host to connect to, so none counts in a workspace that nobody trusts.
  const trusted = Object.entries(configuration.properties).filter(
    ([, { scope }]) => scope === 'machine-overridable',
  );
  copy.capabilities.untrustedWorkspaces.restrictedConfigurations = trusted.map(([name]) => name);
  return copy;
}

function serverPath({ id, tool }: ServerDriver): [string, Setting] {
  const names = (tool?.names ?? []).map((name) => `\`${name}\``).join(', then ');
  const setting = {
    type: 'string',
    default: '',
    scope: 'machine-overridable',
    order: 10,
    markdownDescription: `The server program for every launch with \`"servertype": "${id}"\` that names none with \`serverpath\`: a path, or a name looked up in PATH. Empty looks for ${names}.`,
  };
  return [`${prefix}${id}`, setting];
}

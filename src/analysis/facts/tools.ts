// The tool facts: where GDB and the server program are, and a port for the server. Nothing is started.

import { findGdb } from '../../gdb/find-gdb';
import { findTool } from '../../host/find-tool';
import type { ToolSearch } from '../../host/find-tool';
import type { Host } from '../../host/host';
import type { LaunchArgs } from '../../launch/launch-args';
import type { ServerDriver } from '../../launch/server-driver';
import { factNotNeeded, known, unknownFact } from '../facts';
import type { Fact } from '../facts';

export async function gatherGdb(host: Host, args: LaunchArgs): Promise<Fact<ToolSearch>> {
  const { gdbPath, armToolchainPath, toolchainPrefix } = args;
  if (gdbPath?.includes('${'))
    return unknownFact('gdbPath contains a variable that was not replaced');
  const { found, trail } = await findGdb(host, {
    gdbPath: gdbPath === '' ? undefined : gdbPath,
    armToolchainPath,
    toolchainPrefix,
    baseDir: args.cwd,
  });
  const search = { found: found[0]?.path, trail };
  return known(search, sourceOf(search));
}

export async function gatherServer(
  host: Host,
  args: LaunchArgs,
  driver: ServerDriver | undefined,
): Promise<Fact<ToolSearch>> {
  if (driver === undefined) return unknownFact('the servertype is not known');
  const { tool } = driver;
  if (tool === undefined) return factNotNeeded(`servertype ${driver.id} starts no program`);
  const { serverpath } = args;
  if (serverpath?.includes('${')) {
    return unknownFact('serverpath contains a variable that was not replaced');
  }
  const setting = settingOf('serverpath', serverpath);
  const search = await findTool(host, { names: tool.names, setting, baseDir: args.cwd });
  return known(search, sourceOf(search));
}

export async function gatherServerPorts(
  host: Host,
  driver: ServerDriver | undefined,
): Promise<Fact<readonly number[]>> {
  if (driver?.tool === undefined) return factNotNeeded('no server is started');
  const wanted = Array.from({ length: 1 + (driver.morePorts ?? 0) });
  try {
    return known(await Promise.all(wanted.map(() => host.freePort())), '127.0.0.1');
  } catch (thrown) {
    const reason = thrown instanceof Error ? thrown.message : String(thrown);
    return unknownFact(`no port of 127.0.0.1 can be bound: ${reason}`);
  }
}

/** An empty text counts as not set, as VS Code's settings have it. */
function settingOf(
  name: string,
  value: string | undefined,
): { readonly name: string; readonly value: string } | undefined {
  return value === undefined || value === '' ? undefined : { name, value };
}

function sourceOf(search: ToolSearch): string {
  return search.trail.at(-1)?.where ?? 'PATH';
}

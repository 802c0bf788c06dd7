// The tool facts: where GDB and the server program are, and a port for the server. Nothing is started.

import { findGdb } from '../../gdb/find-gdb';
import { findTool } from '../../host/find-tool';
import type { ToolQuery, ToolSearch } from '../../host/find-tool';
import { freePorts } from '../../host/free-ports';
import type { Host } from '../../host/host';
import { knownFolders, knownPatterns } from '../../host/known-places';
import type { LaunchArgs } from '../../launch/launch-args';
import type { ServerDriver, ServerTool } from '../../launch/server-driver';
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
  const query = { names: tool.names, setting, baseDir: args.cwd };
  const search = await searchTool(host, query, tool.places);
  return known(search, sourceOf(search));
}

/** As `findTool`; the places of installers are looked at only when nothing before has an answer. */
export async function searchTool(
  host: Host,
  query: ToolQuery,
  places: ServerTool['places'] = {},
): Promise<ToolSearch> {
  const search = await findTool(host, query);
  if (search.found !== undefined || query.setting !== undefined) return search;
  const folders = await knownFolders(host, places);
  const behind = await findTool(host, { ...query, knownFolders: folders });
  const looked = knownPatterns(host, places).map((where) => ({ what: 'nothing there', where }));
  return behind.found === undefined
    ? { found: undefined, trail: [...search.trail, ...looked] }
    : behind;
}

export async function gatherServerPorts(
  host: Host,
  driver: ServerDriver | undefined,
): Promise<Fact<readonly number[]>> {
  if (driver?.tool === undefined) return factNotNeeded('no server is started');
  try {
    return known(await freePorts(host, 1 + (driver.morePorts ?? 0)), '127.0.0.1');
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

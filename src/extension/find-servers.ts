// Which GDB servers have their program on this machine, looked up as a launch would. Nothing is started.

import { gatherServer } from '../analysis/facts/tools';
import { createNodeHost } from '../host/node-host';
import { resolveArgs } from '../launch/resolve-args';
import type { ServerDriver } from '../launch/server-driver';
import { substituteVariables } from '../launch/variables';

/**
 * @param serverPath the settings, by servertype; empty: not set.
 * @param folder path of the workspace folder.
 * @returns their ids. One whose setting has a variable that only VS Code knows counts as there.
 */
export async function findServers(
  drivers: readonly ServerDriver[],
  serverPath: Readonly<Record<string, string>>,
  folder: string,
): Promise<readonly string[]> {
  const host = createNodeHost();
  const values = { workspaceFolder: folder, homeDir: host.homeDir, env: host.env };
  const looks = drivers.map(async (driver) => {
    const raw = { servertype: driver.id, serverpath: serverPath[driver.id] ?? '' };
    const { args } = resolveArgs(substituteVariables(raw, values), folder);
    const fact = await gatherServer(host, args, driver);
    const isThere = fact.ok ? fact.value.found !== undefined : raw.serverpath !== '';
    return isThere ? [driver.id] : [];
  });
  return (await Promise.all(looks)).flat();
}

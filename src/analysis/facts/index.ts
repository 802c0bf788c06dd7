// The list of fact gatherers; all run at once. An addition is a file, a line here and a field in facts.ts.

import type { Host } from '../../host/host';
import type { LaunchArgs } from '../../launch/launch-args';
import type { ServerDriver } from '../../launch/server-driver';
import type { Facts } from '../facts';
import { gatherCwd } from './cwd';
import { gatherDevices } from './devices';
import { gatherImage, gatherMissingFiles } from './image';
import { gatherMachine } from './machine';
import { gatherProject } from './project';
import { gatherGdb, gatherServer, gatherServerPort } from './tools';

/**
 * @param driver undefined when the servertype is not known; the other facts are gathered all the same.
 * @param gdbFact under way already: somebody may want it before the others.
 */
export async function gatherFacts(
  host: Host,
  args: LaunchArgs,
  driver: ServerDriver | undefined,
  gdbFact: Promise<Facts['gdb']> = gatherGdb(host, args),
): Promise<Facts> {
  const [cwd, image, missingFiles, gdb, server, serverPort, project, machine] = await Promise.all([
    gatherCwd(host, args),
    gatherImage(host, args),
    gatherMissingFiles(host, args),
    gdbFact,
    gatherServer(host, args, driver),
    gatherServerPort(host, driver),
    gatherProject(),
    gatherMachine(),
  ]);
  const devices = gatherDevices();
  return {
    cwd,
    ...image,
    missingFiles,
    gdb,
    server,
    serverPort,
    ...devices,
    ...project,
    ...machine,
  };
}

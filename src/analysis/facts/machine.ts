// The facts of this computer: programs that can run, ports, USB probes, what kind of machine it is. Nothing is
// started and no connection is tried.

import type { ToolSearch } from '../../host/find-tool';
import type { Host } from '../../host/host';
import { machineKind } from '../../host/surroundings';
import type { LaunchArgs } from '../../launch/launch-args';
import type { ServerDriver } from '../../launch/server-driver';
import { known } from '../facts';
import type { Fact, Facts } from '../facts';
import { gatherPorts } from './port-use';
import { gatherProgramHealth } from './program-health';
import { gatherServerFiles } from './server-files';

export type MachineFacts = Pick<Facts, 'gdbHealth' | 'ports' | 'surroundings' | 'serverFiles'>;

/** What is looked for by other gatherers at the same time. */
export interface LookedFor {
  readonly gdb: Promise<Fact<ToolSearch>>;
  readonly server: Promise<Fact<ToolSearch>>;
}

export async function gatherMachine(
  host: Host,
  args: LaunchArgs,
  driver: ServerDriver | undefined,
  tools: LookedFor,
): Promise<MachineFacts> {
  const kind = machineKind(host);
  const [gdbHealth, ports, machine, serverFiles] = await Promise.all([
    Promise.all([tools.gdb, kind]).then(([gdb, found]) => gatherProgramHealth(host, gdb, found)),
    gatherPorts(host, args, driver),
    kind,
    tools.server.then((server) => gatherServerFiles(host, args, driver, server)),
  ]);
  const surroundings = { platform: host.platform, kind: machine.kind, evidence: machine.evidence };
  return {
    ...{ gdbHealth, ports, serverFiles },
    surroundings: known(surroundings, machine.evidence),
  };
}

// The list of fact gatherers; all run at once, those that need the image wait for it inside. An addition is a file,
// a line here and a field in facts.ts.

import type { Host } from '../../host/host';
import type { LaunchArgs } from '../../launch/launch-args';
import type { ServerDriver } from '../../launch/server-driver';
import { unknownFact } from '../facts';
import type { Facts, UnknownFact } from '../facts';
import { gatherCwd } from './cwd';
import { gatherDevices } from './devices';
import { gatherImage, gatherLoadedFiles, gatherMissingFiles } from './image';
import { gatherMachine } from './machine';
import { gatherProbe, gatherProbeList, noProbeFacts } from './probe';
import type { Examined, KeepClaim, TargetTouch } from './probe';
import { gatherProject } from './project';
import { gatherServerFiles } from './server-files';
import { gatherGdb, gatherServer, gatherServerPorts } from './tools';

/** What a launch is planned with, and nothing that only checks read: for a launch that is not to be checked. */
export async function gatherEssentials(
  host: Host,
  args: LaunchArgs,
  driver: ServerDriver | undefined,
): Promise<Facts> {
  const serverFact = gatherServer(host, args, driver);
  const [image, gdb, server, serverPorts, serverFiles, probes] = await Promise.all([
    gatherImage(host, args),
    gatherGdb(host, args),
    serverFact,
    gatherServerPorts(host, driver),
    serverFact.then((found) => gatherServerFiles(host, args, driver, found)),
    driver?.choosesByProbe?.(args) === true ? gatherProbeList(host, args) : {},
  ]);
  const none = unknownFact('preflight.mode is "off"');
  return { ...noFacts(none), ...image, gdb, server, serverPorts, serverFiles, ...probes };
}

/** Every fact unknown for one reason; whoever knows some of them puts those over it. */
export function noFacts(why: UnknownFact): Facts {
  return {
    ...{ cwd: why, imageFile: why, imageContent: why, elf: why, missingFiles: why },
    ...{ gdb: why, server: why, serverPorts: why, gdbHealth: why, serverFiles: why },
    ...{ namedDevices: why, device: why, linkerScript: why, mapFile: why, ioc: why },
    ...{
      sources: why,
      neededSymbols: why,
      imageAge: why,
      loadedFiles: why,
      ports: why,
      surroundings: why,
    },
    ...noProbeFacts(why),
  };
}

export interface GatherOptions {
  readonly examined?: Examined | undefined;
  /** Nobody is about to launch. */
  readonly isProbeLeftAlone?: boolean;
  readonly touch?: TargetTouch;
  readonly signal?: AbortSignal | undefined;
  readonly keepClaim?: KeepClaim | undefined;
}

/**
 * @param driver undefined when the servertype is not known; the other facts are gathered all the same.
 */
export async function gatherFacts(
  host: Host,
  args: LaunchArgs,
  driver: ServerDriver | undefined,
  { examined, isProbeLeftAlone = false, touch = 'reset', signal, keepClaim }: GatherOptions = {},
): Promise<Facts> {
  const gdbFact = gatherGdb(host, args);
  const serverFact = gatherServer(host, args, driver);
  const imageFacts = gatherImage(host, args);
  const elf = imageFacts.then((image) => image.elf);
  const projectFacts = gatherProject(host, args, elf);
  const deviceFacts = projectFacts.then((project) => gatherDevices(args, project));
  const device = deviceFacts.then((devices) => devices.device);
  const [
    cwd,
    image,
    missingFiles,
    gdb,
    server,
    serverPorts,
    loadedFiles,
    project,
    devices,
    machine,
    probe,
  ] = await Promise.all([
    gatherCwd(host, args),
    imageFacts,
    gatherMissingFiles(host, args),
    gdbFact,
    serverFact,
    gatherServerPorts(host, driver),
    imageFacts.then((facts) => gatherLoadedFiles(host, args, facts)),
    projectFacts,
    deviceFacts,
    gatherMachine(host, args, driver, { gdb: gdbFact, server: serverFact }),
    isProbeLeftAlone
      ? noProbeFacts(unknownFact('nothing is launched now'))
      : gatherProbe(host, args, driver, { device, examined, touch, signal, keepClaim }),
  ]);
  return {
    cwd,
    ...image,
    missingFiles,
    gdb,
    server,
    serverPorts,
    loadedFiles,
    ...project.facts,
    ...devices,
    ...machine,
    ...probe,
  };
}

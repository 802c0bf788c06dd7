// What kind of machine this is: WSL, a container, a remote one. Told from files and the environment.

import type { Host } from './host';

export interface MachineKind {
  /** A noun with its article where it has one; undefined on an ordinary machine. */
  readonly kind: string | undefined;
  readonly isContainer: boolean;
  /** The file or variable it was told from. */
  readonly evidence: string;
}

/** Environment variables that name the place, the most special first. */
const variables: readonly (readonly [name: string, value: RegExp, kind: string])[] = [
  ['CODESPACES', /^true$/, 'GitHub Codespaces'],
  ['REMOTE_CONTAINERS', /^true$/, 'a development container'],
  ['KUBERNETES_SERVICE_HOST', /./, 'a container (Kubernetes)'],
];

/** Files that a container's maker leaves in it. */
const markers: readonly (readonly [file: string, kind: string])[] = [
  ['/.dockerenv', 'a container (Docker)'],
  ['/run/.containerenv', 'a container (Podman)'],
];

/** Only Linux has such places for us; elsewhere the answer is an ordinary machine. */
export async function machineKind(host: Host): Promise<MachineKind> {
  const ordinary = { kind: undefined, isContainer: false };
  if (host.platform !== 'linux') return { ...ordinary, evidence: `platform ${host.platform}` };
  for (const [name, value, kind] of variables) {
    const given = host.env[name];
    if (given !== undefined && value.test(given))
      return { kind, isContainer: true, evidence: `environment variable ${name}` };
  }
  for (const [file, kind] of markers) {
    if ((await host.stat(file)) !== undefined) return { kind, isContainer: true, evidence: file };
  }
  const read = await host.readFile('/proc/version');
  const version = read.ok ? new TextDecoder().decode(read.bytes) : '';
  if (/microsoft/i.test(version) || host.env['WSL_DISTRO_NAME'] !== undefined) {
    // WSL 1 has no kernel of its own and says "Microsoft" (learn.microsoft.com, "Comparing WSL versions").
    const kind = /WSL2|microsoft-standard/.test(version) ? 'WSL 2' : 'WSL';
    const evidence = /microsoft/i.test(version) ? '/proc/version' : 'WSL_DISTRO_NAME';
    return { kind, isContainer: false, evidence };
  }
  if (host.env['SSH_CONNECTION'] !== undefined) {
    const evidence = 'environment variable SSH_CONNECTION';
    return { ...ordinary, kind: 'a remote machine (SSH)', evidence };
  }
  return { ...ordinary, evidence: '/proc/version, environment' };
}

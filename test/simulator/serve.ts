// Program and function: the simulated bench behind ST's stlink-server protocol on a loopback port.
// Usage: node --import tsx test/simulator/serve.ts [--fault ID] [--kind v2|v2-1|v3] [--core qemu|still] [--part NAME] [--image ELF] [--port N] [--api N]

import { parseArgs } from 'node:util';
import { createProbe } from './probe/create-probe';
import type { SimulatedProbe } from './probe/probe';
import { startStlinkServer } from './probe/stlink-server';
import { faults } from './faults';
import { changed, healthy, probeOfKind } from './setup';
import type { Fault, PartName, ProbeSetup, Setup, SetupChange } from './setup';

export interface Bench {
  /** `127.0.0.1:PORT` of the stlink-server. */
  readonly address: string;
  readonly port: number;
  /** Every command that the first probe was given, as hex, with what it answered: the form of a transcript. */
  readonly transcript: readonly string[];
  /** The probes in the order of their setups, to be unplugged and plugged in. */
  readonly probes: readonly SimulatedProbe[];
  /** How many clients have the probe open. */
  readonly openCount: () => number;
  dispose(): Promise<void>;
}

/**
 * Starts the simulated probes behind one stlink-server.
 * @param setups one probe each, with a target of its own; the server behaves as the first says.
 */
export async function serveBench(
  setups: readonly Setup[],
  options: { port?: number } = {},
): Promise<Bench> {
  const probes = await Promise.all(setups.map((setup) => createProbe(setup)));
  const endProbes = () => Promise.all(probes.map((probe) => probe.dispose()));
  try {
    const server = await startStlinkServer(
      probes,
      setups[0]?.server ?? healthy.server,
      options.port ?? 0,
    );
    return {
      address: `127.0.0.1:${server.port}`,
      port: server.port,
      transcript: probes[0]?.transcript ?? [],
      probes,
      openCount: server.openCount,
      dispose: async () => {
        await server.dispose();
        await endProbes();
      },
    };
  } catch (error) {
    await endProbes();
    throw error;
  }
}

/** What the command line asks for. @throws with a sentence where it makes no sense */
export function setupOf(args: readonly string[]): { setup: Setup; port: number } {
  const { values } = parseArgs({
    args: [...args],
    options: {
      fault: { type: 'string' },
      kind: { type: 'string' },
      core: { type: 'string' },
      part: { type: 'string' },
      image: { type: 'string' },
      port: { type: 'string' },
      api: { type: 'string' },
    },
  });
  const { fault, kind, core, part, image } = values;
  const chosen = fault === undefined ? healthy : changed(healthy, faultOf(fault).change);
  const change: SetupChange = {
    target: {
      ...(core === undefined ? {} : { core: oneOf('core', core, ['qemu', 'still']) }),
      ...(part === undefined ? {} : { part: oneOf('part', part, partNames) }),
      ...(image === undefined ? {} : { image }),
    },
    probe: kind === undefined ? {} : probeOfKind(oneOf('kind', kind, kindNames)),
    server: values.api === undefined ? {} : { api: apiOf(values.api) },
  };
  const port = Number(values.port ?? '0');
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new Error(`--port ${values.port} is no port`);
  }
  return { setup: changed(chosen, change), port };
}

const partNames: readonly PartName[] = [
  'f405',
  'f103',
  'l476',
  'g431',
  'h743',
  'l552',
  'h563',
  'g071',
];

const kindNames: readonly ProbeSetup['kind'][] = ['v1', 'v2', 'v2-1', 'v3', 'v3-loader', 'v2-isol'];

function oneOf<T extends string>(option: string, text: string, names: readonly T[]): T {
  const name = names.find((other) => other === text);
  if (name === undefined) throw new Error(`--${option} is one of ${names.join(', ')}`);
  return name;
}

function apiOf(text: string): 1 | 2 | 3 {
  const api = ([1, 2, 3] as const).find((number) => String(number) === text);
  if (api === undefined) throw new Error('--api is 1, 2 or 3');
  return api;
}

function faultOf(id: string): Fault {
  const fault = faults.find((other) => other.id === id);
  if (fault === undefined) {
    throw new Error(`--fault is one of ${faults.map((other) => other.id).join(', ')}`);
  }
  return fault;
}

/** Serves until SIGTERM, SIGINT or the end of standard input. */
async function main(): Promise<void> {
  const { setup, port } = setupOf(process.argv.slice(2));
  const bench = await serveBench([setup], { port });
  const end = new Promise<void>((resolve) => {
    process.once('SIGTERM', resolve);
    process.once('SIGINT', resolve);
    process.stdin.once('end', resolve).once('close', resolve).resume();
  });
  console.log(`listening on ${bench.address}`);
  await end;
  await bench.dispose();
}

if (require.main === module) {
  main().then(
    () => process.exit(0),
    (error: unknown) => {
      console.error(error instanceof Error ? error.message : String(error));
      process.exit(1);
    },
  );
}

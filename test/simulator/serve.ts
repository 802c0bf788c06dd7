// Program and function: the simulated bench behind ST's stlink-server protocol on a loopback port.
// Usage: node --import tsx test/simulator/serve.ts [--fault ID] [--kind v2|v2-1|v3] [--core qemu|still] [--part NAME] [--image ELF] [--port N] [--api N]

import { parseArgs } from 'node:util';
import { createProbe } from './probe/create-probe';
import type { SimulatedProbe } from './probe/probe';
import { startStlinkServer } from './probe/stlink-server';
import { changed, healthy } from './setup';
import type { Setup } from './setup';

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

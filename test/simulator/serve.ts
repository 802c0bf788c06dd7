// Program and function: the simulated bench behind ST's stlink-server protocol on a loopback port.
// Usage: node --import tsx test/simulator/serve.ts [--fault ID] [--kind v2|v2-1|v3] [--core qemu|still] [--part NAME] [--image ELF] [--port N] [--api N]

import type { Setup } from './setup';

export interface Bench {
  /** `127.0.0.1:PORT` of the stlink-server. */
  readonly address: string;
  readonly port: number;
  /** Every command that the probe was given, as hex, with what it answered: the form of a transcript. */
  readonly transcript: readonly string[];
  /** How many clients have the probe open. */
  readonly openCount: () => number;
  dispose(): Promise<void>;
}

/**
 * Starts the simulated probes behind one stlink-server.
 * @param setups one probe each, with a target of its own.
 */
export function serveBench(_setups: readonly Setup[], _options?: { port?: number }): Promise<Bench> {
  return Promise.reject(new Error('not there yet'));
}

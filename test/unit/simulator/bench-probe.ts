// A simulated probe on a plain cable, asked in hex.

import { SimulatedProbe } from '../../simulator/probe/probe';
import { healthy, probeOfKind } from '../../simulator/setup';
import type { ProbeSetup } from '../../simulator/setup';
import { plainWire } from './plain-wire';
import type { PlainWire } from './plain-wire';

export interface BenchProbe {
  readonly probe: SimulatedProbe;
  readonly wire: PlainWire;
  /** Gives a command, and data where it has some, and takes `byteLength` bytes of answer, as hex. */
  readonly ask: (command: string, byteLength: number, data?: string) => Promise<string>;
  /** Gives a command that has no answer. */
  readonly tell: (command: string, data?: string) => Promise<void>;
}

export const bytesOf = (hex: string) => new Uint8Array(Buffer.from(hex.replaceAll(' ', ''), 'hex'));
export const hexOf = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

export function benchProbe(
  change: Partial<ProbeSetup> = {},
  kind: ProbeSetup['kind'] = 'v2-1',
): BenchProbe {
  const wire = plainWire();
  const probe = new SimulatedProbe({ ...healthy.probe, ...probeOfKind(kind), ...change }, wire);
  const give = (command: string, data: string | undefined) => {
    const padded = new Uint8Array(16);
    padded.set(bytesOf(command));
    probe.out(padded);
    if (data !== undefined) probe.out(bytesOf(data));
  };
  return {
    probe,
    wire,
    ask: async (command, byteLength, data) => {
      give(command, data);
      await probe.settled();
      // Whatever is to come is there by now: a transfer that still waits, waits for ever.
      const waiting = new AbortController();
      const taking = probe.in(byteLength, waiting.signal);
      waiting.abort();
      const taken = await taking;
      return 'bytes' in taken
        ? `${taken.kind === 'overflow' ? 'overflow ' : ''}${hexOf(taken.bytes)}`
        : taken.kind;
    },
    tell: async (command, data) => {
      give(command, data);
      await probe.settled();
    },
  };
}

export const enterSwd = 'f2 30 a3';

// Three simulated probes, one of each kind, on the USB of a guest.

import assert from 'node:assert/strict';
import { startUsbBench } from '../../simulator/guest/usb-bench';
import type { UsbBench } from '../../simulator/guest/usb-bench';
import type { JobOptions } from '../../simulator/guest/guest';
import type { SimulatedProbe } from '../../simulator/probe/probe';
import { changed, healthy, probeOfKind } from '../../simulator/setup';

export const kinds = ['v2-1', 'v2', 'v3'] as const;
export type Kind = (typeof kinds)[number];

export const serials: Readonly<Record<Kind, string>> = {
  'v2-1': '066CFF515349898667113512',
  v2: '57FF72067265575742132067',
  v3: '003B00233438510534313939',
};

/** Everything is emulated: a job takes one to ten seconds. The guest has limits of its own, which say more. */
export const usbTestMs = 300_000;

export interface UsbProbes {
  probe(kind: Kind): SimulatedProbe;
  /** A probe that is plugged in again has forgotten the mode in which the last tool left it. */
  plugInAnew(kind: Kind): Promise<SimulatedProbe>;
  /** Resolves when the guest has noticed what was plugged in and out. */
  settled(): Promise<void>;
  /** What a job that must end well says. */
  run(job: string, options?: JobOptions): Promise<string>;
}

/** Boots one guest for the tests of the enclosing `describe`, whose timeout must be `usbTestMs`. */
export function useUsbProbes(): UsbProbes {
  let bench: UsbBench | undefined;
  before(async () => {
    bench = await startUsbBench(
      kinds.map((kind) =>
        // Old V2 have the serial number's bytes in their descriptor, not its digits.
        changed(healthy, {
          probe: { ...probeOfKind(kind), serial: serials[kind], isSerialBinary: kind === 'v2' },
        }),
      ),
    );
  });
  after(() => bench?.dispose());
  const probe = (kind: Kind): SimulatedProbe => bench!.probes[kinds.indexOf(kind)]!;
  return {
    probe,
    plugInAnew: async (kind) => {
      const again = probe(kind);
      again.unplug();
      await bench!.settled();
      again.plug();
      await bench!.settled();
      again.transcript.splice(0);
      return again;
    },
    settled: () => bench!.settled(),
    run: async (job, options) => {
      const { output, exitCode } = await bench!.guest.run(job, options);
      assert.equal(exitCode, 0, output);
      return output;
    },
  };
}

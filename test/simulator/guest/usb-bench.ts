// Simulated probes plugged into a guest: each on a USB port of its own, with the target of its setup.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createProbe } from '../probe/create-probe';
import type { SimulatedProbe } from '../probe/probe';
import { serveUsbRedir } from '../probe/usb-redir';
import type { Setup } from '../setup';
import { startGuest } from './guest';
import type { Guest } from './guest';

export interface UsbBench {
  readonly guest: Guest;
  /** In the order of the setups. */
  readonly probes: readonly SimulatedProbe[];
  /** Resolves when the guest's kernel has set up as many probes as are plugged in, and udevd has told of them. */
  settled(): Promise<void>;
  dispose(): Promise<void>;
}

/** Boots a guest with the probes plugged in. */
export async function startUsbBench(setups: readonly Setup[]): Promise<UsbBench> {
  const folder = mkdtempSync(join(tmpdir(), 'usb-'));
  const ends: (() => Promise<void>)[] = [];
  const dispose = async (): Promise<void> => {
    for (const end of ends.splice(0).reverse()) await end();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const probes: SimulatedProbe[] = [];
    for (const [index, setup] of setups.entries()) {
      const probe = await createProbe(setup);
      ends.push(() => probe.dispose());
      const server = await serveUsbRedir(probe, join(folder, `${index}`));
      ends.push(() => server.dispose());
      probes.push(probe);
    }
    const guest = await startGuest({ usb: setups.map((_, index) => join(folder, `${index}`)) });
    ends.push(() => guest.dispose());
    const settled = async (): Promise<void> => {
      await guest.run(listed(probes.filter(({ isPlugged }) => isPlugged).length));
    };
    await settled();
    return { guest, probes, settled, dispose };
  } catch (thrown) {
    await dispose();
    throw thrown;
  }
}

/** Shell text that waits: the kernel has no event for "all devices are there". */
function listed(count: number): string {
  return [
    `until [ "$(ls /sys/bus/usb/devices | grep -c '^[0-9]-[0-9]$')" = ${count} ]; do sleep 0.02; done`,
    'udevadm settle',
  ].join('\n');
}

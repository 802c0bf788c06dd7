// Hears of USB devices that come and go, for as long as somebody looks.

import { pause } from '../base/abort';
import type { Disposable } from '../base/disposable';
import type { Host } from '../host/host';
import { usbFolders } from '../host/usb-devices';
import { UsbWorker } from './usb/worker';

/** Between two looks at a folder of the kernel's, which take 0.1 ms; a process that listens costs 40 MB. */
const lookMs = 1_000;

/**
 * Calls back after each change of what is plugged in: a moment later on Linux, at once elsewhere. Where there is no USB
 * it never calls.
 * @returns ends it; after that nothing of it is left
 */
export function watchProbes(host: Host, onChange: () => void): Disposable {
  const end = new AbortController();
  const work =
    host.platform === 'linux'
      ? look(host, onChange, end.signal)
      : listen(host, onChange, end.signal);
  return {
    dispose: () => {
      end.abort();
      return work;
    },
  };
}

/**
 * On Linux the names are the devices. udev grants the rights of a new device a moment after the kernel has listed it,
 * so a change is told a second time.
 */
async function look(host: Host, onChange: () => void, signal: AbortSignal): Promise<void> {
  const names = async (): Promise<string> => {
    const [listed, nodes] = await Promise.all([
      host.readDir(usbFolders.listed),
      host.stat(usbFolders.nodes),
    ]);
    return [...listed.filter((name) => !name.includes(':')), nodes?.kind].sort().join();
  };
  let before = await names();
  let isNew = false;
  while (await goesOn(signal)) {
    const now = await names();
    const isChanged = now !== before;
    before = now;
    if ((isChanged || isNew) && !signal.aborted) onChange();
    isNew = isChanged;
  }
}

/** @returns false once it was ended */
function goesOn(signal: AbortSignal): Promise<boolean> {
  return pause(lookMs, signal).then(
    () => !signal.aborted,
    () => false,
  );
}

/** The worker tells, until it ends; one that cannot be started tells nothing. */
async function listen(host: Host, onChange: () => void, signal: AbortSignal): Promise<void> {
  const worker = await UsbWorker.start(host, signal).catch(() => undefined);
  if (worker === undefined) return;
  worker.onChanged(() => {
    if (!signal.aborted) onChange();
  });
  const isOver = new Promise<void>((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
  try {
    await worker.ask({ ask: 'watch' }, 'probeOpen', signal);
    await Promise.race([isOver, worker.exit]);
  } catch {
    // Called off, or a worker that is gone: there is nothing more to hear.
  } finally {
    await worker.end();
  }
}

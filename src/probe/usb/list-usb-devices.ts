// The USB devices of a system that lists them by no file: asked through the USB worker, which ends after it.

import { isObject } from '../../base/record';
import type { Host } from '../../host/host';
import { usbFailure } from './usb-failures';
import { UsbWorker } from './worker';
import type { ListedUsbDevice } from './worker-protocol';

/** @throws Failure `usb-unavailable`, `usb-failed`, `timeout`, `cancelled` */
export async function listUsbDevices(
  host: Host,
  signal?: AbortSignal,
): Promise<readonly ListedUsbDevice[]> {
  const worker = await UsbWorker.start(host, signal);
  try {
    const answer = await worker.ask({ ask: 'list' }, 'probeOpen', signal);
    if (!answer.ok) throw usbFailure(answer);
    const devices = isObject(answer.value) ? answer.value['devices'] : undefined;
    return Array.isArray(devices) ? (devices as readonly ListedUsbDevice[]) : [];
  } finally {
    await worker.end();
  }
}

// Opens a listed probe: the one place that chooses the carrier.

import type { Host } from '../host/host';
import type { ProbeInfo } from './probe-info';
import type { Transport } from './transport';

/**
 * @throws Failure `probe-denied`, `probe-in-use`, `probe-gone`, `probe-silent`, `probe-driver-missing` (Windows),
 * `usb-unavailable` (the native part does not load here), `stlink-server-unreachable`, `stlink-server-garbled`, `cancelled`
 */
export function openTransport(
  _host: Host,
  _probe: ProbeInfo,
  _signal?: AbortSignal,
): Promise<Transport> {
  return Promise.reject(new Error('not there yet'));
}

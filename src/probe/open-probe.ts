// Opens a listed probe: the one place that chooses the carrier.

import { cancelled } from '../base/abort';
import type { Host } from '../host/host';
import type { ProbeInfo } from './probe-info';
import { ownProbe } from './probe-owner';
import { refusalOfModel } from './stlink/refuse-model';
import { openServerTransport } from './stlink-server/server-transport';
import type { Transport } from './transport';
import { openUsbTransport } from './usb/usb-transport';

/**
 * Opens a probe once nobody else in this process has it. The signal calls the opening off; an open probe does not listen
 * to it any more.
 * @throws Failure `probe-denied`, `probe-in-use`, `probe-gone`, `probe-silent`, `probe-driver-missing` (Windows),
 * `probe-unsupported` (V1), `probe-loader`, `usb-unavailable` (the native part does not load here), `usb-failed` (the
 * system's own words), `stlink-server-unreachable`, `stlink-server-garbled`, `cancelled`
 */
export async function openTransport(
  host: Host,
  probe: ProbeInfo,
  signal?: AbortSignal,
): Promise<Transport> {
  const refusal = refusalOfModel(probe.id);
  if (refusal !== undefined) throw refusal;
  const giveBack = await ownProbe(probe, signal);
  try {
    const transport = await openCarrier(host, probe, signal);
    return {
      exchange: (exchange) => transport.exchange(exchange),
      close: () => transport.close().finally(giveBack),
    };
  } catch (error) {
    giveBack();
    throw error;
  }
}

function openCarrier(
  host: Host,
  probe: ProbeInfo,
  signal: AbortSignal | undefined,
): Promise<Transport> {
  if (signal?.aborted === true) return Promise.reject(cancelled());
  const { carrier } = probe;
  return carrier.kind === 'usb'
    ? openUsbTransport(host, probe.id, carrier.node, signal)
    : openServerTransport(host, carrier, probe, signal);
}

// Opens a probe and its driver, and says what it is. An opened probe no longer listens to the signal: whoever calls an
// examination off still wants NRST released.

import { cancelled } from '../base/abort';
import { Failure } from '../base/failure';
import type { Host } from '../host/host';
import { openTransport } from '../probe/open-probe';
import { placeOf } from '../probe/probe-info';
import type { ProbeInfo } from '../probe/probe-info';
import { openStLink } from '../probe/stlink/stlink';
import type { StLink } from '../probe/stlink/stlink';
import type { OpenedProbe } from './examination';

export interface Opened {
  readonly stlink: StLink;
  readonly identity: OpenedProbe;
}

/** @throws Failure of `openTransport` and `openStLink`; `probe-unsupported` for probes of other makes */
export async function openProbe(
  host: Host,
  probe: ProbeInfo,
  signal: AbortSignal | undefined,
): Promise<Opened> {
  if (probe.family !== 'stlink') {
    const text = `A ${probe.name} is listed, but only ST-LINK probes can be examined.`;
    throw new Failure('probe-unsupported', 'environment', text);
  }
  const transport = await openTransport(host, probe, signal);
  try {
    if (signal?.aborted === true) throw cancelled();
    const stlink = await openStLink(transport, probe.id);
    return { stlink, identity: identityOf(probe, stlink) };
  } catch (error) {
    await transport.close();
    throw error;
  }
}

function identityOf(probe: ProbeInfo, { kind, version, modeAtOpen }: StLink): OpenedProbe {
  const { name, id, serial, carrier } = probe;
  return {
    ...{ name, id, kind, serial, firmware: version, modeAtOpen },
    place: placeOf(probe),
    carrier: carrier.kind,
  };
}

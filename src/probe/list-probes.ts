// Which probes there are, without opening one.

import type { HostPort } from '../base/host-port';
import { whoHasOpen } from '../host/open-files';
import type { Host } from '../host/host';
import { hasUsbBus, usbDevices, usbFolders } from '../host/usb-devices';
import type { ProbeFamily, ProbeInfo, ProbeList } from './probe-info';
import { stLinkModel } from './stlink/ids';
import { stLinkSerial } from './stlink/serial';
import { listServerProbes } from './stlink-server/devices';
import { listUsbDevices } from './usb/list-usb-devices';
import { isOwnWorker } from './usb/worker';
import type { ListedUsbDevice } from './usb/worker-protocol';

export interface ListOptions {
  /** Ask ST's stlink-server there instead of USB. */
  readonly stlinkServer?: HostPort;
  readonly signal?: AbortSignal;
}

/**
 * @throws Failure `stlink-server-unreachable`, `stlink-server-garbled`, `usb-unavailable`, `usb-failed` (where the
 * system's list is had through the USB worker: macOS and Windows), `cancelled`
 */
export async function listProbes(host: Host, options: ListOptions = {}): Promise<ProbeList> {
  const { stlinkServer, signal } = options;
  if (stlinkServer !== undefined) return listServerProbes(host, stlinkServer, signal);
  return host.platform === 'linux' ? listLinuxProbes(host) : listOtherProbes(host, signal);
}

/** From files of the kernel; the rights of the node tell whether it can be opened. */
async function listLinuxProbes(host: Host): Promise<ProbeList> {
  if (!(await hasUsbBus(host)))
    return { hasBus: false, probes: [], source: `${usbFolders.listed}, ${usbFolders.nodes}` };
  const devices = await usbDevices(host);
  const claimed = new Set(devices.flatMap(({ isClaimed, node }) => (isClaimed ? [node] : [])));
  const known = identified(devices);
  const openBy = await whoHasOpen(host, new Set(known.map(({ carrier }) => carrier.node)));
  const probes = known.map(async (probe): Promise<ProbeInfo> => {
    const { node } = probe.carrier;
    const all = openBy.get(node) ?? [];
    const holders = all.filter(({ pid }) => !isOwnWorker(pid));
    // Its holder may be another user's process, which the system does not name.
    const isInUse = probe.family === 'stlink' && claimed.has(node) && all.length === holders.length;
    const rights = await host.canWrite(node);
    return { ...probe, access: isInUse && rights === 'ok' ? 'in-use' : rights, holders };
  });
  return { hasBus: true, probes: await Promise.all(probes), source: usbFolders.listed };
}

async function listOtherProbes(host: Host, signal: AbortSignal | undefined): Promise<ProbeList> {
  const known = identified(await listUsbDevices(host, signal));
  const probes = known.map((probe): ProbeInfo => ({ ...probe, access: 'unknown', holders: [] }));
  return { hasBus: true, probes, source: 'the USB devices of the system' };
}

type Identified = Omit<ProbeInfo, 'access' | 'holders' | 'carrier'> & {
  readonly carrier: { readonly kind: 'usb'; readonly node: string };
};

function identified(devices: readonly ListedUsbDevice[]): readonly Identified[] {
  return devices.flatMap((device): Identified[] => {
    const identity = identityOf(device);
    if (identity === undefined) return [];
    const { vendor, product, serial, node } = device;
    return [
      {
        ...identity,
        id: `${vendor}:${product}`,
        serial: identity.family === 'stlink' ? stLinkSerial(serial ?? '') : serial?.trim(),
        carrier: { kind: 'usb', node },
      },
    ];
  });
}

/** CMSIS-DAP probes have any id, but must say so in their product name (Arm, CMSIS-DAP, "USB configuration"). */
function identityOf(device: ListedUsbDevice): { family: ProbeFamily; name: string } | undefined {
  const { vendor, product, productName } = device;
  const model = stLinkModel(`${vendor}:${product}`);
  if (model !== undefined) return { family: 'stlink', name: model.name };
  if (vendor === '1366') return { family: 'jlink', name: 'J-Link' };
  return productName !== undefined && /cmsis-dap/i.test(productName)
    ? { family: 'cmsis-dap', name: productName }
    : undefined;
}

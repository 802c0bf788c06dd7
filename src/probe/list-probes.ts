// Which probes there are, without opening one.

import type { Host } from '../host/host';
import { whoHasOpen } from '../host/open-files';
import { hasUsbBus, usbDevices, usbFolders } from '../host/usb-devices';
import type { UsbDevice } from '../host/usb-devices';
import { Failure } from '../base/failure';
import type { ProbeFamily, ProbeInfo, ProbeList } from './probe-info';
import { stLinkModel } from './stlink/ids';

export interface ListOptions {
  /** Ask ST's stlink-server there instead of USB. */
  readonly stlinkServer?: { readonly host: string; readonly port: number };
  readonly signal?: AbortSignal;
}

/**
 * @throws Failure `stlink-server-unreachable`, `stlink-server-garbled`, `usb-list-failed` (the system's list cannot be
 * had), `cancelled`
 */
export async function listProbes(host: Host, options: ListOptions = {}): Promise<ProbeList> {
  if (options.stlinkServer !== undefined || host.platform !== 'linux')
    throw new Failure('usb-list-failed', 'environment', 'not there yet');
  if (!(await hasUsbBus(host)))
    return { hasBus: false, probes: [], source: `${usbFolders.listed}, ${usbFolders.nodes}` };
  const devices = (await usbDevices(host)).flatMap((device) => {
    const identity = identityOf(device);
    return identity === undefined ? [] : [{ device, identity }];
  });
  const holders = await whoHasOpen(host, new Set(devices.map(({ device }) => device.node)));
  const probes = await Promise.all(
    devices.map(async ({ device, identity }): Promise<ProbeInfo> => ({
      ...identity,
      id: `${device.vendor}:${device.product}`,
      serial: device.serial,
      carrier: { kind: 'usb', node: device.node },
      access: await host.canWrite(device.node),
      holders: holders.get(device.node) ?? [],
    })),
  );
  return { hasBus: true, probes, source: usbFolders.listed };
}

/** CMSIS-DAP probes have any id, but must say so in their product name (Arm, CMSIS-DAP, "USB configuration"). */
function identityOf(device: UsbDevice): { family: ProbeFamily; name: string } | undefined {
  const { vendor, product, productName } = device;
  const model = stLinkModel(`${vendor}:${product}`);
  if (model !== undefined) return { family: 'stlink', name: model.name };
  if (vendor === '1366') return { family: 'jlink', name: 'J-Link' };
  return productName !== undefined && /cmsis-dap/i.test(productName)
    ? { family: 'cmsis-dap', name: productName }
    : undefined;
}

// The USB fact: which debug probes the system lists, whether this user may open them, and who has them open.

import type { Host } from '../../host/host';
import { whoHasOpen } from '../../host/open-files';
import { hasUsbBus, usbDevices, usbFolders } from '../../host/usb-devices';
import type { UsbDevice } from '../../host/usb-devices';
import type { ServerDriver } from '../../launch/server-driver';
import { factNotNeeded, known, unknownFact } from '../facts';
import type { Fact, UsbProbe, UsbView } from '../facts';

/** Product ids of STMicroelectronics' probes (vendor 0483), from the tables of OpenOCD, stlink-tools and probe-rs. */
const stLinks: Readonly<Record<string, string>> = {
  '3744': 'ST-LINK/V1',
  '3748': 'ST-LINK/V2',
  '374a': 'ST-LINK/V2-1',
  '374b': 'ST-LINK/V2-1',
  '3742': 'ST-LINK/V2-1',
  '3752': 'ST-LINK/V2-1',
  '374d': 'STLINK-V3 in its USB loader',
  '374e': 'STLINK-V3',
  '374f': 'STLINK-V3',
  '3753': 'STLINK-V3',
  '3754': 'STLINK-V3',
  '3755': 'STLINK-V3PWR in its USB loader',
  '3757': 'STLINK-V3PWR',
};

export async function gatherUsb(
  host: Host,
  driver: ServerDriver | undefined,
): Promise<Fact<UsbView>> {
  if (driver === undefined) return unknownFact('the servertype is not known');
  if (!driver.usesProbe)
    return factNotNeeded(`servertype ${driver.id} uses no probe of this computer`);
  if (host.platform !== 'linux')
    return unknownFact('this system does not list USB devices without starting a program');
  if (!(await hasUsbBus(host)))
    return known({ hasBus: false, probes: [] }, `${usbFolders.listed}, ${usbFolders.nodes}`);
  const devices = (await usbDevices(host)).flatMap((device) => {
    const name = probeName(device);
    return name === undefined ? [] : [{ device, name }];
  });
  const holders = await whoHasOpen(host, new Set(devices.map(({ device }) => device.node)));
  const probes = await Promise.all(
    devices.map(async ({ device, name }): Promise<UsbProbe> => ({
      id: `${device.vendor}:${device.product}`,
      name,
      serial: device.serial,
      devicePath: device.node,
      access: await host.canWrite(device.node),
      holders: holders.get(device.node) ?? [],
    })),
  );
  return known({ hasBus: true, probes }, usbFolders.listed);
}

/** CMSIS-DAP probes have any id, but must say so in their product name (Arm, CMSIS-DAP, "USB configuration"). */
function probeName({ vendor, product, productName }: UsbDevice): string | undefined {
  if (vendor === '0483' && Object.hasOwn(stLinks, product)) return stLinks[product];
  if (vendor === '1366') return 'J-Link';
  return productName !== undefined && /cmsis-dap/i.test(productName) ? productName : undefined;
}

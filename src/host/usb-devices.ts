// The USB devices that Linux lists under /sys/bus/usb/devices. None is opened.

import type { Host } from './host';

export interface UsbDevice {
  /** Lower-case hex, four digits. */
  readonly vendor: string;
  readonly product: string;
  /** What the device calls itself; undefined when it does not. */
  readonly productName: string | undefined;
  /** All of its characters: an old ST-LINK's may begin or end with a space or a line feed. */
  readonly serial: string | undefined;
  /** The node a program opens, such as `/dev/bus/usb/001/004`. */
  readonly node: string;
  /** A program has claimed its first interface, whoever's it is. */
  readonly isClaimed: boolean;
}

const listed = '/sys/bus/usb/devices';
const nodes = '/dev/bus/usb';

/** Where the list and the nodes are, for evidence. */
export const usbFolders = { listed, nodes };

/**
 * Whether there is a bus whose devices a program could open. A container sees the list of its host, but no
 * nodes, unless it was given them.
 */
export async function hasUsbBus(host: Host): Promise<boolean> {
  const [names, folder] = await Promise.all([host.readDir(listed), host.stat(nodes)]);
  return names.length > 0 && folder?.kind === 'directory';
}

/** Every device, hubs too; interfaces (`1-1:1.0`) are left out. */
export async function usbDevices(host: Host): Promise<readonly UsbDevice[]> {
  const names = (await host.readDir(listed)).filter((name) => !name.includes(':'));
  const devices = await Promise.all([...names].sort().map((name) => deviceAt(host, name)));
  return devices.filter((device) => device !== undefined);
}

async function deviceAt(host: Host, name: string): Promise<UsbDevice | undefined> {
  // The kernel adds one line feed (drivers/usb/core/sysfs.c).
  const raw = async (file: string): Promise<string | undefined> => {
    const read = await host.readFile(`${listed}/${name}/${file}`);
    return read.ok ? new TextDecoder().decode(read.bytes).replace(/\n$/, '') : undefined;
  };
  const attribute = async (file: string): Promise<string | undefined> => (await raw(file))?.trim();
  const [vendor, product] = await Promise.all([attribute('idVendor'), attribute('idProduct')]);
  if (vendor === undefined || product === undefined) return undefined;
  const [bus, device, productName] = await Promise.all(
    ['busnum', 'devnum', 'product'].map(attribute),
  );
  const serial = await raw('serial');
  // What a program claims through the node is driven by usbfs (drivers/usb/core/devio.c).
  const driver = await host.readLink(`${listed}/${name}:1.0/driver`);
  const isClaimed = driver?.endsWith('/usbfs') === true;
  if (bus === undefined || device === undefined) return undefined;
  const node = `${nodes}/${bus.padStart(3, '0')}/${device.padStart(3, '0')}`;
  const [lowVendor, lowProduct] = [vendor.toLowerCase(), product.toLowerCase()];
  return { vendor: lowVendor, product: lowProduct, productName, serial, node, isClaimed };
}

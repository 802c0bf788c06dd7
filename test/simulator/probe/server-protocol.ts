// The stlink-server's protocol: codes, and the lengths of requests, which nothing but their first bytes tells.

export const request = {
  refresh: 0x00,
  countDevices: 0x01,
  deviceInfo: 0x02,
  open: 0x03,
  close: 0x04,
  usbCommand: 0x05,
  serverVersion: 0x06,
  countClients: 0x07,
} as const;

export const serverStatus = {
  ok: 0x1,
  timeout: 0x1001,
  badParameter: 0x1002,
  openError: 0x1003,
  truncated: 0x1052,
  notAvailable: 0x1053,
  busy: 0x2004,
} as const;

export const direction = { write: 0, read: 1, readTrace: 3 } as const;

export const usbCommandBytes = 32;
export const deviceInfoBytes = 45;
export const serialBytes = 32;

/** The server's own buffers end here. */
export const maxDataBytes = 10_240 - usbCommandBytes;

const plainBytes: ReadonlyMap<number, number> = new Map([
  [request.refresh, 2],
  [request.countDevices, 1],
  [request.deviceInfo, 8],
  [request.open, 8],
  [request.close, 8],
  [request.serverVersion, 4],
  [request.countClients, 8],
]);

/** Length of the request that begins here; undefined: too little of it has come to tell. */
export function requestBytes(received: Buffer): number | undefined | 'unknown' {
  const first = received[0];
  if (first === undefined) return undefined;
  if (first !== request.usbCommand) return plainBytes.get(first) ?? 'unknown';
  if (received.length < usbCommandBytes) return undefined;
  const byteLength = received.readUInt32LE(28);
  if (byteLength > maxDataBytes) return 'unknown';
  return received[24] === direction.write ? usbCommandBytes + byteLength : usbCommandBytes;
}

/** Words, little-endian, as most answers consist of. */
export function words(...values: readonly number[]): Uint8Array {
  const view = new DataView(new ArrayBuffer(4 * values.length));
  values.forEach((value, at) => view.setUint32(4 * at, value, true));
  return new Uint8Array(view.buffer);
}

// The stlink-server's words: questions as bytes, answers as values. From OpenOCD's client (stlink_usb.c, stlink_tcp_*).

import type { Exchange } from '../transport';

/** The first word of most answers. */
export const serverStatus = {
  ok: 0x0001,
  timeout: 0x1001,
  badParameter: 0x1002,
  openError: 0x1003,
  truncated: 0x1052,
  notAvailable: 0x1053,
  busy: 0x2004,
} as const;

const direction = { write: 0, read: 1, readTrace: 3 } as const;

function question(byteLength: number, ...bytes: readonly number[]): Uint8Array {
  const frame = new Uint8Array(byteLength);
  frame.set(bytes);
  return frame;
}

function withWord(frame: Uint8Array, at: number, value: number): Uint8Array {
  new DataView(frame.buffer).setUint32(at, value, true);
  return frame;
}

const deviceInfoBytes = 41;

/** Questions with the length of their answers. */
export const questions = {
  serverVersion: { bytes: question(4, 0x06, 1), answerLength: 16 },
  refresh: { bytes: question(2, 0x00), answerLength: 4 },
  countDevices: { bytes: question(1, 0x01), answerLength: 4 },
  deviceInfo: (index: number) => ({
    bytes: withWord(question(8, 0x02, index), 4, deviceInfoBytes),
    answerLength: 4 + deviceInfoBytes,
  }),
  open: (deviceId: number) => ({
    bytes: withWord(question(8, 0x03), 4, deviceId),
    answerLength: 8,
  }),
  close: (connectId: number) => ({
    bytes: withWord(question(8, 0x04), 4, connectId),
    answerLength: 4,
  }),
  usb: (connectId: number, exchange: Exchange) => {
    const { command, out = new Uint8Array(), inLength, isTrace = false } = exchange;
    const isWrite = exchange.out !== undefined;
    const frame = withWord(question(32 + out.length, 0x05), 4, connectId);
    if (!isTrace) frame.set(command, 8);
    frame[24] = isWrite ? direction.write : isTrace ? direction.readTrace : direction.read;
    frame.set(out, 32);
    const bytes = withWord(frame, 28, isWrite ? out.length : inLength);
    return { bytes, answerLength: isWrite ? 4 : 4 + inLength };
  },
} as const;

export interface ServerDevice {
  readonly deviceId: number;
  /** As the server has it. */
  readonly serial: string;
  /** `0483:374b`. */
  readonly id: string;
  readonly isUsed: boolean;
}

/** Reads the answer to GET_DEV_INFO behind a good status: id, serial number, vendor, product, used. */
export function readDevice(bytes: Uint8Array, view: DataView): ServerDevice {
  const hex4 = (at: number): string => view.getUint16(at, true).toString(16).padStart(4, '0');
  const field = bytes.subarray(8, 40);
  const end = field.indexOf(0);
  const serial = String.fromCharCode(...(end < 0 ? field : field.subarray(0, end)));
  const ids = `${hex4(40)}:${hex4(42)}`;
  return { deviceId: view.getUint32(4, true), serial, id: ids, isUsed: bytes[44] !== 0 };
}

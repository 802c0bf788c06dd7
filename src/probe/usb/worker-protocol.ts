// What the USB worker is asked and answers: JSON, one object a line. Bytes are hex.

import { isObject } from '../../base/record';

export interface Endpoints {
  readonly out: number;
  readonly in: number;
  readonly trace: number;
}

export type WorkerQuestion =
  /** Loads the native part, and nothing else. */
  | { readonly ask: 'load' }
  /** Answered by `{ devices: ListedUsbDevice[] }`; none is opened. */
  | { readonly ask: 'list' }
  /** From then on `{ event: 'changed' }` with each device that comes or goes. */
  | { readonly ask: 'watch' }
  | {
      readonly ask: 'open';
      /** As listed: `/dev/bus/usb/001/004`. */
      readonly node: string;
      readonly endpoints: Endpoints;
      readonly packetBytes: number;
      /** Sent if the questions end before `close`: whoever asked was killed. */
      readonly farewell: string;
    }
  /** Answered by `{ data }`, of whatever length came. */
  | {
      readonly ask: 'exchange';
      readonly command: string;
      readonly out?: string;
      readonly inLength: number;
      readonly isTrace: boolean;
      readonly limitMs: number;
    }
  | { readonly ask: 'close' };

/** Where it went wrong; `find`: the device is not listed. */
export type UsbStep = 'load' | 'list' | 'find' | 'open' | 'claim' | 'out' | 'in' | 'question';

export type WorkerAnswer =
  | { readonly id: number; readonly ok: true; readonly value: unknown }
  | { readonly id: number; readonly ok: false; readonly step: UsbStep; readonly message: string };

export interface ListedUsbDevice {
  /** Four digits, lower case. */
  readonly vendor: string;
  readonly product: string;
  readonly productName: string | undefined;
  readonly serial: string | undefined;
  readonly node: string;
}

export type WorkerLine = WorkerAnswer | { readonly event: 'changed' };

/** Reads one line; undefined for what is none of ours. */
export function parseWorkerLine(line: string): WorkerLine | undefined {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return undefined;
  }
  if (!isObject(value)) return undefined;
  if (value['event'] === 'changed') return { event: 'changed' };
  const { id, ok, step, message } = value;
  if (typeof id !== 'number') return undefined;
  if (ok === true) return { id, ok, value: value['value'] };
  if (ok !== false) return undefined;
  return { id, ok, step: step as UsbStep, message: String(message) };
}

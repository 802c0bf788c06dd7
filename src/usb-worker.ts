// Program: USB for the other programs, in a process of its own, so that a fault of the native part, or a device that
// hangs, takes nobody else down. Questions come as JSON lines on stdin (probe/usb/worker-protocol.ts), answers go to
// stdout; it ends when stdin does.

import { LineSplitter } from './base/text';
import type {
  Endpoints,
  ListedUsbDevice,
  UsbStep,
  WorkerAnswer,
  WorkerQuestion,
} from './probe/usb/worker-protocol';

/** What is used of `usb` 3.1.0, whose own types need a browser's. */
interface UsbDevice {
  readonly vendorId: number;
  readonly productId: number;
  readonly bus: string;
  readonly address: number;
  readonly productName: string | null;
  readonly serialNumber: string | null;
  open(): Promise<void>;
  close(): Promise<void>;
  claimInterface(number: number): Promise<void>;
  releaseInterface(number: number): Promise<void>;
  clearHalt(direction: 'in' | 'out', endpoint: number): Promise<void>;
  transferIn(endpoint: number, byteLength: number, limitMs: number): Promise<Incoming>;
  transferOut(endpoint: number, bytes: Uint8Array, limitMs: number): Promise<unknown>;
}

interface Incoming {
  readonly data?: DataView;
  readonly status?: string;
}

interface Usb {
  getDevices(): Promise<readonly UsbDevice[]>;
  /** What its own listeners are served from; those do not tell when they have begun to listen. */
  readonly nativeEmitter: {
    addAttach(listener: () => void): Promise<void>;
    addDetach(listener: () => void): Promise<void>;
  };
}

/** All probes of ST's have their debug interface first. */
const debugInterface = 0;
const commandBytes = 16;
/** A left-over answer is there at once, or not at all. */
const flushMs = 10;
const maxFlushes = 16;
const farewellMs = 200;

interface Opened {
  readonly device: UsbDevice;
  readonly endpoints: Endpoints;
  readonly farewell: string;
}

/** What was opened; one device for each process. */
let opened: Opened | undefined;

/** A step that failed, with the words of the library. */
class StepError extends Error {
  constructor(
    readonly step: UsbStep,
    cause: unknown,
  ) {
    super(cause instanceof Error ? cause.message : String(cause));
  }
}

async function inStep<T>(step: UsbStep, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw new StepError(step, error);
  }
}

/** Loaded with the first question that needs it. */
function library(): Promise<Usb> {
  return inStep('load', async () => (await import('usb')).usb as unknown as Usb);
}

async function devices(): Promise<readonly UsbDevice[]> {
  const usb = await library();
  return inStep('list', () => usb.getDevices());
}

/** On Linux the file that is opened. */
function nodeOf({ bus, address }: UsbDevice): string {
  if (process.platform !== 'linux') return `USB bus ${bus}, address ${address}`;
  return `/dev/bus/usb/${bus.padStart(3, '0')}/${String(address).padStart(3, '0')}`;
}

function listed(device: UsbDevice): ListedUsbDevice {
  const hex4 = (id: number): string => id.toString(16).padStart(4, '0');
  return {
    vendor: hex4(device.vendorId),
    product: hex4(device.productId),
    productName: textOf(() => device.productName),
    serial: textOf(() => device.serialNumber),
    node: nodeOf(device),
  };
}

/** The system's record of a string; some systems have none and throw. */
function textOf(read: () => string | null | undefined): string | undefined {
  try {
    return read() ?? undefined;
  } catch {
    return undefined;
  }
}

async function open(question: Extract<WorkerQuestion, { ask: 'open' }>): Promise<void> {
  const { node, endpoints, packetBytes, farewell } = question;
  const device = (await devices()).find((other) => nodeOf(other) === node);
  if (device === undefined) throw new StepError('find', `${node} is not listed`);
  await inStep('open', () => device.open());
  try {
    await inStep('claim', () => device.claimInterface(debugInterface));
    // It ends with a read that is called off: nusb's AbortPipe of macOS, which does not clear the pipe as libusb's does,
    // at a device that macOS loses the data toggle of as it is (libusb #111). The driver gets past what is left over.
    if (process.platform !== 'darwin') await flush(device, endpoints.in, packetBytes);
  } catch (error) {
    await device.close().catch(() => undefined);
    throw error;
  }
  opened = { device, endpoints, farewell };
}

/** Reads off what an earlier client asked for and did not fetch. */
async function flush(device: UsbDevice, endpoint: number, packetBytes: number): Promise<void> {
  for (let count = 0; count < maxFlushes; count++) {
    try {
      await device.transferIn(endpoint & 0xf, packetBytes, flushMs);
    } catch {
      return;
    }
  }
}

async function exchange(question: Extract<WorkerQuestion, { ask: 'exchange' }>): Promise<string> {
  if (opened === undefined) throw new StepError('question', 'nothing is open');
  const { device, endpoints } = opened;
  const endMs = performance.now() + question.limitMs;
  const leftMs = (): number => Math.max(1, Math.ceil(endMs - performance.now()));
  const write = (bytes: Uint8Array) =>
    inStep('out', () => device.transferOut(endpoints.out & 0xf, bytes, leftMs()));
  if (!question.isTrace) {
    const command = new Uint8Array(commandBytes);
    command.set(Buffer.from(question.command, 'hex'));
    await write(command);
    if (question.out !== undefined) await write(new Uint8Array(Buffer.from(question.out, 'hex')));
  }
  if (question.inLength === 0) return '';
  const endpoint = (question.isTrace ? endpoints.trace : endpoints.in) & 0xf;
  const { data, status } = await inStep('in', () =>
    device.transferIn(endpoint, question.inLength, leftMs()),
  );
  if (data === undefined || status === 'stall') {
    await device.clearHalt('in', endpoint).catch(() => undefined);
    throw new StepError('in', 'Stall');
  }
  return Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString('hex');
}

async function close(): Promise<void> {
  const device = opened?.device;
  opened = undefined;
  if (device === undefined) return;
  // An unplugged one cannot be released, and needs not.
  await device.releaseInterface(debugInterface).catch(() => undefined);
  await device.close().catch(() => undefined);
}

/** It is answered once nothing is missed any more. */
async function watch(): Promise<void> {
  // Says why where there is no bus at all.
  await devices();
  const { nativeEmitter } = await library();
  const changed = (): void => say({ event: 'changed' });
  await inStep('list', async () => {
    await nativeEmitter.addAttach(changed);
    await nativeEmitter.addDetach(changed);
  });
}

async function answer(question: WorkerQuestion): Promise<unknown> {
  switch (question.ask) {
    case 'load':
      await library();
      return undefined;
    case 'list':
      return { devices: (await devices()).map(listed) };
    case 'watch':
      return watch();
    case 'open':
      return open(question);
    case 'exchange':
      return { data: await exchange(question) };
    case 'close':
      return close();
  }
}

function say(line: WorkerAnswer | { readonly event: 'changed' }): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

/** Only our own programs ask; a line that is cut off, because its writer was killed, is no question. */
function parseQuestion(line: string): (WorkerQuestion & { readonly id: number }) | undefined {
  try {
    return JSON.parse(line) as WorkerQuestion & { readonly id: number };
  } catch {
    return undefined;
  }
}

async function answerLine(line: string): Promise<void> {
  const asked = parseQuestion(line);
  if (asked === undefined) return;
  const { id, ...question } = asked;
  try {
    say({ id, ok: true, value: await answer(question) });
  } catch (error) {
    const step = error instanceof StepError ? error.step : 'question';
    say({ id, ok: false, step, message: error instanceof Error ? error.message : String(error) });
  }
}

/** Nobody asks any more: what is still open is left in order, within a fraction of a second. */
async function end(): Promise<void> {
  if (opened !== undefined) {
    const { farewell } = opened;
    const last = { command: farewell, inLength: 0, isTrace: false, limitMs: farewellMs };
    await exchange({ ask: 'exchange', ...last }).catch(() => undefined);
    await close();
  }
  process.exit(0);
}

let work: Promise<void> = Promise.resolve();
const lines = new LineSplitter((line) => {
  work = work.then(() => answerLine(line));
});
process.stdin.on('data', (chunk: Buffer) => lines.push(chunk));
process.stdin.on('end', () => void work.then(end));
process.stdout.on('error', () => void end());
// Ctrl+C in a terminal reaches the whole group; the one who asks decides what is still to be done with the probe.
process.on('SIGINT', () => undefined);

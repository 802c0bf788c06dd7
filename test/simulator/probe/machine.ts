// The state of an ST-LINK's firmware, and how a command finds its handler.

import type { ProbeSetup } from '../setup';
import type { Reply, Wire } from '../wire';
import { v2StartKhz, v3StartKhz } from './clocks';
import { answerOf, commandName, isKnown } from './commands';
import type { CommandName } from './commands';
import { kindOf, parseFirmware } from './kinds';
import type { Firmware, Kind } from './kinds';
import { status, statusAnswer, statusOf } from './status';

export type Mode = ProbeSetup['mode'];

export interface Machine {
  readonly setup: ProbeSetup;
  readonly kind: Kind;
  readonly firmware: Firmware;
  readonly wire: Wire;
  mode: Mode;
  clockKhz: number;
  /** What the last memory access came to. */
  lastAccess: { status: number; address: number };
  readonly openAps: Set<number>;
  /** Answer of the last RW_MISC_OUT, until it is fetched. */
  miscAnswer: Uint8Array;
  isTracing: boolean;
  /** The command, as hex, that was told WAIT last: see `waitQuirk`. */
  waited: { readonly command: string; readonly answerBytes: number } | undefined;
}

/** One command carried out. @returns the answer; undefined where there is none, ever */
export type Handler = (
  machine: Machine,
  command: DataView,
  data: Uint8Array,
) => Promise<Uint8Array | undefined> | Uint8Array | undefined;

export type Handlers = Partial<Record<CommandName, Handler>>;

export function createMachine(setup: ProbeSetup, wire: Wire): Machine {
  const kind = kindOf(setup);
  const clockKhz = kind.hardware >= 3 ? v3StartKhz : v2StartKhz;
  wire.setClock(clockKhz);
  return {
    setup,
    kind,
    firmware: parseFirmware(setup.firmware),
    wire,
    mode: setup.kind === 'v3-loader' ? 'bootloader' : setup.mode,
    clockKhz,
    lastAccess: { status: status.ok, address: 0 },
    openAps: new Set(),
    miscAnswer: new Uint8Array(),
    isTracing: false,
    waited: undefined,
  };
}

/** What a boot loader still answers. */
const bootloaderCommands: ReadonlySet<CommandName> = new Set([
  'GET_VERSION',
  'GET_VERSION_EX',
  'GET_CURRENT_MODE',
]);

/** Why the machine refuses a command before looking at it; undefined: it does not. */
function refusal(machine: Machine, command: Uint8Array): number | undefined {
  const name = commandName(command);
  const { setup, kind, firmware } = machine;
  if (name === undefined || setup.lacks.includes(name)) return status.unknownCommand;
  if (!isKnown(name, kind, firmware.jtag)) return status.unknownCommand;
  if (machine.mode === 'bootloader' && !bootloaderCommands.has(name)) return status.unknownCommand;
  // "Supported in all modes except DFU" (OpenOCD, stlink_usb_init_mode).
  if (machine.mode === 'dfu' && name === 'GET_TARGET_VOLTAGE') return status.unknownCommand;
  return undefined;
}

/** Carries a command out. Commands must come one after the other. */
export async function carryOut(
  machine: Machine,
  handlers: Handlers,
  command: Uint8Array,
  data: Uint8Array,
): Promise<Uint8Array | undefined> {
  const refused = refusal(machine, command);
  const name = commandName(command);
  const handler = name === undefined ? undefined : handlers[name];
  if (refused !== undefined || name === undefined || handler === undefined) {
    // A memory access that is not known is told of where its result is asked for.
    machine.lastAccess = { status: status.unknownCommand, address: 0 };
    const isSilent = name !== undefined && answerOf(name) === 'none';
    return isSilent ? undefined : statusAnswer(status.unknownCommand);
  }
  return handler(machine, dataView(command), data);
}

export function dataView(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
}

/** Whether the machine is in a mode in which it drives the wire. */
export function isDebugging(machine: Machine): boolean {
  return machine.mode === 'debug';
}

/** A transfer over the wire, refused outside debug mode. */
export async function onWire<T>(
  machine: Machine,
  transfer: (wire: Wire) => Promise<Reply<T>>,
): Promise<{ code: number; value?: T; address?: number }> {
  if (!isDebugging(machine)) return { code: status.noDevice };
  const reply = await transfer(machine.wire);
  const code = statusOf(reply);
  if (reply.ack === 'ok') return { code, value: reply.value };
  return reply.address === undefined ? { code } : { code, address: reply.address };
}

/** One word of the target's memory. */
export async function readWord(
  machine: Machine,
  ap: number,
  address: number,
): Promise<{ code: number; value: number }> {
  const { code, value } = await onWire(machine, (wire) => wire.readMemory(ap, address, 4, 4));
  return { code, value: value === undefined ? 0 : dataView(value).getUint32(0, true) };
}

export async function writeWord(
  machine: Machine,
  ap: number,
  address: number,
  value: number,
): Promise<number> {
  const bytes = new Uint8Array(4);
  dataView(bytes).setUint32(0, value, true);
  const { code } = await onWire(machine, (wire) => wire.writeMemory(ap, address, 4, bytes));
  return code;
}

// Every message the doctor knows, by name.

import { client } from './client';
import { cubeprogrammer } from './cubeprogrammer';
import { gdb } from './gdb';
import { jlink } from './jlink';
import { libusb } from './libusb';
import type { Message, MessageTable } from './message';
import { openocd } from './openocd';
import { probeRs } from './probe-rs';
import { pyocd } from './pyocd';
import { qemu } from './qemu';
import { stlinkGdbserver } from './stlink-gdbserver';
import { stlinkTools } from './stlink-tools';
import type { Tool } from '../tools';

const table = {
  ...stlinkGdbserver,
  ...cubeprogrammer,
  ...openocd,
  ...libusb,
  ...stlinkTools,
  ...pyocd,
  ...jlink,
  ...qemu,
  ...gdb,
  ...client,
  ...probeRs,
};

export type MessageName = keyof typeof table;

export const messages: readonly (Message & { readonly name: MessageName })[] = Object.entries(
  table,
).map(([name, found]) => ({ ...found, name: name as MessageName }));

/** Who can say what stands in a table; what is in none of these comes through any tool. */
const speakers: readonly (readonly [table: MessageTable, tools: readonly Tool[]])[] = [
  // The server starts the programmer and passes on its words.
  [stlinkGdbserver, ['stlink-gdbserver', 'cubeprogrammer']],
  [cubeprogrammer, ['stlink-gdbserver', 'cubeprogrammer']],
  [openocd, ['openocd']],
  [libusb, ['openocd', 'stlink-tools', 'pyocd', 'probe-rs', 'jlink']],
  [stlinkTools, ['stlink-tools']],
  [pyocd, ['pyocd']],
  [jlink, ['jlink']],
  [qemu, ['qemu']],
  [probeRs, ['probe-rs']],
];

/** @returns undefined: any tool. */
export function speakersOf(name: MessageName): readonly Tool[] | undefined {
  return speakers.find(([table]) => name in table)?.[1];
}

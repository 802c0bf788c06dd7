// Every message the doctor knows, by name.

import { client } from './client';
import { cubeprogrammer } from './cubeprogrammer';
import { gdb } from './gdb';
import { jlink } from './jlink';
import type { Message } from './message';
import { openocd } from './openocd';
import { probeRs } from './probe-rs';
import { pyocd } from './pyocd';
import { qemu } from './qemu';
import { stlinkGdbserver } from './stlink-gdbserver';
import { stlinkTools } from './stlink-tools';

const table = {
  ...stlinkGdbserver,
  ...cubeprogrammer,
  ...openocd,
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

// The commands of an ST-LINK by name, with their first bytes, the length of what comes and goes, and the firmware
// that brought each.

import type { Kind } from './kinds';

export const commandBytes = 16;

/** How an answer begins: `status` with the status byte; `data` without one; `none`: there is no answer. */
type Answer = 'status' | 'data' | 'none';

interface Form {
  /** First byte, and the second where the first is F2 (debug), F3 (DFU) or F4 (SWIM). */
  readonly code: readonly [number, number?];
  readonly answer: Answer;
  /** J number of the first V2 firmware that has it; undefined: none has. */
  readonly v2?: number;
  /** The same for V3. */
  readonly v3?: number;
  /** Bytes that the host sends behind the command. */
  readonly dataBytes?: (command: DataView) => number;
}

const everywhere = { v2: 0, v3: 0 };
const length16 = (command: DataView) => command.getUint16(6, true);

const forms = {
  GET_VERSION: { code: [0xf1], answer: 'data', ...everywhere },
  DFU_EXIT: { code: [0xf3, 0x07], answer: 'none', ...everywhere },
  SWIM_EXIT: { code: [0xf4, 0x01], answer: 'none', ...everywhere },
  GET_CURRENT_MODE: { code: [0xf5], answer: 'data', ...everywhere },
  GET_TARGET_VOLTAGE: { code: [0xf7], answer: 'data', v2: 13, v3: 0 },
  GET_VERSION_EX: { code: [0xfb], answer: 'data', v3: 0 },
  READMEM32: { code: [0xf2, 0x07], answer: 'data', ...everywhere },
  WRITEMEM32: { code: [0xf2, 0x08], answer: 'none', ...everywhere, dataBytes: length16 },
  READMEM8: { code: [0xf2, 0x0c], answer: 'data', ...everywhere },
  WRITEMEM8: { code: [0xf2, 0x0d], answer: 'none', ...everywhere, dataBytes: length16 },
  EXIT: { code: [0xf2, 0x21], answer: 'none', ...everywhere },
  READCOREID: { code: [0xf2, 0x22], answer: 'data', ...everywhere },
  ENTER_SWD: { code: [0xf2, 0x30], answer: 'status', v2: 11, v3: 0 },
  READ_IDCODES: { code: [0xf2, 0x31], answer: 'status', ...everywhere },
  RESETSYS: { code: [0xf2, 0x32], answer: 'status', ...everywhere },
  READREG: { code: [0xf2, 0x33], answer: 'status', ...everywhere },
  WRITEREG: { code: [0xf2, 0x34], answer: 'status', ...everywhere },
  WRITEDEBUGREG: { code: [0xf2, 0x35], answer: 'status', ...everywhere },
  READDEBUGREG: { code: [0xf2, 0x36], answer: 'status', ...everywhere },
  READALLREGS: { code: [0xf2, 0x3a], answer: 'status', ...everywhere },
  GETLASTRWSTATUS: { code: [0xf2, 0x3b], answer: 'status', ...everywhere },
  DRIVE_NRST: { code: [0xf2, 0x3c], answer: 'status', ...everywhere },
  GETLASTRWSTATUS2: { code: [0xf2, 0x3e], answer: 'status', v2: 15, v3: 0 },
  START_TRACE_RX: { code: [0xf2, 0x40], answer: 'status', v2: 13, v3: 0 },
  STOP_TRACE_RX: { code: [0xf2, 0x41], answer: 'status', v2: 13, v3: 0 },
  GET_TRACE_NB: { code: [0xf2, 0x42], answer: 'data', v2: 13, v3: 0 },
  SWD_SET_FREQ: { code: [0xf2, 0x43], answer: 'status', v2: 22 },
  JTAG_SET_FREQ: { code: [0xf2, 0x44], answer: 'status', v2: 24 },
  READ_DAP_REG: { code: [0xf2, 0x45], answer: 'status', v2: 24, v3: 0 },
  WRITE_DAP_REG: { code: [0xf2, 0x46], answer: 'status', v2: 24, v3: 0 },
  READMEM16: { code: [0xf2, 0x47], answer: 'data', v2: 26, v3: 0 },
  WRITEMEM16: { code: [0xf2, 0x48], answer: 'none', v2: 26, v3: 0, dataBytes: length16 },
  INIT_AP: { code: [0xf2, 0x4b], answer: 'status', v2: 28, v3: 0 },
  CLOSE_AP: { code: [0xf2, 0x4c], answer: 'status', v2: 28, v3: 0 },
  WRITEMEM32_NO_INCREMENT: {
    code: [0xf2, 0x50],
    answer: 'none',
    v2: 26,
    v3: 0,
    dataBytes: length16,
  },
  RW_MISC_OUT: {
    code: [0xf2, 0x51],
    answer: 'none',
    v2: 32,
    v3: 2,
    dataBytes: (command) => miscBytes(command.getUint32(2, true)),
  },
  RW_MISC_IN: { code: [0xf2, 0x52], answer: 'data', v2: 32, v3: 2 },
  RW_MISC_MAX: { code: [0xf2, 0x53], answer: 'data', v2: 32, v3: 2 },
  READMEM32_NO_INCREMENT: { code: [0xf2, 0x54], answer: 'data', v2: 32, v3: 2 },
  GET_BOARD_IDENTIFIERS: { code: [0xf2, 0x56], answer: 'status', v2: 36, v3: 6 },
  SET_COM_FREQ: { code: [0xf2, 0x61], answer: 'status', v3: 0 },
  GET_COM_FREQ: { code: [0xf2, 0x62], answer: 'status', v3: 0 },
  SWITCH_STLINK_FREQ: { code: [0xf2, 0x63], answer: 'status', v3: 0 },
} satisfies Record<string, Form>;

export type CommandName = keyof typeof forms;

export const commandNames = Object.keys(forms) as readonly CommandName[];

/** More items than any firmware takes; such a command has no data behind it. */
const manyItems = 2048;

/** Opcodes, padded to a multiple of four, and a word for each. */
function miscBytes(items: number): number {
  return items > manyItems ? 0 : Math.ceil(items / 4) * 4 + 4 * items;
}

const key = (first: number, second: number | undefined) => first * 0x100 + (second ?? 0);

const byCode = new Map<number, CommandName>(
  commandNames.map((name) => [key(...(forms[name] as Form).code), name]),
);

/** @returns undefined for a command that no firmware has */
export function commandName(command: Uint8Array): CommandName | undefined {
  const [first = 0, second = 0] = command;
  const hasSecond = first >= 0xf2 && first <= 0xf4;
  return byCode.get(key(first, hasSecond ? second : undefined));
}

/** Whether this firmware knows the command. */
export function isKnown(name: CommandName, kind: Kind, jtag: number): boolean {
  const { v2, v3 } = forms[name] as Form;
  const since = kind.hardware >= 3 ? v3 : v2;
  return since !== undefined && jtag >= since;
}

export function answerOf(name: CommandName): Answer {
  return (forms[name] as Form).answer;
}

/** Bytes of data that must follow this command before it is carried out. */
export function dataBytesOf(command: Uint8Array): number {
  const name = commandName(command);
  const form: Form | undefined = name === undefined ? undefined : forms[name];
  return form?.dataBytes?.(new DataView(command.buffer, command.byteOffset, command.length)) ?? 0;
}

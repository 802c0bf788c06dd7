// Commands that find the target and reset it.

import { isDebugging, onWire, readWord, writeWord } from './machine';
import type { Handler, Handlers, Machine } from './machine';
import { status, statusAnswer, statusOf, wordAnswer } from './status';

const interfaces = { jtag: [0xa4, 0x00], swd: 0xa3 };
const powerAcknowledged = 0xa0000000;
const ctrlStat = 0x4;
const aircr = 0xe000ed0c;
const systemReset = 0x05fa0004;

/** Nobody there, or nothing sensible: the one code for "no target". */
function connectStatus(code: number): number {
  const isSilent = code === 0x16 || code === 0x12;
  return isSilent ? status.noIdcode : code;
}

const enter: Handler = async (machine, command) => {
  const which = command.getUint8(2);
  if (interfaces.jtag.includes(which)) return statusAnswer(status.unknownJtagChain);
  if (which !== interfaces.swd) return statusAnswer(status.unknownCommand);
  if (machine.mode === 'swim' || machine.mode === 'dfu') return statusAnswer(status.otherMode);
  const connected = await machine.wire.connect();
  if (connected.ack !== 'ok') return statusAnswer(connectStatus(statusOf(connected)));
  const power = await machine.wire.readDp(ctrlStat);
  if (power.ack !== 'ok') return statusAnswer(connectStatus(statusOf(power)));
  const isPowered = (power.value & powerAcknowledged) >>> 0 === powerAcknowledged;
  if (!isPowered) return statusAnswer(status.debugPower);
  machine.mode = 'debug';
  return statusAnswer(status.ok);
};

async function dpidr(machine: Machine): Promise<{ code: number; value: number }> {
  const { code, value = 0 } = await onWire(machine, (wire) => wire.readDp(0));
  return { code: connectStatus(code), value };
}

const driveNrst: Handler = async ({ wire }, command) => {
  const what = command.getUint8(2);
  if (what > 2) return statusAnswer(status.commandError);
  if (what !== 1) await wire.driveNrst('low');
  if (what !== 0) await wire.driveNrst('released');
  return statusAnswer(status.ok);
};

export const connectCommands: Handlers = {
  ENTER_SWD: enter,
  READ_IDCODES: async (machine) => {
    const { code, value } = await dpidr(machine);
    const answer = new Uint8Array(12);
    answer.set(wordAnswer(code, value));
    return answer;
  },
  READCOREID: async (machine) => {
    const { value } = await dpidr(machine);
    return wordAnswer(0, value).slice(4);
  },
  DRIVE_NRST: driveNrst,
  RESETSYS: async (machine) => statusAnswer(await writeWord(machine, 0, aircr, systemReset)),
};

/** DHCSR of the core behind access port 0; undefined when it cannot be read. */
export async function coreStatus(machine: Machine): Promise<number | undefined> {
  if (!isDebugging(machine)) return undefined;
  const { code, value } = await readWord(machine, 0, 0xe000edf0);
  return code === status.ok ? value : undefined;
}

// Commands for the registers of the debug port and of access ports, and for mixed sequences over one of them.

import { dataView, onWire, readWord, writeWord } from './machine';
import type { Handler, Handlers, Machine } from './machine';
import { status, statusAnswer, wordAnswer } from './status';

const debugPort = 0xffff;
const maxAp = 8;
const maxOpenAps = 5;
const select = 0x8;

/** Firmware from which the banked registers of the debug port can be had. */
function hasBanks(machine: Machine): boolean {
  return machine.kind.hardware >= 3 ? machine.firmware.jtag >= 2 : machine.firmware.jtag >= 32;
}

/** Firmware from which an access port must be opened before its registers are used. */
function needsOpening(machine: Machine): boolean {
  return machine.kind.hardware >= 3 || machine.firmware.jtag >= 28;
}

/** Which access ports there are can be found out without opening one: OpenOCD does so. */
const identification = 0xfc;

function apComplaint(machine: Machine, ap: number, register: number): number | undefined {
  if (ap > 0xff) return status.badAp;
  if (register === identification) return undefined;
  if (needsOpening(machine) && !machine.openAps.has(ap)) return status.badAp;
  return undefined;
}

const bankOf = (machine: Machine, register: number) =>
  hasBanks(machine) ? register : register & 0xf;

const readDap: Handler = async (machine, command) => {
  const port = command.getUint16(2, true);
  const register = command.getUint16(4, true);
  const wrong = port === debugPort ? undefined : apComplaint(machine, port, register);
  if (wrong !== undefined) return wordAnswer(wrong, 0);
  const { code, value = 0 } = await onWire(machine, (wire) =>
    port === debugPort
      ? wire.readDp(bankOf(machine, register))
      : wire.readAp(port, register & 0xff),
  );
  return wordAnswer(code, value);
};

const writeDap: Handler = async (machine, command) => {
  const port = command.getUint16(2, true);
  const register = command.getUint16(4, true);
  const value = command.getUint32(6, true);
  const wrong = port === debugPort ? undefined : apComplaint(machine, port, register);
  if (wrong !== undefined) return statusAnswer(wrong);
  // The bank in SELECT is the firmware's own business.
  const written = port === debugPort && register === select ? (value & ~0xf) >>> 0 : value;
  const { code } = await onWire(machine, (wire) =>
    port === debugPort
      ? wire.writeDp(bankOf(machine, register), written)
      : wire.writeAp(port, register & 0xff, value),
  );
  return statusAnswer(code);
};

const initAp: Handler = async (machine, command) => {
  const ap = command.getUint8(2);
  if (ap > maxAp) return statusAnswer(status.badAp);
  const { code } = await onWire(machine, (wire) => wire.readAp(ap, identification));
  if (code !== status.ok) return statusAnswer(code);
  if (!machine.openAps.has(ap) && machine.openAps.size >= maxOpenAps) {
    return statusAnswer(status.tooManyAps);
  }
  machine.openAps.add(ap);
  return statusAnswer(status.ok);
};

const closeAp: Handler = (machine, command) => {
  const wasOpen = machine.openAps.delete(command.getUint8(2));
  // J28 answers an error although it closes; later ones tell the truth.
  const isTruthful = machine.kind.hardware >= 3 || machine.firmware.jtag >= 29;
  return statusAnswer(isTruthful && wasOpen ? status.ok : status.badAp);
};

const misc = { address: 1, write: 2, read: 3, accessPort: 5 } as const;

/** Items that one sequence may have. */
const miscMax = (machine: Machine) => (machine.kind.hardware >= 3 ? 1227 : 64);

interface Result {
  readonly code: number;
  readonly value: number;
}

/** Carries out the items one after the other: each has a result, also those that only set something. */
async function miscResults(machine: Machine, count: number, data: Uint8Array): Promise<Result[]> {
  const words = dataView(data);
  const wordsAt = Math.ceil(count / 4) * 4;
  const results: Result[] = [];
  let ap = 0;
  let address = 0;
  for (let item = 0; item < count; item++) {
    const word = words.getUint32(wordsAt + 4 * item, true);
    let result: Result = { code: status.ok, value: 0 };
    switch (words.getUint8(item)) {
      case misc.accessPort:
        ap = word;
        break;
      case misc.address:
        address = word;
        break;
      case misc.read:
        result = await readWord(machine, ap, word);
        break;
      case misc.write:
        result = { code: await writeWord(machine, ap, address, word), value: 0 };
        break;
      default:
        result = { code: status.commandError, value: 0 };
    }
    results.push(result);
  }
  return results;
}

/** All values, then all statuses, a word each. */
const miscOut: Handler = async (machine, command, data) => {
  const count = command.getUint32(2, true);
  const isTaken = count <= miscMax(machine);
  const results = isTaken
    ? await miscResults(machine, count, data)
    : [{ code: status.commandError, value: 0 }];
  const answer = dataView(new Uint8Array(8 * results.length));
  results.forEach(({ code, value }, item) => {
    answer.setUint32(4 * item, value, true);
    answer.setUint32(4 * (results.length + item), code, true);
  });
  machine.miscAnswer = new Uint8Array(answer.buffer);
  return undefined;
};

export const dapCommands: Handlers = {
  READ_DAP_REG: readDap,
  WRITE_DAP_REG: writeDap,
  INIT_AP: initAp,
  CLOSE_AP: closeAp,
  RW_MISC_OUT: miscOut,
  RW_MISC_IN: (machine) => {
    const answer = machine.miscAnswer;
    machine.miscAnswer = new Uint8Array();
    return answer;
  },
  RW_MISC_MAX: (machine) => {
    const answer = new Uint8Array(2);
    dataView(answer).setUint16(0, miscMax(machine), true);
    return answer;
  },
};

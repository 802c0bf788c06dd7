// Commands for core registers and for single words of memory ("debug registers").

import { coreStatus } from './connect-commands';
import { readWord, writeWord } from './machine';
import type { Handlers, Machine } from './machine';
import { status, statusAnswer, wordAnswer } from './status';

const dcrsr = 0xe000edf4;
const dcrdr = 0xe000edf8;
const registerReady = 1 << 16;
const writeBit = 1 << 16;

/** The firmware with which the floating-point registers came. */
const fpuSince = 15;
const firstFpu = 0x21;

/** Selectors of READALLREGS: r0 to r15, xPSR, MSP, PSP, and CONTROL with its neighbours. The last word is unused. */
const allRegisters = [...Array(19).keys(), 20];
const allBytes = 88;

function isSelector(machine: Machine, register: number): boolean {
  const { hardware } = machine.kind;
  const hasFpu = hardware >= 3 || machine.firmware.jtag >= fpuSince;
  return register < firstFpu || (hasFpu && (register === firstFpu || register >= 0x40));
}

/** Waits for the transfer that DCRSR began: a halted core has it done by the next access. */
async function registerDone(machine: Machine): Promise<number> {
  for (let tries = 0; tries < 4; tries++) {
    const dhcsr = await coreStatus(machine);
    if (dhcsr !== undefined && (dhcsr & registerReady) !== 0) return status.ok;
  }
  return status.unknownError;
}

async function readRegister(
  machine: Machine,
  ap: number,
  register: number,
): Promise<{ code: number; value: number }> {
  const selected = await writeWord(machine, ap, dcrsr, register);
  if (selected !== status.ok) return { code: selected, value: 0 };
  const done = await registerDone(machine);
  if (done !== status.ok) return { code: done, value: 0 };
  return readWord(machine, ap, dcrdr);
}

async function writeRegister(
  machine: Machine,
  ap: number,
  register: number,
  value: number,
): Promise<number> {
  const set = await writeWord(machine, ap, dcrdr, value);
  if (set !== status.ok) return set;
  const selected = await writeWord(machine, ap, dcrsr, (register | writeBit) >>> 0);
  return selected === status.ok ? registerDone(machine) : selected;
}

export const registerCommands: Handlers = {
  READREG: async (machine, command) => {
    const register = command.getUint8(2);
    if (!isSelector(machine, register)) return wordAnswer(status.commandError, 0);
    const { code, value } = await readRegister(machine, command.getUint8(3), register);
    return wordAnswer(code, value);
  },
  WRITEREG: async (machine, command) => {
    const register = command.getUint8(2);
    if (!isSelector(machine, register)) return statusAnswer(status.commandError);
    const value = command.getUint32(3, true);
    return statusAnswer(await writeRegister(machine, command.getUint8(7), register, value));
  },
  READALLREGS: async (machine, command) => {
    const ap = command.getUint8(2);
    const answer = statusAnswer(status.ok, allBytes);
    for (const [at, register] of allRegisters.entries()) {
      const { code, value } = await readRegister(machine, ap, register);
      if (code !== status.ok) return statusAnswer(code, allBytes);
      new DataView(answer.buffer).setUint32(4 + 4 * at, value, true);
    }
    return answer;
  },
  READDEBUGREG: async (machine, command) => {
    const address = command.getUint32(2, true);
    if (address % 4 !== 0) return wordAnswer(status.alignment, 0);
    const { code, value } = await readWord(machine, command.getUint8(6), address);
    return wordAnswer(code, value);
  },
  WRITEDEBUGREG: async (machine, command) => {
    const address = command.getUint32(2, true);
    if (address % 4 !== 0) return statusAnswer(status.alignment);
    const value = command.getUint32(6, true);
    return statusAnswer(await writeWord(machine, command.getUint8(10), address, value));
  },
};

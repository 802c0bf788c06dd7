// The core's registers through QEMU's stub: those that it names, and those that only the core's own instructions
// reach (QEMU 7.2 shows no MSP, PSP, CONTROL, PRIMASK, BASEPRI and FAULTMASK).

import { registerSelectors as select } from './core';
import type { RspClient } from './rsp-client';
import { viewOf, wordAt } from '../bus/words';

export interface QemuRegisters {
  read(selector: number): Promise<number>;
  write(selector: number, value: number): Promise<void>;
  /** The core has executed something: nothing of what was read is valid any more. */
  forget(): void;
}

/** The stub's numbers of what comes after r0 to r15, in bytes 4, 8 (sixteen of them) and 4. */
const numbers = { xpsr: 25, d0: 26, fpscr: 42 };

/** SYSm of MRS and MSR (ARMv7-M ARM B5.1.1), in the order in which they are read. */
const systemRegisters = {
  msp: 8,
  psp: 9,
  primask: 16,
  basepri: 17,
  faultmask: 19,
  control: 20,
} as const;
type SystemRegister = keyof typeof systemRegisters;
type SystemValues = Readonly<Record<SystemRegister, number>>;

/** xPSR without the bits of an IT block, which would make the helper instructions conditional. */
const withoutIt = ~0x0600fc00;

/**
 * @param scratch RAM of 24 bytes where helper instructions may run; restored afterwards.
 */
export function createQemuRegisters(client: () => RspClient, scratch: number): QemuRegisters {
  const known = new Map<string, Uint8Array>();
  let system: SystemValues | undefined;
  const forget = (): void => {
    known.clear();
    system = undefined;
  };
  const answerTo = async (packet: string): Promise<Uint8Array> => {
    const bytes = known.get(packet) ?? Buffer.from(await client().ask(packet), 'hex');
    known.set(packet, bytes);
    return bytes;
  };
  const general = (): Promise<Uint8Array> => answerTo('g');
  const numbered = (number: number): Promise<Uint8Array> => answerTo(`p${number.toString(16)}`);

  /** Runs instructions one by one with these values in the lowest registers, and puts everything back. */
  const execute = async (
    instructions: readonly number[],
    values: readonly number[],
  ): Promise<Uint8Array> => {
    const rsp = client();
    const saved = await general();
    const xpsr = wordAt(await numbered(numbers.xpsr), 0);
    const code = new Uint8Array(instructions.length * 4);
    instructions.forEach((one, index) => {
      viewOf(code).setUint16(index * 4, one >>> 16, true);
      viewOf(code).setUint16(index * 4 + 2, one & 0xffff, true);
    });
    const before = (await rsp.readMemory(scratch, code.length)) ?? code;
    await rsp.writeMemory(scratch, code);
    for (const [index, value] of values.entries())
      await rsp.ask(`P${index.toString(16)}=${word(value)}`);
    await rsp.ask(`Pf=${word(scratch)}`);
    await rsp.ask(`P19=${word(xpsr & withoutIt)}`);
    for (let step = 0; step < instructions.length; step++) await rsp.step();
    const after = Buffer.from(await rsp.ask('g'), 'hex');
    await rsp.writeMemory(scratch, before);
    await rsp.ask(`P19=${word(xpsr)}`);
    for (let number = 0; number < 16; number++) {
      // SP is one of the registers that an instruction may just have set.
      if (number !== select.sp)
        await rsp.ask(`P${number.toString(16)}=${word(wordAt(saved, number * 4))}`);
    }
    forget();
    return after;
  };

  const systemValues = async (): Promise<SystemValues> => {
    if (system !== undefined) return system;
    const names = Object.keys(systemRegisters) as SystemRegister[];
    const after = await execute(
      names.map((name, index) => readOf(name, index)),
      [],
    );
    const entries = names.map((name, index) => [name, wordAt(after, index * 4)] as const);
    system = Object.fromEntries(entries) as Record<SystemRegister, number>;
    return system;
  };
  const writeSystem = async (
    changes: readonly (readonly [SystemRegister, number])[],
  ): Promise<void> => {
    const instructions = changes.map(([name], index) => writeOf(name, index));
    await execute(
      instructions,
      changes.map(([, value]) => value),
    );
  };

  return {
    forget,
    read: async (selector) => {
      if (selector <= select.pc) return wordAt(await general(), selector * 4);
      if (selector === select.xpsr) return wordAt(await numbered(numbers.xpsr), 0);
      if (selector === select.fpscr) return wordAt(await numbered(numbers.fpscr), 0);
      if (selector >= select.s0 && selector < select.s0 + 32) {
        const single = selector - select.s0;
        return wordAt(await numbered(numbers.d0 + (single >> 1)), (single & 1) * 4);
      }
      if (selector === select.msp) return (await systemValues()).msp;
      if (selector === select.psp) return (await systemValues()).psp;
      return selector === select.special ? specialOf(await systemValues()) : 0;
    },
    write: async (selector, value) => {
      const rsp = client();
      if (selector <= select.pc) await rsp.ask(`P${selector.toString(16)}=${word(value)}`);
      else if (selector === select.xpsr)
        await rsp.ask(`P${numbers.xpsr.toString(16)}=${word(value)}`);
      else if (selector === select.fpscr)
        await rsp.ask(`P${numbers.fpscr.toString(16)}=${word(value)}`);
      else if (selector === select.msp) await writeSystem([['msp', value]]);
      else if (selector === select.psp) await writeSystem([['psp', value]]);
      else if (selector === select.special) await writeSystem(changesOf(value));
      else if (selector >= select.s0 && selector < select.s0 + 32) {
        const single = selector - select.s0;
        const pair = numbers.d0 + (single >> 1);
        const bytes = (await numbered(pair)).slice();
        viewOf(bytes).setUint32((single & 1) * 4, value, true);
        await rsp.ask(`P${pair.toString(16)}=${Buffer.from(bytes).toString('hex')}`);
      }
      forget();
    },
  };
}

/** `MRS Rd, SYSm` and `MSR SYSm, Rn` (ARMv7-M ARM B5.2.2, B5.2.3), first halfword in the upper half. */
function readOf(name: SystemRegister, register: number): number {
  return (0xf3ef8000 | (register << 8) | systemRegisters[name]) >>> 0;
}

function writeOf(name: SystemRegister, register: number): number {
  return (0xf3808800 | (register << 16) | systemRegisters[name]) >>> 0;
}

/** As DCRDR packs them: CONTROL, FAULTMASK, BASEPRI, PRIMASK from the upper byte down. */
function specialOf({ control, faultmask, basepri, primask }: SystemValues): number {
  return ((control << 24) | (faultmask << 16) | (basepri << 8) | primask) >>> 0;
}

function changesOf(special: number): readonly (readonly [SystemRegister, number])[] {
  return [
    ['primask', special & 1],
    ['basepri', (special >>> 8) & 0xff],
    ['faultmask', (special >>> 16) & 1],
    // Last: it may take away the privilege to write the others.
    ['control', (special >>> 24) & 7],
  ];
}

function word(value: number): string {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value >>> 0);
  return bytes.toString('hex');
}

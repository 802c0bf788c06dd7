// A core that truly runs: QEMU's STM32F405 board, driven through its GDB stub and its machine monitor.

import { setImmediate } from 'node:timers/promises';
import type { BusDevice } from '../bus/bus';
import type { FlashArray } from '../flash/flash-array';
import { registerSelectors as select } from './core';
import type { Core, CoreState } from './core';
import { startQemu } from './qemu-process';
import type { QemuProcess } from './qemu-process';
import { createQemuRegisters } from './qemu-registers';
import { connectRsp } from './rsp-client';
import type { RspClient } from './rsp-client';

const machine = ['-machine', 'netduinoplus2', '-display', 'none', '-serial', 'null', '-S'];
/** PC and xPSR of a core in lockup (ARMv7-M ARM B1.5.15). */
const lockupAddress = 0xfffffffe;
const lockupXpsr = 0x01000003;

export interface QemuCoreOptions {
  /** What QEMU serves: RAM, peripherals, the private peripheral bus. */
  readonly regions: readonly {
    readonly name: string;
    readonly start: number;
    readonly sizeBytes: number;
  }[];
  /** The cells; QEMU's flash is a copy of them. */
  readonly flash: FlashArray;
}

interface Connection {
  readonly process: QemuProcess;
  readonly client: RspClient;
}

/** What is known without asking QEMU. */
interface State {
  /** It has a lockup when it ends by itself ("Lockup: can't escalate"). */
  kind: Exclude<CoreState, 'asleep'>;
  hasResetItself: boolean;
  isDead: boolean;
  areInterruptsMasked: boolean;
}

/** Starts QEMU with the flash's contents; the core is stopped. */
export async function createQemuCore({ regions, flash }: QemuCoreOptions): Promise<Core> {
  const state: State = {
    ...{ kind: 'stopped', hasResetItself: false, isDead: false, areInterruptsMasked: true },
  };
  let connection = await start(flash, state);
  const breakpoints = new Set<number>();
  const registers = createQemuRegisters(() => connection.client, 0x20000000);

  /** A QEMU that ended is replaced: flash as it was, RAM empty, which a real lockup would have left. */
  const revive = async (): Promise<void> => {
    if (!state.isDead) return;
    await connection.process.end();
    connection = await start(flash, state);
    breakpoints.clear();
    registers.forget();
  };
  const resume = (): void => {
    registers.forget();
    state.kind = 'running';
    connection.client.resume();
  };
  /** Does something with the core stopped; it goes on afterwards unless it came to a breakpoint meanwhile. */
  const whileStopped = async <T>(action: () => Promise<T>): Promise<T> => {
    await revive();
    if (state.kind !== 'running') return action();
    const signal = await connection.client.halt();
    registers.forget();
    await revive();
    const result = await action();
    if (!state.isDead && signal === 'interrupt' && !isLockup(state)) resume();
    return result;
  };
  const device = ({
    name,
    start: from,
    sizeBytes,
  }: QemuCoreOptions['regions'][number]): BusDevice => ({
    ...{ name, start: from, sizeBytes },
    read: (address, _width, length) =>
      whileStopped(() => connection.client.readMemory(address, length)),
    write: (address, _width, bytes) =>
      whileStopped(() => connection.client.writeMemory(address, bytes)),
  });

  return {
    devices: regions.map(device),
    state: () => state.kind,
    readRegister: async (selector) => {
      if (isLockup(state) && selector === select.pc) return lockupAddress;
      if (isLockup(state) && selector === select.xpsr) return lockupXpsr;
      await revive();
      return registers.read(selector);
    },
    writeRegister: async (selector, value) => {
      await revive();
      await registers.write(selector, value);
    },
    programCounter: () =>
      isLockup(state)
        ? Promise.resolve(lockupAddress)
        : whileStopped(() => registers.read(select.pc)),
    setBreakpoints: async (addresses) => {
      const isSame =
        addresses.length === breakpoints.size && addresses.every((at) => breakpoints.has(at));
      if (isSame) return;
      await whileStopped(async () => {
        for (const at of breakpoints) await connection.client.ask(`z1,${at.toString(16)},2`);
        breakpoints.clear();
        for (const at of addresses) {
          breakpoints.add(at);
          await connection.client.ask(`Z1,${at.toString(16)},2`);
        }
      });
    },
    run: async () => {
      await revive();
      if (!isLockup(state)) resume();
    },
    stop: async () => {
      await revive();
      if (state.kind !== 'running') return;
      await connection.client.halt();
      registers.forget();
    },
    step: async (areInterruptsMasked) => {
      await revive();
      if (state.areInterruptsMasked !== areInterruptsMasked) {
        // SSTEP_ENABLE, with or without SSTEP_NOIRQ and SSTEP_NOTIMER.
        await connection.client.ask(`Qqemu.sstep=${areInterruptsMasked ? 7 : 1}`);
        state.areInterruptsMasked = areInterruptsMasked;
      }
      registers.forget();
      await connection.client.step();
    },
    reset: async () => {
      await revive();
      if (state.kind === 'running') await connection.client.halt();
      await revive();
      await connection.process.systemReset();
      state.kind = 'stopped';
      state.hasResetItself = false;
      registers.forget();
    },
    takeOwnReset: async () => {
      // Stops and resets come over sockets: a caller that only awaits would never see them.
      await setImmediate();
      const hasReset = state.hasResetItself;
      state.hasResetItself = false;
      return hasReset;
    },
    flashChanged: async (address, bytes) => {
      await whileStopped(() => connection.client.writeMemory(address, bytes));
    },
    dispose: async () => {
      connection.client.close();
      await connection.process.end();
    },
  };
}

function isLockup({ kind }: State): boolean {
  return kind === 'lockup';
}

async function start(flash: FlashArray, state: State): Promise<Connection> {
  const process = await startQemu(machine, () => {
    state.hasResetItself = true;
  });
  try {
    const client = await connectRsp(process.gdbPort, {
      onStop: () => {
        if (!isLockup(state)) state.kind = 'stopped';
      },
      onGone: () => {
        state.isDead = true;
        state.kind = 'lockup';
      },
    });
    // Only a client that has read the description may ask for single registers.
    await client.ask('qXfer:features:read:target.xml:0,40');
    // QEMU's flash begins with zeros. Not by -kernel: that image would come back with each reset.
    await client.writeMemory(flash.start, flash.bytes);
    await process.systemReset();
    state.isDead = false;
    state.areInterruptsMasked = true;
    return { process, client };
  } catch (error) {
    await process.end();
    throw error;
  }
}

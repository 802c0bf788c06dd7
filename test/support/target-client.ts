// What tests say to a simulated target, in words instead of transfers.

import assert from 'node:assert/strict';
import { createTarget } from '../simulator/target/create-target';
import { healthy } from '../simulator/setup';
import type { TargetSetup } from '../simulator/setup';
import type { Ack, Reply, Width, Wire } from '../simulator/wire';

/** Addresses that every test of the core's debug registers needs. */
export const scs = {
  ...{ cpuid: 0xe000ed00, vtor: 0xe000ed08, aircr: 0xe000ed0c, dfsr: 0xe000ed30 },
  ...{ dhcsr: 0xe000edf0, dcrsr: 0xe000edf4, dcrdr: 0xe000edf8, demcr: 0xe000edfc },
  ...{ fpControl: 0xe0002000, fpComparator: 0xe0002008, pcsr: 0xe000101c },
} as const;

export const dhcsr = {
  ...{ key: 0xa05f0000, enable: 1, halt: 2, step: 4, maskInterrupts: 8 },
  ...{ isHalted: 1 << 17, isAsleep: 1 << 18, isLockedUp: 1 << 19 },
  ...{ hasRetired: 1 << 24, wasReset: 1 << 25 },
} as const;

/** SYSRESETREQ and VECTRESET with the key. */
export const aircr = { system: 0x05fa0004, vector: 0x05fa0001 } as const;

/** A clock that a test moves. */
export interface TestClock {
  readonly now: () => number;
  readonly pass: (ms: number) => void;
}

export function testClock(): TestClock {
  let ms = 1000;
  return {
    now: () => ms,
    pass: (more) => {
      ms += more;
    },
  };
}

export class TargetClient {
  constructor(
    readonly wire: Wire,
    private readonly ap: number,
  ) {}

  /** A target that differs from the healthy board in this; connected where it answers. */
  static async start(change: Partial<TargetSetup> = {}, clock?: TestClock): Promise<TargetClient> {
    const setup = { ...healthy.target, ...change };
    const wire = await createTarget(setup, clock === undefined ? {} : { now: clock.now });
    await wire.connect();
    return new TargetClient(wire, setup.part === 'h563' ? 1 : 0);
  }

  read(address: number, length: number, width: Width = 4): Promise<Reply<Uint8Array>> {
    return this.wire.readMemory(this.ap, address, width, length);
  }

  async bytes(address: number, length: number, width: Width = 4): Promise<Uint8Array> {
    return valueOf(await this.read(address, length, width));
  }

  async word(address: number): Promise<number> {
    return Buffer.from(await this.bytes(address, 4)).readUInt32LE();
  }

  /** How a read of the word ends. */
  async ackOf(address: number): Promise<Ack> {
    return (await this.read(address, 4)).ack;
  }

  async write(address: number, width: Width, ...values: readonly number[]): Promise<Ack> {
    const bytes = Buffer.alloc(values.length * width);
    values.forEach((value, index) => bytes.writeUIntLE(value, index * width, width));
    return (await this.wire.writeMemory(this.ap, address, width, bytes)).ack;
  }

  async setWord(address: number, value: number): Promise<void> {
    assert.equal(await this.write(address, 4, value), 'ok');
  }

  /** Writes DHCSR with its key. */
  control(bits: number): Promise<void> {
    return this.setWord(scs.dhcsr, (dhcsr.key | bits) >>> 0);
  }

  status(): Promise<number> {
    return this.word(scs.dhcsr);
  }

  halt(): Promise<void> {
    return this.control(dhcsr.enable | dhcsr.halt);
  }

  resume(): Promise<void> {
    return this.control(dhcsr.enable);
  }

  step(): Promise<void> {
    return this.control(dhcsr.enable | dhcsr.step | dhcsr.maskInterrupts);
  }

  async isHalted(): Promise<boolean> {
    return ((await this.status()) & dhcsr.isHalted) !== 0;
  }

  async register(selector: number): Promise<number> {
    await this.setWord(scs.dcrsr, selector);
    return this.word(scs.dcrdr);
  }

  async setRegister(selector: number, value: number): Promise<void> {
    await this.setWord(scs.dcrdr, value);
    await this.setWord(scs.dcrsr, 0x10000 | selector);
  }
}

/** The value of an answer that must be good. */
export function valueOf<T>(reply: Reply<T>): T {
  assert.equal(reply.ack, 'ok');
  return reply.value;
}

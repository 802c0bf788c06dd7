// DBGMCU while debugging: the bits that keep the connection in low-power modes and stop the watchdogs are set once the
// target stands, again after each reset, and put back before it is let go. Other bits of these registers are nobody's
// business but the firmware's and stay as they are at that moment.
//
// What is put back is what was there when we came. A server may have set some of these bits itself when it connected
// (OpenOCD's target/stm32*.cfg do at examine-end): then they were set already, and stay set.

import { withTimeout } from '../base/abort';
import type { Disposable, DisposableStore } from '../base/disposable';
import { toFailure } from '../base/failure';
import { hex32 } from '../base/hex';
import type { LogLevel } from '../base/log';
import { debugFreezeOf } from '../devices/debug-freeze';
import type { DebugClock, DebugRegister } from '../devices/debug-freeze';
import type { Device } from '../devices/device';
import { dataReadMemoryBytes, dataWriteMemoryBytes } from '../gdb/commands/memory';
import type { Gdb, SendOptions } from '../gdb/gdb';
import type { LaunchArgs } from '../launch/launch-args';
import type { ServerDriver } from '../launch/server-driver';
import type { Client } from './client';

/** Bits of one register that this session set. */
interface HeldBits {
  readonly name: string;
  readonly address: number;
  readonly mask: number;
  /** What they were before; within the mask. */
  readonly before: number;
}

/** What decides which bits are wanted. */
export interface DebugBitsWish {
  readonly args: LaunchArgs;
  readonly driver: Pick<ServerDriver, 'isSimulated'>;
  /** The part, as far as it is known. */
  readonly device: Device | undefined;
}

export class DebugBits implements Disposable {
  private held: HeldBits[] = [];
  private clock: { readonly place: DebugClock; readonly wasOn: boolean } | undefined;

  /** Of the work under way. */
  private signal: AbortSignal | undefined;

  constructor(
    private readonly gdb: Gdb,
    private readonly session: { readonly client: Client; readonly lifetime: DisposableStore },
  ) {}

  /** Sets the bits of a target that stands; a register that cannot be read or written is a line in the log. */
  async apply(wish: DebugBitsWish, signal?: AbortSignal): Promise<void> {
    if (this.held.length > 0) return this.again(signal);
    this.signal = signal;
    const wanted = wantedBits(wish);
    if (typeof wanted === 'string') return this.log(`DBGMCU is left alone: ${wanted}.`);
    // From here on a launch that fails puts them back, while its server is still there.
    this.session.lifetime.add(this);
    await this.orLogged('DBGMCU could not be prepared', async () => {
      await this.enableClock(wanted.clock);
      for (const { register, mask } of wanted.bits) await this.set(register, mask);
    });
  }

  /** After a reset: the clock of DBGMCU is off again, and on some boards a reset is a power cycle. */
  async again(signal?: AbortSignal): Promise<void> {
    if (this.held.length === 0) return;
    this.signal = signal;
    await this.orLogged('DBGMCU could not be prepared again', async () => {
      if (this.clock !== undefined) {
        await this.setBits(this.clock.place.address, bitMask(this.clock.place.bit));
      }
      for (const { address, mask } of this.held) await this.setBits(address, mask);
    });
  }

  /** Puts the bits of a standing target back; idempotent, never rejects. */
  async restore(): Promise<void> {
    const { held, clock } = this;
    this.signal = undefined;
    this.held = [];
    this.clock = undefined;
    if (held.length === 0 && clock === undefined) return;
    const work = async (): Promise<void> => {
      const clockBit = clock === undefined ? 0 : bitMask(clock.place.bit);
      // A reset has switched the clock off since.
      if (clock !== undefined) await this.setBits(clock.place.address, clockBit);
      for (const { name, address, mask, before } of held) {
        const now = await this.read(address);
        await this.write(address, now, ((now & ~mask) | before) >>> 0);
        this.log(`DBGMCU_${name} is put back: ${hex32(now)}, bits ${hex32(mask)}.`);
      }
      if (clock?.wasOn === false) {
        const now = await this.read(clock.place.address);
        await this.write(clock.place.address, now, (now & ~clockBit) >>> 0);
      }
    };
    const what = 'the debug bits to be put back';
    await this.orLogged(
      'DBGMCU could not be put back; the next power cycle clears it',
      () => withTimeout(work(), 'debugBits', what),
      'info',
    );
  }

  /** The session ends and GDB can no longer reach the target: says what stays behind. */
  abandon(): void {
    const names = this.held.map(({ name }) => `DBGMCU_${name}`).join(', ');
    this.held = [];
    this.clock = undefined;
    if (names === '') return;
    this.session.client.log(
      'info',
      'adapter',
      `${names} stay as they were set for debugging, since GDB could not put them back; the next power cycle clears them.`,
    );
  }

  /** Of a launch that failed: while GDB can still be asked, the bits are put back. */
  async dispose(): Promise<void> {
    if (this.gdb.isGone || this.gdb.isRunning) this.abandon();
    else await this.restore();
  }

  private async enableClock(place: DebugClock | undefined): Promise<void> {
    if (place === undefined) return;
    const before = await this.setBits(place.address, bitMask(place.bit));
    this.clock = { place, wasOn: (before & bitMask(place.bit)) !== 0 };
  }

  private async set({ name, address }: DebugRegister, mask: number): Promise<void> {
    await this.orLogged(`DBGMCU_${name} could not be set`, async () => {
      const before = await this.setBits(address, mask);
      this.held.push({ name, address, mask, before: (before & mask) >>> 0 });
      const after = await this.read(address);
      const isTaken = (after & mask) >>> 0 === mask;
      const text = `DBGMCU_${name}: ${hex32(before)}, now ${hex32(after)}`;
      this.log(isTaken ? `${text}.` : `${text}; ${hex32(mask)} was to be set.`);
    });
  }

  /** @returns the value before. */
  private async setBits(address: number, mask: number): Promise<number> {
    const before = await this.read(address);
    await this.write(address, before, (before | mask) >>> 0);
    return before;
  }

  private async read(address: number): Promise<number> {
    const [block] = await dataReadMemoryBytes(this.gdb, address, 4, this.options);
    return block === undefined || block.bytes.length < 4 ? 0 : block.bytes.readUInt32LE();
  }

  /** Whole words, which the servers carry out as one access. */
  private async write(address: number, before: number, value: number): Promise<void> {
    if (value === before) return;
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32LE(value);
    await dataWriteMemoryBytes(this.gdb, address, bytes, this.options);
  }

  private get options(): SendOptions {
    return { signal: this.signal };
  }

  /** @throws Failure cancelled; anything else goes to the log */
  private async orLogged(
    what: string,
    work: () => Promise<void>,
    level: LogLevel = 'debug',
  ): Promise<void> {
    try {
      await work();
    } catch (error) {
      const failure = toFailure(error);
      if (failure.code === 'cancelled') throw failure;
      this.log(`${what}: ${failure.message}`, level);
    }
  }

  private log(text: string, level: LogLevel = 'debug'): void {
    this.session.client.log(level, 'adapter', text);
  }
}

/** A register of the table with the bits of it that this launch wants, or why it wants none. */
function wantedBits({ args, driver, device }: DebugBitsWish):
  | {
      readonly clock: DebugClock | undefined;
      readonly bits: readonly { readonly register: DebugRegister; readonly mask: number }[];
    }
  | string {
  if (driver.isSimulated === true) return 'there is no chip';
  if (args.request === 'attach' && !args.haltOnAttach) return 'the target is not halted';
  if (device === undefined) return 'the part is not known';
  const freeze = debugFreezeOf(device, args.core);
  if (freeze === undefined) return `the DBGMCU of ${device.name} is not known`;
  // To program, the core is halted all the time; only a watchdog matters.
  const isLowPower = args.debugInLowPower && args.action === 'debug';
  const bits = freeze.registers
    .map((register) => ({
      register,
      mask:
        ((isLowPower ? register.lowPower : 0) | (args.freezeWatchdogs ? register.watchdogs : 0)) >>>
        0,
    }))
    .filter(({ mask }) => mask !== 0);
  return bits.length === 0 ? 'no bit is wanted' : { clock: freeze.clock, bits };
}

function bitMask(bit: number): number {
  return (1 << bit) >>> 0;
}

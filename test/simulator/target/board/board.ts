// The board around the part: supply, NRST with its RC, watchdog, firmware that takes the pins or goes to sleep.
// Nothing runs by itself: each operation on the wire first brings it up to the time it is.

import type { TargetSetup } from '../../setup';
import type { Core } from '../core/core';
import type { CoreDebug } from '../debug/core-debug';
import type { DebugMcu } from './dbgmcu';
import type { ResetCause, ResetFlags } from './reset-flags';

export interface Board {
  /** Does what was to happen until now. */
  settle(): Promise<void>;
  driveNrst(level: 'low' | 'released'): Promise<void>;
  /** SYSRESETREQ and the like: a reset from inside. */
  resetFromInside(cause: ResetCause): Promise<void>;
  /** Somebody drives the acknowledge. */
  answers(): boolean;
  /** The debug domain behind the port has power. */
  readonly hasDebugPower: () => boolean;
  readonly isUnderReset: () => boolean;
  voltage(): number;
}

export interface BoardOptions {
  readonly setup: TargetSetup;
  readonly core: Core;
  readonly coreDebug: CoreDebug;
  readonly dbgmcu: DebugMcu;
  readonly resetFlags: ResetFlags;
  /** The vector table the core starts with. */
  readonly vectors: number;
  /** What else a system reset resets: the flash controller. */
  readonly onReset: () => void;
  /** The part shuts its debug port for good (level 2, LOCKED). */
  readonly isPortShut: () => boolean;
  /** Milliseconds that only go up. */
  readonly now: () => number;
}

/** Below it the part is in power-on reset: V(POR/PDR), 1.6 V to 1.8 V in the data sheets. */
const powerOnVolts = 1.6;
/** What an ADC reads of a pin that nobody drives. */
const floatingVolts = 0.0097;

interface Clock {
  /** Up to when everything is done. */
  atMs: number;
  /** How long the core has executed since its last reset. */
  ranMs: number;
  watchdogMs: number;
  /** When NRST is high enough again. */
  releaseAtMs: number | undefined;
}

interface BoardEvent {
  readonly atMs: number;
  readonly act: () => Promise<void>;
}

/** Powers the board; it has been on for long. */
export async function createBoard(options: BoardOptions): Promise<Board> {
  const { setup, coreDebug, core } = options;
  const clock: Clock = {
    atMs: options.now(),
    ranMs: Number.POSITIVE_INFINITY,
    watchdogMs: 0,
    releaseAtMs: undefined,
  };

  const isAsleepIn = (mode: 'stop' | 'standby'): boolean =>
    setup.lowPower === mode && coreDebug.isRunning() && !options.dbgmcu.keepsAlive(mode);
  const supply = (): number => {
    const { volts, haltedVolts = volts, underResetVolts = volts } = setup.supply;
    if (!setup.isPowered) return 0;
    if (coreDebug.isInReset()) return underResetVolts;
    return coreDebug.isHalted() ? haltedVolts : volts;
  };
  const hasPinsTaken = (): boolean =>
    setup.swdOffAfterMs !== undefined &&
    !coreDebug.isInReset() &&
    clock.ranMs >= setup.swdOffAfterMs;

  const restart = (): void => {
    clock.ranMs = 0;
    clock.watchdogMs = 0;
  };
  const enterReset = async (cause: ResetCause): Promise<void> => {
    options.resetFlags.record(cause);
    options.onReset();
    await coreDebug.enterReset();
  };
  const leaveReset = async (): Promise<void> => {
    clock.releaseAtMs = undefined;
    restart();
    await coreDebug.leaveReset(options.vectors);
  };
  const resetFromInside = async (cause: ResetCause): Promise<void> => {
    if (coreDebug.isInReset()) return;
    await enterReset(cause);
    await leaveReset();
  };

  const isWatchdogTicking = (): boolean =>
    setup.watchdogMs !== undefined &&
    !coreDebug.isInReset() &&
    !(coreDebug.isHalted() && options.dbgmcu.freezesWatchdog());
  const bite = async (endMs: number): Promise<void> => {
    await resetFromInside('watchdog');
    // Of many resets that nobody saw, the last one is enough.
    const periodMs = Math.max(setup.watchdogMs ?? 1, 0.001);
    const unseen = Math.floor((endMs - clock.atMs) / periodMs);
    if (unseen > 1) clock.atMs += (unseen - 1) * periodMs;
  };
  const nextEvent = (endMs: number): BoardEvent | undefined => {
    if (clock.releaseAtMs !== undefined) return { atMs: clock.releaseAtMs, act: leaveReset };
    if (setup.watchdogMs === undefined || !isWatchdogTicking()) return undefined;
    const atMs = clock.atMs + setup.watchdogMs - clock.watchdogMs;
    return { atMs, act: () => bite(endMs) };
  };
  const advance = (toMs: number): void => {
    const passedMs = Math.max(0, toMs - clock.atMs);
    if (coreDebug.isRunning()) clock.ranMs += passedMs;
    if (isWatchdogTicking()) clock.watchdogMs += passedMs;
    clock.atMs = Math.max(clock.atMs, toMs);
  };

  // A watchdog that bites has done so before.
  if (setup.watchdogMs !== undefined) options.resetFlags.record('watchdog');
  await coreDebug.enterReset();
  if (!setup.nrst.isHeldLow) await coreDebug.leaveReset(options.vectors);

  return {
    settle: async () => {
      const endMs = options.now();
      if (await core.takeOwnReset()) {
        options.resetFlags.record('software');
        options.onReset();
        restart();
        await coreDebug.ownReset(options.vectors);
      }
      for (let event = nextEvent(endMs); event !== undefined && event.atMs <= endMs;) {
        advance(event.atMs);
        await event.act();
        event = nextEvent(endMs);
      }
      advance(endMs);
    },
    driveNrst: async (level) => {
      if (!setup.nrst.isWired || setup.nrst.isHeldLow || !setup.isPowered) return;
      if (level === 'released') {
        if (coreDebug.isInReset()) clock.releaseAtMs ??= clock.atMs + setup.nrst.riseMs;
        return;
      }
      clock.releaseAtMs = undefined;
      if (!coreDebug.isInReset()) await enterReset('pin');
    },
    resetFromInside,
    answers: () =>
      supply() >= powerOnVolts &&
      !setup.areSwdWiresOpen &&
      !(setup.isIsolated && !setup.isVtrefWired) &&
      !options.isPortShut() &&
      !hasPinsTaken() &&
      !isAsleepIn('standby'),
    hasDebugPower: () => !isAsleepIn('stop'),
    isUnderReset: () => coreDebug.isInReset(),
    voltage: () => (setup.isVtrefWired && supply() > 0 ? supply() : floatingVolts),
  };
}

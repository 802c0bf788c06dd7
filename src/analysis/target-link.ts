// What the attempts to connect and the repeated reads say of the wires, in the questions that several checks ask.

import type {
  ConnectAttempt,
  Connection,
  LinkQuality,
  LinkSample,
  OpenedProbe,
} from '../examination/examination';
import type { Severity } from '../findings/finding';
import type { StatusName } from '../probe/stlink/status';
import type { CheckContext } from './check';
import type { Fact } from './facts';

/** What the probe refuses by itself: nothing was asked of the target. */
const ownRefusals: ReadonlySet<StatusName> = new Set([
  ...(['bad-frequency', 'too-slow', 'unknown-command'] as const),
]);

/** The attempts that reached the wire and found nothing. */
export function failedAttempts({ attempts }: Connection): readonly ConnectAttempt[] {
  return attempts.filter(({ result }) => !result.ok && !ownRefusals.has(result.status));
}

/** Nothing answered in any way that was tried. False where nothing was tried. */
export function isSilent(connection: Connection): boolean {
  return connection.succeeded === undefined && failedAttempts(connection).length > 0;
}

/** Whether connecting under reset was among them. */
export function triedUnderReset(connection: Connection): boolean {
  return failedAttempts(connection).some(({ underReset }) => underReset);
}

/** A status that no source names, each time: what is broken is the probe's own answers. */
export function answersNonsense(connection: Connection): boolean {
  const failed = failedAttempts(connection);
  return (
    isSilent(connection) && failed.every(({ result }) => !result.ok && result.status === 'other')
  );
}

/**
 * The debug port answers and its power-up request does not (status 0x0B): a part in stop or standby, which is told by
 * core-low-power.
 */
export function isAsleep(connection: Connection): boolean {
  return failedAttempts(connection).some(
    ({ underReset, result }) => !underReset && !result.ok && result.status === 'power-error',
  );
}

/** Whether it was identified while NRST was high. */
export function answersWithoutReset({ attempts }: Connection): boolean {
  return attempts.some(({ result, underReset }) => result.ok && !underReset);
}

/** A probe that came up in its boot loader and never got out of it. */
export function isInBootloader(probe: Fact<OpenedProbe>, connection: Fact<Connection>): boolean {
  if (!probe.ok) return false;
  const { modeAtOpen } = probe.value;
  if (modeAtOpen === 'bootloader') return !connection.ok || isSilent(connection.value);
  // Every V2 is found in DFU mode after it was plugged in; that it stays there shows in nothing having been tried.
  return modeAtOpen === 'dfu' && !connection.ok;
}

/**
 * A target that does not answer stops a launch only if everything was tried that the launch would try. Reset is the
 * question: where an examination may not reset, a server that holds NRST low may still get in.
 */
export function severityOfSilence(
  connection: Connection,
  { args, driver }: CheckContext,
): Severity {
  // What was tried is SWD.
  if (args.interface === 'jtag') return 'warning';
  if (triedUnderReset(connection)) return 'error';
  return driver === undefined || driver.probeUse?.(args).usesNrst === true ? 'warning' : 'error';
}

/** Kinds of failed reads that say nothing of the wires: the target asked for patience, or refused the address. */
const notOfTheWire: ReadonlySet<string> = new Set<StatusName>([
  ...(['ap-wait', 'dp-wait', 'command-wait', 'ap-fault', 'dp-fault', 'fault'] as const),
]);

/** Whether reads of this sample failed, or came out different, because of the wires. */
export function hasLineErrors({ errors, kinds }: LinkSample): boolean {
  const names = Object.keys(kinds);
  return errors > 0 && !(names.length > 0 && names.every((name) => notOfTheWire.has(name)));
}

/**
 * The clocks, without reset, at which the target answers and reads fail all the same. Where it does not even answer at
 * such a clock, the clock is too fast (target-only-slow).
 */
export function marginalSamples(
  { samples }: LinkQuality,
  connection: Fact<Connection>,
): readonly LinkSample[] {
  const answersAt = connection.ok ? fastestAnswer(connection.value) : undefined;
  return samples.filter(
    (sample) =>
      !sample.underReset &&
      hasLineErrors(sample) &&
      (sample.errors < sample.reads || (answersAt !== undefined && sample.speedKhz <= answersAt)),
  );
}

/** The fastest clock at which it was identified without reset; undefined: none. */
function fastestAnswer({ attempts }: Connection): number | undefined {
  const clocks = attempts
    .filter(({ result, underReset }) => result.ok && !underReset)
    .map(({ speedKhz }) => speedKhz ?? Infinity);
  return clocks.length === 0 ? undefined : Math.max(...clocks);
}

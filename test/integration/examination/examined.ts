// An examination of a simulated bench, and what must hold after each.

import assert from 'node:assert/strict';
import { findDevice } from '../../../src/devices/find-device';
import { examine } from '../../../src/examination/examine';
import type { ExamineOptions } from '../../../src/examination/examine';
import type { Examination, Reading } from '../../../src/examination/examination';
import type { Bench } from '../../simulator/serve';
import type { SetupChange } from '../../simulator/setup';
import {
  benchHost,
  givenBack,
  hurriedMs,
  probesOf,
  upToThrice,
  withBench,
} from '../../support/probe-bench';

export const unread = ['chip', 'protection', 'coreState', 'nrst', 'link'] as const;

export function deviceNamed(name: string): ExamineOptions['device'] {
  const match = findDevice(name);
  return match.kind === 'found' ? match.device : undefined;
}

/** Examines the first probe of a bench, which must be free afterwards. */
export async function examineOn(
  bench: Bench,
  options: Partial<ExamineOptions> & { readonly deviceName?: string } = {},
): Promise<Examination> {
  const { deviceName = 'STM32F405RG', mayReset = true, ...rest } = options;
  const [probe] = await probesOf(bench);
  assert.ok(probe);
  try {
    return await examine(benchHost, probe, { device: deviceNamed(deviceName), mayReset, ...rest });
  } finally {
    await givenBack(bench);
  }
}

/** On a bench of its own. */
export function examined(
  change: SetupChange,
  options: Parameters<typeof examineOn>[1] = {},
): Promise<Examination> {
  return upToThrice(
    () => withBench([change], (bench) => examineOn(bench, options)),
    ({ tookMs }) => tookMs < hurriedMs,
  );
}

export function valueOf<T>(reading: Reading<T>): T {
  assert.ok(reading.ok, reading.ok ? '' : reading.why);
  return reading.value;
}

/** Commands of a transcript as hex, as they went to the probe. */
export function commandsOf({ transcript }: Bench): readonly string[] {
  return transcript.map((line) => /\b(f[0-9a-f]{1,31})\b/.exec(line.slice(6))?.[1] ?? line);
}

/** Calls off when the probe has been given so many commands. */
export function abortAtCommand(bench: Bench, count: number): AbortSignal {
  return abortWhen(bench, ({ length }) => length >= count);
}

/** Calls off as soon as the transcript is so. */
export function abortWhen(bench: Bench, isSo: (lines: readonly string[]) => boolean): AbortSignal {
  const controller = new AbortController();
  const transcript = bench.transcript as string[];
  transcript.push = (...lines: string[]) => {
    const length = Array.prototype.push.apply(transcript, lines);
    if (isSo(transcript)) controller.abort();
    return length;
  };
  return controller.signal;
}

/** NRST is let go, no debugger's bit is left, and the core runs. */
export async function assertTargetLeftAlone(bench: Bench): Promise<void> {
  const after = await examineOn(bench, { mayReset: false });
  assert.equal(valueOf(after.nrst).isInResetAtStart, false, 'NRST is still low');
  const { dhcsr, isHalted } = valueOf(after.coreState);
  assert.equal(isHalted, false, 'the core is still halted');
  assert.equal(dhcsr & 0xf, 0, 'the core is still under debug');
}

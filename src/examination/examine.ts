// Opens a probe, asks it and its target in the least intrusive order, and gives the probe back.

import { toFailure } from '../base/failure';
import type { Device } from '../devices/device';
import type { Host } from '../host/host';
import type { ProbeInfo } from '../probe/probe-info';
import type { StLink } from '../probe/stlink/stlink';
import { toExamination } from './draft';
import type { Draft } from './draft';
import type { Examination, ProbeOpening } from './examination';
import { openProbe } from './open-probe';
import { openingOf } from './opening-state';
import { createSession } from './session';
import type { Session } from './session';
import { concludeBootSource } from './steps/conclude-boot-source';
import { connect } from './steps/connect';
import { haltForAMoment, haltIfAsleep } from './steps/halt';
import { identify } from './steps/identify';
import { pulseNrst } from './steps/nrst-pulse';
import { readCore } from './steps/read-core';
import { readLowPower } from './steps/read-low-power';
import { readMaker } from './steps/read-maker';
import { readProtection } from './steps/read-protection';
import { readResetFlags } from './steps/read-reset-flags';
import { readSupply } from './steps/read-supply';
import { sampleLink } from './steps/sample-link';
import { samplePc } from './steps/sample-pc';
import { watchResets } from './steps/watch-resets';

/** SWCLK in kHz when nobody asks for another: what an ST-LINK/V2 starts with. */
export const defaultSpeedKhz = 1800;

/** All but the last commands: 3 s is what a verdict may take. */
const limitMs = 2_700;

export interface ExamineOptions {
  /** The part as configured: its registers are tried first. */
  readonly device?: Device | undefined;
  /**
   * Whether the target may be halted and reset (a launch is about to); otherwise it is only looked at, and nothing of
   * it changes.
   */
  readonly mayReset: boolean;
  /** SWCLK that the launch will use; default `defaultSpeedKhz`. */
  readonly speedKhz?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Examines what hangs on a probe. The probe is closed when this ends, whatever happens.
 * @throws Failure `cancelled` when the signal fires; nothing else: what went wrong is in the value.
 */
export async function examine(
  host: Host,
  probe: ProbeInfo,
  options: ExamineOptions,
): Promise<Examination> {
  const startMs = performance.now();
  const draft: Draft = { attempts: [], whys: {} };
  let opening: ProbeOpening = { state: 'opened', message: '' };
  let why = 'it was not read';
  let stlink: StLink | undefined;
  try {
    const opened = await openProbe(host, probe, options.signal);
    stlink = opened.stlink;
    draft.probe = opened.identity;
    const { device, mayReset, speedKhz = defaultSpeedKhz, signal } = options;
    const settings = { device, mayReset, speedKhz, signal, limitMs };
    const session = createSession(stlink, draft, settings, startMs);
    try {
      await askEverything(session);
    } finally {
      await session.undoAll();
    }
  } catch (error) {
    const failure = toFailure(error);
    if (failure.code === 'cancelled') throw failure;
    why = failure.message;
    if (failure.code !== 'examination-too-long') opening = openingOf(failure);
  } finally {
    await stlink?.close();
  }
  return toExamination(draft, {
    ...{ opening, why, source: draft.probe?.name ?? probe.name, mayReset: options.mayReset },
    commands: stlink?.commandCount ?? 0,
    tookMs: performance.now() - startMs,
  });
}

/** From what nobody notices to what stops the target; each step leaves its part in the draft. */
async function askEverything(session: Session): Promise<void> {
  await readSupply(session);
  if (!(await connect(session))) return;
  await readCore(session);
  await haltIfAsleep(session);
  await identify(session);
  await readMaker(session);
  await readProtection(session);
  await readResetFlags(session);
  await readLowPower(session);
  await samplePc(session);
  await watchResets(session);
  await sampleLink(session);
  if (session.mayReset) {
    await haltForAMoment(session);
    await pulseNrst(session);
  }
  await concludeBootSource(session);
}

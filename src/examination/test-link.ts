// "Test SWD Link": many identical reads at several clocks, with and without reset held.

import { toFailure } from '../base/failure';
import type { Host } from '../host/host';
import type { ProbeInfo } from '../probe/probe-info';
import type { Answer } from '../probe/stlink/status';
import type { StLink } from '../probe/stlink/stlink';
import { countReads } from './count-reads';
import type { LinkQuality, LinkSample, OpenedProbe, Reading } from './examination';
import { linkQuality, linkSample } from './link-quality';
import { openProbe } from './open-probe';
import { createSession } from './session';
import type { Session } from './session';
import { chooseAccessPort } from './steps/choose-access-port';
import { assumedKhz, cpuidWord } from './steps/steady-reads';

export interface TestLinkOptions {
  readonly mayReset: boolean;
  /** Reads at each clock; default 1000. */
  readonly reads?: number | undefined;
  /** Clocks in kHz; default: all that the probe offers down to 100 kHz. */
  readonly speedsKhz?: readonly number[] | undefined;
  /** Called with each finished clock. */
  readonly onSample?: (sample: LinkSample) => void;
  readonly signal?: AbortSignal | undefined;
}

export interface LinkTest {
  readonly probe: Reading<OpenedProbe>;
  readonly link: Reading<LinkQuality>;
  readonly tookMs: number;
}

const defaultReads = 1000;
/** No board wires SWD for more, and below it nobody debugs. */
const fastestKhz = 8_000;
const slowestKhz = 100;
/** A port that cannot be entered so often at a clock is not asked for more. */
const triesToEnter = 3;

/**
 * @throws Failure `cancelled`; nothing else.
 */
export async function testLink(
  host: Host,
  probe: ProbeInfo,
  options: TestLinkOptions,
): Promise<LinkTest> {
  const startMs = performance.now();
  let identity: OpenedProbe | undefined;
  let stlink: StLink | undefined;
  let why = 'the target did not answer at any clock, or there was none to test';
  const samples: LinkSample[] = [];
  try {
    const opened = await openProbe(host, probe, options.signal);
    ({ identity, stlink } = opened);
    const { mayReset, signal } = options;
    const settings = { device: undefined, mayReset, speedKhz: 0, signal, limitMs: Infinity };
    const session = createSession(stlink, { attempts: [], whys: {} }, settings, startMs);
    try {
      await testClocks(session, options, samples);
    } finally {
      await session.undoAll();
    }
  } catch (error) {
    const failure = toFailure(error);
    if (failure.code === 'cancelled') throw failure;
    why = failure.message;
  } finally {
    await stlink?.close();
  }
  const source = identity?.name ?? probe.name;
  const hasLink = samples.some(({ reads, errors }) => errors < reads);
  return {
    probe: identity === undefined ? { ok: false, why } : { ok: true, value: identity, source },
    link: hasLink
      ? { ok: true, value: linkQuality(samples, cpuidWord.what), source }
      : { ok: false, why },
    tookMs: performance.now() - startMs,
  };
}

async function testClocks(
  session: Session,
  options: TestLinkOptions,
  samples: LinkSample[],
): Promise<void> {
  const clocks = options.speedsKhz ?? clocksOf(session);
  const seen = new Map<number | string, number>();
  const testAll = async (underReset: boolean): Promise<void> => {
    for (const khz of clocks) {
      const sample = await testClock(session, khz, underReset, options.reads ?? defaultReads, seen);
      samples.push(sample);
      options.onSample?.(sample);
    }
  };
  if (session.modeAtOpen === 'debug') await session.ask((stlink) => stlink.exitDebug());
  await testAll(false);
  if (!session.mayReset) return;
  const low = await session.ask((stlink) => stlink.driveNrst('low'));
  if (!low.ok) return;
  session.undoLater((stlink) => stlink.driveNrst('high'));
  await testAll(true);
}

function clocksOf({ frequenciesKhz }: Session): readonly number[] {
  const offered = frequenciesKhz.filter((khz) => khz <= fastestKhz && khz >= slowestKhz);
  return offered.length > 0 ? offered : [assumedKhz];
}

async function testClock(
  session: Session,
  khz: number,
  underReset: boolean,
  reads: number,
  seen: Map<number | string, number>,
): Promise<LinkSample> {
  const set = await session.ask((stlink) => stlink.setSwdFrequency(khz));
  const plan = {
    speedKhz: (set.ok ? set.value : undefined) ?? khz,
    underReset,
    transfersPerRead: 1,
  };
  const kinds: Record<string, number> = {};
  for (let tried = 1; ; tried++) {
    const entered = set.ok ? await enter(session) : set;
    if (entered.ok) break;
    kinds[entered.status] = (kinds[entered.status] ?? 0) + 1;
    if (tried === triesToEnter || !set.ok) return linkSample({ ...plan, reads: tried, kinds });
  }
  const counts = await countReads(
    {
      ...{ ...plan, reads },
      read: () => cpuidWord.read(session),
      enter: () => session.ask((stlink) => stlink.enterSwd()),
      mayGoOn: () => true,
    },
    seen,
  );
  return linkSample(counts);
}

async function enter(session: Session): Promise<Answer<void>> {
  const entered = await session.ask((stlink) => stlink.enterSwd());
  if (!entered.ok) return entered;
  const cpuid = await chooseAccessPort(session);
  return cpuid.ok ? { ok: true, value: undefined } : cpuid;
}

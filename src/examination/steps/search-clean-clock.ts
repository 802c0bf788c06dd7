// A small test of a link that dropped something: down to the first clock without an error, without reset and, where
// that is allowed, with NRST low.

import { countReads } from '../count-reads';
import type { LinkSample } from '../examination';
import { isRefused, linkSample } from '../link-quality';
import type { Session } from '../session';
import { pullNrst } from './nrst-pulse';
import { assumedKhz, cpuidWord, flashBlock, systemControlBlock } from './steady-reads';
import type { SteadyRead } from './steady-reads';

/** 384 words of each clock, 64 bytes at a time. */
const reads = 24;
const blockBytes = 64;
/** Besides the clock in use; each about half as fast as the one before. */
const slowerClocks = 4;
const slowestKhz = 50;
/** For one clock, and for all of them without and with reset. */
const clockMs = 150;
const allMs = 500;

export interface FoundClocks {
  readonly samples: readonly LinkSample[];
  readonly what: string;
}

/**
 * @param first what was read at the clock in use, with an error or not
 * @param isFlashClosed it was tried and refused, or is not steady now
 */
export async function searchCleanClock(
  session: Session,
  first: LinkSample,
  isFlashClosed: boolean,
): Promise<FoundClocks> {
  const steady = (isFlashClosed ? undefined : flashBlock(session, blockBytes)) ?? cpuidWord;
  const running = await searchDown(session, steady, false);
  const clean = running.find(({ errors }) => errors === 0);
  const best = clean?.speedKhz ?? running.at(-1)?.speedKhz;
  const held = session.mayReset ? await searchUnderReset(session, best) : [];
  await setClock(session, best);
  // Longer reads find rarer errors: what they found is kept where the shorter ones found nothing.
  const isFound = (one: LinkSample) => one.speedKhz === first.speedKhz && one.errors === 0;
  const kept = running.map((one) => (isFound(one) && first.errors > 0 ? first : one));
  const also = held.length > 0 ? `; under reset ${systemControlBlock.what}` : '';
  return { samples: [...kept, ...held], what: `${steady.what}${also}` };
}

/** Its reset is the examination's one pulse on NRST too. */
async function searchUnderReset(
  session: Session,
  bestKhz: number | undefined,
): Promise<readonly LinkSample[]> {
  const { nrst } = session.draft;
  // Held anyway; or connected under reset: a core that was caught must not run off.
  if (nrst === undefined || nrst.isInResetAtStart === true || nrst.pulse !== undefined) return [];
  const low = await pullNrst(session);
  if (low === undefined) return [];
  await setClock(session, session.speedKhz);
  const steady = session.memory.accessPort === 0 ? systemControlBlock : cpuidWord;
  const held = await searchDown(session, steady, true);
  await setClock(session, bestKhz);
  nrst.pulse = await low.release();
  // Nothing but refusals: this chip cannot be read under reset.
  return held.every(isRefused) ? [] : held;
}

/** Samples of ever slower clocks, the last of which is clean, if one is. */
async function searchDown(
  session: Session,
  steady: SteadyRead,
  underReset: boolean,
): Promise<readonly LinkSample[]> {
  const samples: LinkSample[] = [];
  const seen = new Map<number | string, number>();
  const untilMs = session.nowMs() + Math.min(allMs, session.leftMs() / 3);
  for (const khz of clocksFrom(session)) {
    if (samples.length > 0 && session.nowMs() > untilMs) break;
    if (khz !== session.speedNowKhz) await setClock(session, khz);
    const clockUntilMs = session.nowMs() + clockMs;
    const counts = await countReads(
      {
        ...{ speedKhz: khz, underReset, reads, transfersPerRead: steady.transfers },
        read: () => steady.read(session),
        enter: () => session.ask((stlink) => stlink.enterSwd()),
        mayGoOn: () => session.nowMs() < clockUntilMs,
      },
      seen,
    );
    const sample = linkSample(counts);
    samples.push(sample);
    if (sample.errors === 0) break;
  }
  return samples;
}

function clocksFrom(session: Session): readonly number[] {
  const first = session.speedNowKhz ?? assumedKhz;
  const clocks = [first];
  for (const khz of session.frequenciesKhz) {
    const isFull = clocks.length > slowerClocks;
    if (!isFull && khz >= slowestKhz && khz * 1.5 <= (clocks.at(-1) ?? 0)) clocks.push(khz);
  }
  return clocks;
}

/** Enters anew: after a bad clock the debug port wants a line reset. */
async function setClock(session: Session, khz: number | undefined): Promise<void> {
  if (khz === undefined || !session.features.hasSwdFrequency) return;
  const set = await session.ask((stlink) => stlink.setSwdFrequency(khz));
  if (set.ok) session.speedNowKhz = set.value;
  await session.ask((stlink) => stlink.enterSwd());
}

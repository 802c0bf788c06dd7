// The link in short: a few reads of a whole block at the clock in use; where one fails, a small test of slower clocks.

import { countReads } from '../count-reads';
import type { LinkSample } from '../examination';
import { isRefused, linkQuality, linkSample } from '../link-quality';
import type { Session } from '../session';
import { searchCleanClock } from './search-clean-clock';
import { assumedKhz, cpuidWord, flashBlock } from './steady-reads';
import type { SteadyRead } from './steady-reads';

/** Two reads of 256 words are four commands. */
const blockReads = 2;
const blockBytes = 1024;
/** Below it a block takes too long: 256 words of 46 bits are 118 ms at 100 kHz. */
const slowestForBlockKhz = 400;
const wordReads = 16;

export async function sampleLink(session: Session): Promise<void> {
  const { draft } = session;
  // A word that was lost to noise is a reason to test, one that was refused is not.
  if (draft.chip?.cpuid === undefined && session.memory.noise === 0) {
    draft.whys.link = 'there is nothing that could be read again and again';
    return;
  }
  const speedKhz = session.speedNowKhz ?? assumedKhz;
  const isAsleep = isBusAsleep(session);
  const isForBlocks = speedKhz >= slowestForBlockKhz && !isAsleep;
  const block = isForBlocks ? flashBlock(session, blockBytes) : undefined;
  const ofBlock = block && (await sampleOf(session, block, speedKhz));
  const isFlashClosed = isAsleep || (ofBlock !== undefined && isRefused(ofBlock));
  const steady = isFlashClosed ? cpuidWord : (block ?? cpuidWord);
  const sample =
    ofBlock === undefined || isFlashClosed ? await sampleOf(session, cpuidWord, speedKhz) : ofBlock;
  draft.link = linkQuality([sample], steady.what);
  if (sample.errors === 0 && session.memory.noise === 0) return;
  const found = await searchCleanClock(session, sample, isFlashClosed);
  draft.link = linkQuality(found.samples, found.what);
}

/** Sleep mode takes the clock of the flash's bus; that its words differ then is not the wire's fault (halt.ts). */
function isBusAsleep({ draft: { coreState }, mayReset }: Session): boolean {
  return !mayReset && coreState?.isAsleep === true && coreState.debugInLowPower?.sleep === false;
}

async function sampleOf(
  session: Session,
  steady: SteadyRead,
  speedKhz: number,
): Promise<LinkSample> {
  const seen = new Map<number | string, number>();
  const counts = await countReads(
    {
      ...{ speedKhz, underReset: false, transfersPerRead: steady.transfers },
      reads: steady === cpuidWord ? wordReads : blockReads,
      read: () => steady.read(session),
      enter: () => session.ask((stlink) => stlink.enterSwd()),
      mayGoOn: () => session.leftMs() > 0,
    },
    seen,
  );
  return linkSample(counts);
}

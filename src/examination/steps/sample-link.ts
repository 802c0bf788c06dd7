// The link in short: a few reads of a whole block at the clock in use; where one fails, a small test of slower clocks.

import { countReads } from '../count-reads';
import { linkQuality, linkSample } from '../link-quality';
import type { Session } from '../session';
import { searchCleanClock } from './search-clean-clock';
import { assumedKhz, cpuidWord, flashBlock } from './steady-reads';

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
  const steady =
    (speedKhz >= slowestForBlockKhz ? flashBlock(session, blockBytes) : undefined) ?? cpuidWord;
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
  const sample = linkSample(counts);
  draft.link = linkQuality([sample], steady.what);
  if (sample.errors === 0 && session.memory.noise === 0) return;
  const found = await searchCleanClock(session, sample);
  draft.link = linkQuality(found.samples, found.what);
}

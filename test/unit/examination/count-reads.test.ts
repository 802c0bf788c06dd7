import assert from 'node:assert/strict';
import { countReads } from '../../../src/examination/count-reads';
import type { Answer } from '../../../src/probe/stlink/status';
import { refusal } from '../../../src/probe/stlink/status';

const right: Answer<number> = { ok: true, value: 0x410fc241 };
const wrong: Answer<number> = { ok: true, value: 0x410fc243 };
const lost: Answer<number> = refusal('dp-error', 0x16);

/** Counts the answers of a list, over and over. */
async function count(answers: readonly Answer<number>[], reads = answers.length) {
  let at = 0;
  let entered = 0;
  const counts = await countReads(
    {
      ...{ speedKhz: 1800, underReset: false, reads, transfersPerRead: 1 },
      read: () => Promise.resolve(answers[at++ % answers.length] ?? lost),
      enter: () => {
        entered++;
        return Promise.resolve({ ok: true, value: undefined });
      },
      mayGoOn: () => true,
    },
    new Map(),
  );
  return { ...counts, entered };
}

describe('counting reads', () => {
  it('counts none where all are alike', async () => {
    const { reads, kinds, entered } = await count([right, right, right]);
    assert.deepEqual({ reads, kinds, entered }, { reads: 3, kinds: {}, entered: 0 });
  });

  it('counts a value that differs from most', async () => {
    assert.deepEqual((await count([right, wrong, right, right])).kinds, { 'different-value': 1 });
  });

  it('counts refusals by their status', async () => {
    assert.deepEqual((await count([right, lost, right])).kinds, { 'dp-error': 1 });
  });

  it('enters anew after three failures in a row', async () => {
    assert.equal((await count([lost, lost, lost, right])).entered, 1);
  });

  it('gives up where every second read fails', async () => {
    const { reads, kinds } = await count([lost, right], 1000);
    assert.equal(reads, 39);
    assert.deepEqual(kinds, { 'dp-error': 20 });
  });

  it('does not give up where few fail', async () => {
    const answers = [...Array<Answer<number>>(9).fill(right), lost];
    const { reads, kinds } = await count(answers, 1000);
    assert.equal(reads, 1000);
    assert.deepEqual(kinds, { 'dp-error': 100 });
  });
});

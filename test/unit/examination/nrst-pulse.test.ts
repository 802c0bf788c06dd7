// How long a core stays in reset, on a clock of the test's own.

import assert from 'node:assert/strict';
import { dhcsr } from '../../../src/examination/registers';
import type { Session } from '../../../src/examination/session';
import { awaitRecovery } from '../../../src/examination/steps/nrst-pulse';

/** A core that leaves reset at that time; the first pause takes as long as it is told. */
function coreBackAt(backMs: number, firstPauseMs: number): Session {
  let nowMs = 0;
  const status = () => (nowMs < backMs ? dhcsr.wasReset : 0);
  const session = {
    nowMs: () => nowMs,
    leftMs: () => 10_000,
    memory: { wordOnce: () => Promise.resolve({ ok: true, value: status() }) },
    pause: (ms: number) => {
      nowMs += nowMs === 0 ? firstPauseMs : ms;
      return Promise.resolve();
    },
  };
  return session as unknown as Session;
}

describe('waiting until the core has left reset', () => {
  it('ends with the look that sees it out of reset', async () => {
    const { recoveryMs, reachedCore } = await awaitRecovery(coreBackAt(1900, 1), 10, true);
    assert.ok(recoveryMs !== undefined && recoveryMs >= 1900 && recoveryMs < 1930);
    assert.equal(reachedCore, true);
  });

  it('gives up a core that does not leave it', async () => {
    const { recoveryMs, waitedMs } = await awaitRecovery(coreBackAt(Infinity, 1), 10, true);
    assert.deepEqual([recoveryMs, waitedMs], [undefined, 2500]);
  });

  it('looks once more behind its limit, where the computer stood still until then', async () => {
    const { recoveryMs } = await awaitRecovery(coreBackAt(1900, 3000), 10, true);
    assert.equal(recoveryMs, 3000);
  });
});

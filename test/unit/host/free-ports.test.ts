import assert from 'node:assert/strict';
import { freePorts } from '../../../src/host/free-ports';
import { replayHost } from '../../support/mi-transcript';

/** A machine that hands out these ports in turn, with these taken. */
function host(given: readonly number[], taken: readonly number[] = []) {
  let at = 0;
  return {
    ...replayHost(''),
    freePort: () => Promise.resolve(given[at++ % given.length] ?? 0),
    isPortFree: (port: number) => Promise.resolve(!taken.includes(port)),
  };
}

describe('freePorts', () => {
  it('gives neighbours, past one that is taken', async () => {
    assert.deepEqual(await freePorts(host([5000, 6000], [5002]), 3), [6000, 6001, 6002]);
  });

  it('goes not beyond the last port there is', async () => {
    assert.deepEqual(await freePorts(host([65535, 7000]), 2), [7000, 7001]);
  });

  it('gives others where there are no neighbours', async () => {
    assert.deepEqual(await freePorts(host([5000], [5001]), 2), [5000, 5000]);
  });
});

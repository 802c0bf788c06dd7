import assert from 'node:assert/strict';
import { linkQuality, linkSample } from '../../../src/examination/link-quality';

const sample = (speedKhz: number, underReset: boolean, errors: number) =>
  linkSample({
    ...{ speedKhz, underReset, reads: 100, transfersPerRead: 1 },
    kinds: errors === 0 ? {} : { 'dp-error': errors },
  });

describe('what samples say of a link', () => {
  it('sorts them by clock, without reset before with', () => {
    const { samples } = linkQuality(
      [sample(480, true, 0), sample(1800, true, 0), sample(480, false, 0), sample(1800, false, 1)],
      'CPUID',
    );
    assert.deepEqual(
      samples.map(({ speedKhz, underReset }) => `${speedKhz}${underReset ? ' held' : ''}`),
      ['1800', '1800 held', '480', '480 held'],
    );
  });

  it('finds the fastest clean clock of each kind', () => {
    const quality = linkQuality(
      [sample(1800, false, 3), sample(950, false, 0), sample(480, false, 0), sample(1800, true, 0)],
      'CPUID',
    );
    assert.equal(quality.fastestCleanKhz, 950);
    assert.equal(quality.fastestCleanUnderResetKhz, 1800);
  });

  it('has none where all fail or none was read', () => {
    const empty = linkSample({
      ...{ speedKhz: 480, underReset: false, reads: 0, transfersPerRead: 1, kinds: {} },
    });
    const quality = linkQuality([sample(1800, false, 3), empty], 'CPUID');
    assert.equal(quality.fastestCleanKhz, undefined);
    assert.equal(quality.fastestCleanUnderResetKhz, undefined);
  });

  it('adds the kinds of errors up', () => {
    const counted = linkSample({
      ...{ speedKhz: 480, underReset: false, reads: 10, transfersPerRead: 1 },
      kinds: { 'dp-error': 2, 'different-value': 1 },
    });
    assert.equal(counted.errors, 3);
    assert.equal(counted.rate, 0.3);
  });
});

import assert from 'node:assert/strict';
import { isRefused, linkQuality, linkSample } from '../../../src/examination/link-quality';

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

  const refusals: readonly (readonly [what: string, kinds: Record<string, number>, is: boolean])[] =
    [
      ['every read faulted', { 'ap-fault': 2 }, true],
      ['every read faulted or had to wait', { 'ap-fault': 1, 'dp-wait': 1 }, true],
      ['one of two faulted', { 'ap-fault': 1 }, false],
      ['one was lost on the wire', { 'ap-fault': 1, 'dp-error': 1 }, false],
      ['none failed', {}, false],
    ];
  for (const [what, kinds, is] of refusals) {
    it(`${is ? 'takes' : 'does not take'} it for the target's refusal that ${what}`, () => {
      const plan = { speedKhz: 1800, underReset: false, transfersPerRead: 256 };
      assert.equal(isRefused(linkSample({ ...plan, reads: 2, kinds })), is);
    });
  }
});

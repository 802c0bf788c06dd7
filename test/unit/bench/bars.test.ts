// The bench's verdicts: which figures meet a bar, and that a figure that is missing never does.
import assert from 'node:assert/strict';
import { checkBars, type Bar } from '../../bench/bars';
import { Samples } from '../../bench/samples';

function find(bars: readonly Bar[], part: string): Bar {
  const bar = bars.find(({ title }) => title.includes(part));
  assert.ok(bar, `a bar about ${part}`);
  return bar;
}

describe('checkBars', () => {
  it('meets no bar when nothing was measured', () => {
    const bars = checkBars({ direct: new Samples(), proxied: new Samples() });
    assert.deepEqual(
      bars.filter(({ met }) => met),
      [],
    );
    assert.equal(find(bars, '1 MiB read').actual, 'not measured');
  });

  it('compares medians with raw GDB/MI', () => {
    const direct = new Samples();
    for (const ms of [10, 10, 50]) direct.add('memory', 'raw', ms, undefined);
    for (const ms of [12, 13, 90]) direct.add('memory', 'ours', ms, undefined);
    const bar = find(checkBars({ direct, proxied: new Samples() }), '1 MiB read');
    assert.equal(bar.actual, '1.30x');
    assert.equal(bar.met, true);
  });

  it('holds the median of a time and the most of a memory against a fixed limit', () => {
    const direct = new Samples();
    for (const ms of [200, 240, 900]) direct.add('preflightCli', 'ours', ms, undefined);
    for (const mb of [100, 120, 151]) direct.add('preflightBigRss', 'ours', mb, undefined);
    const bars = checkBars({ direct, proxied: new Samples() });
    assert.deepEqual(
      ['check` in the example', 'greatest memory'].map((part) => find(bars, part).met),
      [true, false],
    );
    assert.equal(find(bars, 'greatest memory').actual, '151 MB');
  });

  it('takes the worst session of a packet bar', () => {
    const proxied = new Samples();
    for (const packets of [14, 14, 16]) proxied.add('step', 'ours', 20, packets);
    const bar = find(checkBars({ direct: new Samples(), proxied }), 'image found in flash');
    assert.equal(bar.actual, '16');
    assert.equal(bar.met, false);
  });

  it('wants to be ahead of the peer in each row that was measured', () => {
    const direct = new Samples();
    direct.add('pause', 'ours', 2, undefined);
    direct.add('pause', 'cdt', 2, undefined);
    const bars = checkBars({ direct, proxied: new Samples() });
    assert.equal(find(bars, 'pause to stopped, straight').met, false);
  });

  it('has no peer bar where only we have a figure', () => {
    const direct = new Samples();
    direct.add('arrayPaged', 'ours', 100, undefined);
    direct.explain('arrayPaged', 'cdt', 'offers no pages');
    const bars = checkBars({ direct, proxied: new Samples() });
    assert.equal(
      bars.some(({ title }) => title.includes('100 pages, straight')),
      false,
    );
  });
});

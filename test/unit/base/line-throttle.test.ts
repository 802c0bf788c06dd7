import assert from 'node:assert/strict';
import { LineThrottle } from '../../../src/base/line-throttle';

function throttle(limit: number) {
  const lines: string[] = [];
  const clock = { nowMs: 0 };
  const made = new LineThrottle(
    (line) => lines.push(line),
    () => clock.nowMs,
    limit,
  );
  return { lines, clock, throttle: made };
}

describe('LineThrottle', () => {
  it('lets through what is not too much', () => {
    const { lines, throttle: one } = throttle(2);
    ['a', 'b'].forEach((line) => one.push(line));
    one.end();
    assert.deepEqual(lines, ['a', 'b']);
  });

  it('counts what it leaves out, and tells it with the next line of another second', () => {
    const { lines, clock, throttle: one } = throttle(2);
    ['a', 'b', 'c', 'd'].forEach((line) => one.push(line));
    clock.nowMs = 999;
    one.push('e');
    clock.nowMs = 1_000;
    one.push('f');
    assert.deepEqual(lines, ['a', 'b', '… 3 lines left out: too many at once', 'f']);
  });

  it('tells it at the end when no other line comes', () => {
    const { lines, throttle: one } = throttle(1);
    ['a', 'b'].forEach((line) => one.push(line));
    one.end();
    one.end();
    assert.deepEqual(lines, ['a', '… 1 line left out: too many at once']);
  });
});

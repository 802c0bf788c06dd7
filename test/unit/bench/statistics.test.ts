// Median, spread and the way figures are written in the bench's table.
import assert from 'node:assert/strict';
import { formatNumber, formatSummary, median, summarize } from '../../bench/statistics';

describe('median', () => {
  it('is the middle value, whatever the order', () => {
    assert.equal(median([9, 1, 5]), 5);
    assert.equal(median([7]), 7);
  });

  it('is the mean of the two middle values of an even count', () => {
    assert.equal(median([4, 1, 3, 100]), 3.5);
  });

  it('leaves its input as it was', () => {
    const samples = [3, 1, 2];
    median(samples);
    assert.deepEqual(samples, [3, 1, 2]);
  });

  it('refuses to invent a value for no sample', () => {
    assert.throws(() => median([]), RangeError);
  });
});

describe('summarize', () => {
  it('tells median, least, greatest and how many', () => {
    assert.deepEqual(summarize([3, 1, 8]), { median: 3, min: 1, max: 8, count: 3 });
  });

  it('is undefined for no sample', () => {
    assert.equal(summarize([]), undefined);
  });
});

describe('formatNumber', () => {
  it('shows three significant digits, all digits before the point, and whole numbers as they are', () => {
    const shown = [0, 7, 0.1234, 1.234, 12.34, 123.4, 1234.5].map(formatNumber);
    assert.deepEqual(shown, ['0', '7', '0.123', '1.23', '12.3', '123', '1235']);
  });
});

describe('formatSummary', () => {
  it('shows the spread behind the median', () => {
    assert.equal(formatSummary({ median: 3, min: 1, max: 8, count: 3 }), '3 [1..8]');
  });

  it('shows an exact count without spread', () => {
    assert.equal(formatSummary({ median: 2, min: 2, max: 2, count: 5 }), '2');
  });
});

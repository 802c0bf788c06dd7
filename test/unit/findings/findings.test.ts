import assert from 'node:assert/strict';
import { describeFinding } from '../../../src/findings/finding';
import type { Finding, Severity } from '../../../src/findings/finding';
import { sortFindings } from '../../../src/findings/sort';

function finding(id: string, severity: Severity): Finding {
  return { id, severity, message: `${id}.`, evidence: [], fixes: [] };
}

describe('describeFinding', () => {
  it('gives message, evidence with its place, and what to do', () => {
    const text = describeFinding({
      ...finding('x', 'error'),
      evidence: [{ what: 'saw y', where: 'z' }],
      fixes: [{ title: 'Do this.' }, { title: 'Or that.' }],
    });
    assert.equal(text, 'x.\n  saw y (z)\n  Fix: Do this.\n  Fix: Or that.');
  });
});

describe('sortFindings', () => {
  it('puts errors first and keeps the order within a severity', () => {
    const given = [
      finding('i', 'information'),
      finding('w1', 'warning'),
      finding('e1', 'error'),
      finding('w2', 'warning'),
      finding('e2', 'error'),
    ];
    const ids = sortFindings(given).map(({ id }) => id);
    assert.deepEqual(ids, ['e1', 'e2', 'w1', 'w2', 'i']);
    assert.equal(given[0]?.id, 'i');
  });
});

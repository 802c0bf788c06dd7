// The report of a probe: what it holds, and that nothing a device says becomes Markdown.

import assert from 'node:assert/strict';
import { probeReport } from '../../../../src/extension/probes/probe-report';
import { examined, finding, probe, serial } from './states';

const versions = [['STM32 Preflight', '0.1.0']] as const;

describe('the report of a probe', () => {
  it('holds probe, target, findings and versions, and says that the serial number is in it', () => {
    const told = examined(
      { nrst: { why: 'the connection was lost' } },
      { findings: [finding()], skipped: [{ id: 'chip-clone', why: 'no ROM table' }] },
    );
    const report = probeReport({ probe: probe(), examined: told, versions });
    for (const line of [
      '## ST-LINK/V2-1',
      `| Serial number | ${serial} |`,
      '### Examined 1970-01-01T00:00:00.000Z, with reset allowed',
      '| Voltage | 3.28 V, halted 3.28 V, under reset 3.28 V |',
      '| NRST | not determined: the connection was lost |',
      '30 commands in 60 ms.',
      '- **warning** `nrst-slow`: The reset line rises in 180 ms.',
      '  - NRST is up after 180 ms (the probe)',
      '  - Fix: Use a smaller capacitor.',
      '- chip-clone: no ROM table',
      '| STM32 Preflight | 0.1.0 |',
    ]) {
      assert.ok(report.split('\n').includes(line), `${line} in\n${report}`);
    }
    assert.match(report, /The serial number identifies this very probe\./);
  });

  it('says that nothing was examined', () => {
    const report = probeReport({
      probe: probe({ serial: undefined }),
      examined: undefined,
      versions,
    });
    assert.match(report, /It was not examined\./);
    assert.doesNotMatch(report, /identifies this very probe/);
  });

  it('says why the probe could not be opened', () => {
    const change = { opening: { state: 'wedged', message: 'It does not answer.' } };
    const report = probeReport({ probe: probe(), examined: examined(change), versions });
    assert.match(report, /could not be opened \(wedged\): It does not answer\./);
  });

  it('makes no Markdown of what a device says', () => {
    const name = 'evil](http://x) |\n# <b>*x*';
    const report = probeReport({ probe: probe({ name }), examined: undefined, versions });
    assert.match(report, /^## evil\\\]\(http:\/\/x\) \\\| # \\<b\\>\\\*x\\\*$/m);
  });
});

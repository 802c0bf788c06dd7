// The card of a failed launch as data: what failed, who said which line, and which experiments have a button.

import assert from 'node:assert/strict';
import { causeFindings } from '../../../src/extension/cause-findings';
import { failureCardOf } from '../../../src/extension/failure-card-of';
import type { DiagnosedCause, ExperimentAction } from '../../../src/findings/diagnosis';
import type { LaunchRecord } from '../../../src/protocol/debug-events';
import { external } from '../../../src/servers/external';
import { openocd } from '../../../src/servers/openocd';
import { qemu } from '../../../src/servers/qemu';

const cause: DiagnosedCause = {
  id: 'target-unpowered',
  message: 'The target has no supply.',
  confidence: 'likely',
  evidence: [{ line: 2, text: 'Info : Target voltage: 0.012' }],
  facts: [{ what: 'VTref 0.01 V', where: 'ST-LINK' }],
  fix: 'Power the board.',
  experiment: { text: 'Look at the probe.', action: 'examine-probe' },
};

function record(change: Partial<LaunchRecord> = {}): LaunchRecord {
  return {
    outcome: 'failed',
    failure: { code: 'target-no-answer', message: 'OpenOCD reached no target.' },
    diagnosis: { causes: [cause], noise: [], lastLines: [{ line: 2, text: 'last' }] },
    findings: [],
    skipped: [],
    configuration: { name: 'Debug', servertype: 'openocd' },
    versions: [],
    commandLines: [],
    transcript: [
      { atMs: 0, source: 'adapter', text: 'Server: openocd' },
      { atMs: 9, source: 'server', text: 'Info : Target voltage: 0.012' },
    ],
    dropped: 0,
    way: undefined,
    ...change,
  };
}

function buttonOf(action: ExperimentAction | undefined, driver = openocd, speed?: number): unknown {
  const experiment = action === undefined ? { text: 't' } : { text: 't', action };
  const diagnosis = { causes: [{ ...cause, experiment }], noise: [], lastLines: [] };
  const configuration = { name: 'Debug', speed };
  const card = failureCardOf(record({ diagnosis, configuration }), driver);
  return card.causes[0]?.experiment?.button?.label;
}

describe('failure card', () => {
  it('says what failed, of which launch, in the words of the failure', () => {
    const { launch, step, message } = failureCardOf(record(), openocd);
    assert.deepEqual(
      [launch, step, message],
      ['Debug', 'Connecting to the target failed', 'OpenOCD reached no target.'],
    );
  });

  it('says who said a line', () => {
    const [shown] = failureCardOf(record(), openocd).causes;
    assert.deepEqual(shown?.evidence, [
      { line: 2, text: 'Info : Target voltage: 0.012', source: 'OpenOCD' },
    ]);
  });

  it('shows the last lines only where no cause is known', () => {
    assert.deepEqual(failureCardOf(record(), openocd).lastLines, []);
    const diagnosis = { causes: [], noise: [], lastLines: [{ line: 7, text: 'gone' }] };
    assert.deepEqual(failureCardOf(record({ diagnosis }), openocd).lastLines, [
      { line: 7, text: 'gone', source: undefined },
    ]);
  });

  it('has a button for what the server can do, with the clock it would take', () => {
    assert.equal(buttonOf('connect-under-reset'), 'Connect Under Reset');
    const slow = { ...openocd, reads: [...openocd.reads, 'speed' as const] };
    assert.equal(buttonOf('slower-clock', slow), 'Launch at 480 kHz');
    assert.equal(buttonOf('slower-clock', slow, 400), 'Launch at 200 kHz');
    assert.equal(buttonOf('examine-probe'), 'Examine Probe and Target');
  });

  it('has none for what only the user can do, or the server cannot', () => {
    assert.equal(buttonOf(undefined), undefined);
    assert.equal(buttonOf('connect-under-reset', external), undefined);
    assert.equal(buttonOf('slower-clock', external), undefined);
    assert.equal(buttonOf('examine-probe', qemu), undefined);
  });

  it('takes the findings of a launch that the checks refused for its causes', () => {
    const finding = {
      ...{ id: 'elf-missing', severity: 'error' as const, message: 'There is no such file.' },
      ...{ evidence: [{ what: 'nothing there', where: '/a.elf' }], fixes: [{ title: 'Build.' }] },
    };
    const warning = { ...finding, id: 'elf-optimised', severity: 'warning' as const };
    const failure = { code: 'preflight', message: 'There is no such file.' };
    const refused = record({ failure, diagnosis: undefined, findings: [finding, warning] });
    const { step, causes } = failureCardOf(refused, openocd);
    assert.equal(step, 'Refused by the checks before the launch');
    assert.deepEqual(
      causes.map(({ id, confidence, fix }) => `${confidence} ${id}: ${fix}`),
      ['confirmed elf-missing: Build.'],
    );
  });
});

describe('causes as problems', () => {
  it('are those with a place, as grave as they are sure', () => {
    const location = { file: '/project/app.ld', line: 3 };
    const causes = [
      { ...cause, location, confidence: 'confirmed' as const },
      { ...cause, id: 'speed-too-fast', attribute: 'speed' },
      cause,
    ];
    const found = causeFindings({ causes, noise: [], lastLines: [] });
    assert.deepEqual(
      found.map(({ id, severity }) => `${id} ${severity}`),
      ['target-unpowered error', 'speed-too-fast warning'],
    );
    assert.deepEqual(found[0]?.location, location);
    assert.equal(found[1]?.attribute, 'speed');
    assert.match(found[1]?.message ?? '', /likely cause of the failed launch/);
  });
});

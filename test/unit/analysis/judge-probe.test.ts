import assert from 'node:assert/strict';
import type { Examined } from '../../../src/analysis/facts/probe';
import { judgeProbe, probeChecks } from '../../../src/analysis/judge-probe';
import type { ProbeUser } from '../../../src/analysis/judge-probe';
import { createNodeHost } from '../../../src/host/node-host';
import { drivers } from '../../../src/servers/index';
import { changedExamination } from '../../support/examination';
import type { ExaminationChange } from '../../support/examination';
import { probe, reportOf } from '../cli/sample-probe';

function judged(change: ExaminationChange, user: Partial<ProbeUser> = {}) {
  const examined: Examined = { list: reportOf().list, examination: changedExamination(change) };
  const who = { mayReset: true, ...user };
  return judgeProbe(createNodeHost(), examined, who, { drivers, baseDir: process.cwd() });
}

describe('judgeProbe', () => {
  it('makes no check that has nothing to do with a probe', () => {
    const ids = probeChecks().map(({ id }) => id);
    assert.ok(ids.includes('flash-read-protected'));
    assert.ok(ids.includes('probe-held'));
    for (const id of ['elf-missing', 'gdb-missing', 'device-unknown', 'cwd-missing'])
      assert.ok(!ids.includes(id), id);
  });

  for (const device of [undefined, 'STM32F405RG']) {
    it(`finds nothing wrong with a healthy board, ${device ?? 'whatever part it is'}`, async () => {
      const { findings, made } = await judged({}, { device });
      assert.deepEqual(findings, []);
      assert.ok(made.length > 10, `${made.length} checks were made`);
    });
  }

  it('says which checks were not made, and why', async () => {
    const { skipped } = await judged({});
    const mismatch = skipped.find(({ id }) => id === 'chip-mismatch');
    assert.equal(mismatch?.why, 'no part was named');
  });

  it('is stricter where the target is to be programmed', async () => {
    const change = { protection: { level: 'L1', isFlashReadable: false } };
    const severityOf = async (mayReset: boolean) => {
      const { findings } = await judged(change, { mayReset });
      return findings.map(({ id, severity }) => `${id} ${severity}`);
    };
    assert.deepEqual(await severityOf(true), ['flash-read-protected error']);
    assert.deepEqual(await severityOf(false), ['flash-read-protected warning']);
  });

  it('asks which probe is meant when several are there and none was opened', async () => {
    const other = { ...probe, serial: '111111111111111111111111' };
    const list = { ...reportOf().list, probes: [probe, other] };
    const examined: Examined = { list, examination: undefined };
    const user = { mayReset: false };
    const { findings } = await judgeProbe(createNodeHost(), examined, user, {
      drivers,
      baseDir: process.cwd(),
    });
    assert.deepEqual(
      findings.map(({ id }) => id),
      ['probe-selection'],
    );
  });
});

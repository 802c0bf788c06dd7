// `preflight` in launch.json: which checks run, and what is told all the same.

import assert from 'node:assert/strict';
import { preflight } from '../../../src/analysis/preflight';
import { createNodeHost } from '../../../src/host/node-host';
import { drivers } from '../../../src/servers/index';
import { runCase } from '../../support/check-case';

const noElf = { files: { 'build/firmware.elf': null } };

async function idsWith(
  preflight: object,
  more: object = {},
): Promise<{ findings: string[]; skipped: readonly { id: string; why: string }[]; made: number }> {
  const spec = { about: 'preferences', ...noElf, ...more, launch: { preflight } };
  const { preflight: result } = await runCase(spec);
  return {
    findings: result.findings.map(({ id }) => id),
    skipped: result.skipped,
    made: result.made.length,
  };
}

describe('preflight preferences', () => {
  it('stop at what is found when they say nothing', async () => {
    assert.deepEqual((await idsWith({})).findings, ['elf-missing']);
  });

  it('take an ignored finding out, and say that it was not checked', async () => {
    const { findings, skipped } = await idsWith({ ignore: ['elf-missing'] });
    assert.deepEqual(findings, []);
    const why = 'its finding is ignored by preflight.ignore';
    assert.deepEqual(
      skipped.filter(({ id }) => id === 'elf-missing'),
      [{ id: 'elf-missing', why }],
    );
  });

  it('warn about an id to ignore that no finding has', async () => {
    const { findings } = await idsWith({ ignore: ['elf-mising'] });
    assert.deepEqual(findings, ['elf-missing', 'attribute-unknown']);
  });

  it('make no check when they are off, and skip each with that reason', async () => {
    const { findings, skipped, made } = await idsWith({ mode: 'off' });
    assert.deepEqual(findings, []);
    assert.ok(skipped.some(({ id, why }) => id === 'elf-missing' && /mode is "off"/.test(why)));
    assert.equal(made, 2, 'only whether GDB and server are there');
  });

  it('cannot take out what nothing starts without', async () => {
    const { findings } = await idsWith({ mode: 'off', ignore: ['gdb-missing'] }, { tools: [] });
    assert.deepEqual(findings, ['gdb-missing', 'server-missing']);
  });

  it('cannot take out what makes a server impossible to start, and know its id', async () => {
    const cases = [
      ['servertype-unknown', { servertype: 'none' }],
      ['gdb-target-missing', { servertype: 'external' }],
      ['qemu-no-machine', { servertype: 'qemu', device: 'none' }],
      ['openocd-no-config', { servertype: 'openocd', device: 'none' }],
    ] as const;
    for (const [id, raw] of cases) {
      const options = { baseDir: __dirname };
      const given = { request: 'attach', ...raw, preflight: { ignore: [id] } };
      const { findings, plan } = await preflight(createNodeHost(), given, drivers, options);
      const ids = findings.map((finding) => finding.id);
      assert.ok(ids.includes(id), id);
      assert.ok(!ids.includes('attribute-unknown'), id);
      assert.equal(plan, undefined, id);
    }
  });

  it('of the wrong shape are an error that shows the right one', async () => {
    const { findings } = await idsWith({ mode: 'never' });
    assert.ok(findings.includes('attribute-wrong-type'));
  });
});

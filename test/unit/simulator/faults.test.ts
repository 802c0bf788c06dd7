// The catalogue of faults: one file each, found by its id, and something that it changes.

import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { faults } from '../../simulator/faults';
import { bitErrors } from '../../simulator/faults/bit-errors';
import { bitErrorsNotUnderReset } from '../../simulator/faults/bit-errors-not-under-reset';
import { createProbe } from '../../simulator/probe/create-probe';
import { setupOf } from '../../simulator/serve';
import { changed, healthy } from '../../simulator/setup';
import { root } from '../../support/project';
import { bytesOf, enterSwd, hexOf } from './bench-probe';

/** What a fault may be told as. */
const findings = new Set(
  readdirSync(join(root, 'src/analysis/checks')).map((file) => basename(file, '.ts')),
);

/** Parts of a report on a target. */
const parts = ['supply', 'connection', 'link', 'nrst', 'chip', 'protection', 'coreState'];

describe('The faults of the simulated bench', () => {
  it('are all listed', () => {
    const files = readdirSync(join(root, 'test/simulator/faults'))
      .map((file) => basename(file, '.ts'))
      .filter((name) => name !== 'index' && name !== 'unplug');
    const listed = faults.map(({ id }) => id).filter((id) => !id.startsWith('unplug-at-'));
    assert.deepEqual([...listed].sort(), files.sort());
  });

  for (const fault of faults) {
    it(`${fault.id} changes something, and is told as what there are checks for`, () => {
      assert.match(fault.what, /^[A-Z].*\.$/);
      assert.notDeepEqual(changed(healthy, fault.change), healthy);
      const { findings: ids, withoutReset = [], undetermined = [] } = fault.expect;
      for (const id of [...ids, ...withoutReset]) assert.ok(findings.has(id), id);
      for (const part of undetermined) assert.ok(parts.includes(part), part);
    });
  }
});

describe('A link with bit errors', () => {
  for (const { id, change } of [bitErrors, bitErrorsNotUnderReset]) {
    it(`lets the probe connect at once: ${id}`, async () => {
      const probe = await createProbe(changed(healthy, change));
      const command = new Uint8Array(16);
      command.set(bytesOf(enterSwd));
      probe.out(command);
      const taken = await probe.in(2);
      assert.ok(taken.kind === 'data');
      assert.equal(hexOf(taken.bytes), '8000');
      await probe.dispose();
    });
  }
});

describe("The simulated bench's command line", () => {
  it('adds up a fault, a kind and a part', () => {
    const args = ['--fault', 'rdp1', '--kind', 'v3', '--part', 'l476', '--api', '1'];
    const { setup, port } = setupOf([...args, '--port', '7184']);
    assert.equal(setup.target.protection, 'L1');
    assert.equal(setup.target.part, 'l476');
    assert.deepEqual([setup.probe.kind, setup.probe.firmware], ['v3', 'J13M5B4']);
    assert.equal(setup.server.api, 1);
    assert.equal(port, 7184);
  });

  it('keeps what the fault says of the probe', () => {
    assert.equal(setupOf(['--fault', 'old-firmware']).setup.probe.firmware, 'J21S4');
  });

  for (const [args, message] of [
    [['--fault', 'none'], /^--fault is one of unpowered, /],
    [['--kind', 'v4'], /^--kind is one of /],
    [['--core', 'real'], /^--core is one of qemu, still$/],
    [['--part', 'f401'], /^--part is one of f405, /],
    [['--api', '4'], /^--api is 1, 2 or 3$/],
    [['--port', '70000'], /^--port 70000 is no port$/],
  ] as const) {
    it(`refuses ${args.join(' ')}`, () => {
      assert.throws(() => setupOf(args), { message });
    });
  }
});

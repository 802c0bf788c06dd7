// Our own USB carrier on a real Linux USB stack: what it lists, opens and hears, and how it fails.

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { commandLine, whenSaid, withoutUsbRights } from '../../simulator/guest/job-text';
import { root } from '../../support/project';
import type { ProbeInfo } from '../../../src/probe/probe-info';
import { kinds, serials, usbTestMs, useUsbProbes } from './usb-probes';

describe('Our USB carrier on a real Linux USB stack', function () {
  this.timeout(usbTestMs);
  const usb = useUsbProbes();
  let folder = '';

  // In the guest, TypeScript would be compiled with each job.
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'usb-driver-'));
    await build({
      entryPoints: [join(__dirname, 'usb-driver-job.ts'), join(root, 'src/usb-worker.ts')],
      ...{ bundle: true, platform: 'node', outdir: folder, entryNames: '[name]' },
      external: ['usb'],
    });
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  });
  after(() => rmSync(folder, { recursive: true }));

  const job = (...words: readonly string[]): string =>
    commandLine(['node', join(folder, 'usb-driver-job.js'), ...words]);

  /** Its JSON lines; others' lines are left out. */
  const said = (output: string): readonly unknown[] =>
    output
      .split('\n')
      .flatMap((line): unknown[] => (/^[[{"]/.test(line) ? [JSON.parse(line)] : []));

  const failureOf = (output: string): unknown =>
    (said(output).at(-1) as { failure?: string } | undefined)?.failure;

  const [first] = kinds;

  it('lists all probes without opening one', async () => {
    const [probes] = said(await usb.run(job('list'))) as [readonly ProbeInfo[]];
    const listed = probes.map(({ carrier, ...rest }) => ({ ...rest, carrier: carrier.kind }));
    const common = { family: 'stlink', carrier: 'usb', access: 'ok', holders: [] };
    assert.deepEqual(
      new Set(listed),
      new Set([
        { ...common, id: '0483:374b', name: 'ST-LINK/V2-1', serial: serials['v2-1'] },
        { ...common, id: '0483:3748', name: 'ST-LINK/V2', serial: serials.v2 },
        { ...common, id: '0483:374f', name: 'STLINK-V3', serial: serials.v3 },
      ]),
    );
    assert.deepEqual(
      kinds.map((kind) => usb.probe(kind).commandCount),
      [0, 0, 0],
    );
  });

  it('opens and closes each kind, after which st-info has them all', async () => {
    const order = [...kinds, first].map((kind) => serials[kind]);
    const output = await usb.run(`${job('version', ...order)}\nst-info --probe`);
    const versions = ['2b5e83044b37', '294783044837', '300083044f37', '2b5e83044b37'];
    assert.deepEqual(
      said(output),
      order.map((serial, at) => ({ serial, version: versions[at] })),
    );
    assert.match(output, /^Found 3 stlink programmers$/m);
  });

  it('tells that the user has no rights, before opening and when opening', async () => {
    const [probes] = said(await usb.run(withoutUsbRights(job('list')))) as [readonly ProbeInfo[]];
    assert.deepEqual(
      probes.map(({ access }) => access),
      ['denied', 'denied', 'denied'],
    );
    const refused = await usb.run(withoutUsbRights(job('version', serials[first])));
    assert.equal(failureOf(refused), 'probe-denied', refused);
  });

  it('tells that st-util has it, before opening and when opening', async () => {
    const server = whenSaid('Listening', `st-util --serial ${serials[first]}`);
    const output = await usb.run([server, job('list'), job('version', serials[first])].join('\n'));
    const [probes] = said(output) as [readonly ProbeInfo[]];
    const holders = probes.map(({ serial, holders }) => [serial, holders.map(({ name }) => name)]);
    assert.deepEqual(
      new Map(holders as [string, string[]][]),
      new Map([
        [serials['v2-1'], ['st-util']],
        [serials.v2, []],
        [serials.v3, []],
      ]),
    );
    assert.equal(failureOf(output), 'probe-in-use', output);
  });

  it('tells that it was unplugged in the middle, and opens it when it is back', async () => {
    const output = await usb.run(job('use', serials[first]), {
      onOutput: (text) => {
        if (text.includes('using')) usb.probe(first).unplug();
      },
    });
    assert.equal(failureOf(output), 'probe-gone', output);
    usb.probe(first).plug();
    await usb.settled();
    const [again] = said(await usb.run(job('version', serials[first])));
    assert.deepEqual(again, { serial: serials[first], version: '2b5e83044b37' });
  });

  it('hears of a probe that goes and comes', async () => {
    const output = await usb.run(job('watch', '3'), {
      onOutput: (text) => {
        if (text.includes('watching')) usb.probe(first).unplug();
        else if (!usb.probe(first).isPlugged) usb.probe(first).plug();
      },
    });
    const all = Object.values(serials).sort();
    const lists = said(output).slice(1);
    assert.deepEqual(
      lists[0],
      all.filter((serial) => serial !== serials[first]),
    );
    assert.deepEqual(lists.at(-1), all);
  });

  it('has a worker that hears of it by itself', async () => {
    const output = await usb.run(job('events', '2'), {
      onOutput: (text) => {
        if (text.includes('watching')) usb.probe(first).unplug();
        else if (!usb.probe(first).isPlugged) usb.probe(first).plug();
      },
    });
    assert.deepEqual(said(output), ['watching', 'changed', 'changed']);
  });

  it('leaves debug mode, and leaves no process, when the one who uses it is killed', async () => {
    const probe = await usb.plugInAnew(first);
    const output = await usb.run(
      [
        whenSaid('using', job('use', serials[first])),
        'kill -9 $!',
        'while grep -qs "usb-[w]orker" /proc/[0-9]*/cmdline; do sleep 0.1; done',
        job('version', serials[first]),
      ].join('\n'),
    );
    assert.ok(
      probe.transcript.some((line) => line.startsWith('F2 21')),
      'NRST is let go of',
    );
    assert.deepEqual(said(output).at(-1), { serial: serials[first], version: '2b5e83044b37' });
  });

  it('carries a whole examination', async () => {
    await usb.plugInAnew(first);
    const words = ['probe', '--serial', serials[first], '--format', 'json'];
    const output = await usb.run(commandLine(['node', join(root, 'dist/cli.js'), ...words]));
    const { probe, target, findings } = JSON.parse(output) as {
      probe: Record<string, unknown>;
      target: { chip: Record<string, unknown>; commands: number };
      findings: readonly unknown[];
    };
    assert.deepEqual(
      [probe['serial'], probe['carrier'], target.chip['devId'], findings],
      [serials[first], 'usb', '0x413', []],
    );
    assert.equal(usb.probe(first).transcript.length, target.commands);
  });
});

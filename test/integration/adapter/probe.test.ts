// A launch through the simulated ST-LINK with the real OpenOCD and GDB: what probe and target tell is told before
// anything is started, the probe is free again by then, and a healthy target is debugged.

import assert from 'node:assert/strict';
import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Finding } from '../../../src/findings/finding';
import { findingsEvent } from '../../../src/protocol/debug-events';
import type { FindingsEvent } from '../../../src/protocol/debug-events';
import { isolatedWithoutVtref } from '../../simulator/faults/isolated-without-vtref';
import { bitErrors } from '../../simulator/faults/bit-errors';
import { saggingSupply } from '../../simulator/faults/sagging-supply';
import { slowNrst } from '../../simulator/faults/slow-nrst';
import { swdOffAfterBoot } from '../../simulator/faults/swd-off-after-boot';
import { unpowered } from '../../simulator/faults/unpowered';
import { serveBench } from '../../simulator/serve';
import type { Bench } from '../../simulator/serve';
import { changed, healthy } from '../../simulator/setup';
import type { Fault, SetupChange } from '../../simulator/setup';
import type { DapClient, DapError } from '../../support/dap-client';
import { begin, position, qemuLaunch, runTo, valueOf } from '../../support/debug-session';
import { openOcdLaunch } from '../../support/flash-bench';
import { useAdapters } from '../../support/leftovers';
import { givenBack, upToThrice } from '../../support/probe-bench';
import { taggedLine } from '../../support/project';

describe('a launch through a probe', () => {
  const adapters = useAdapters();
  const benches: Bench[] = [];
  let folder = '';

  before(() => (folder = mkdtempSync(join(tmpdir(), 'stm32-probe-'))));
  after(() => rmSync(folder, { recursive: true }));
  afterEach(async () => {
    for (const bench of benches.splice(0)) await bench.dispose();
  });

  async function benchWith(change: SetupChange): Promise<Bench> {
    const bench = await serveBench([changed(healthy, change)]);
    benches.push(bench);
    return bench;
  }

  it('of a healthy target runs to main, and says what answered', async () => {
    const bench = await benchWith({ target: { core: 'qemu' } });
    const told =
      /^ST-LINK\/V2-1 V2J45M30: 3\.28 V, STM32F405\/F407\/F415\/F417 revision 1, 1024 KiB flash, protection L0\.\nPreflight: (nothing wrong was found|1 note); \d+ checks made\./m;
    let last: DapClient | undefined;
    const launch = async (): Promise<DapClient> => {
      await last?.disconnect();
      last = adapters.start();
      await begin(last, { attributes: openOcdLaunch(bench) });
      return last;
    };
    const isTold = (each: DapClient): boolean => told.test(each.outputText('console'));
    const client = await upToThrice(launch, isTold);
    assert.equal(await position(client), `main:${taggedLine('main-first')}`);
    assert.match(client.outputText('console'), told);
    await runTo(client, 'step-over');
    assert.equal(await valueOf(client, 'g_counter'), '1');
    await client.disconnect();
    await givenBack(bench);
    assert.deepEqual(adapters.running(), []);
  });

  it('is attached to without a reset', async () => {
    const bench = await benchWith({ target: { core: 'qemu', image: qemuLaunch.executable } });
    const client = adapters.start();
    await begin(client, { request: 'attach', attributes: openOcdLaunch(bench) });
    const before = bench.transcript.findIndex((line) => line.startsWith('F2 21'));
    const ours = bench.transcript.slice(0, before + 1).join('\n');
    // Neither NRST, nor a debug register, nor AIRCR was written by the look at it.
    assert.doesNotMatch(ours, /^F2 (3C|35|32|08|48|0D|34)/m);
    await client.disconnect();
  });

  /** The findings of a launch on a bench with that fault, and whether GDB was started. */
  async function launched(fault: Fault): Promise<{
    readonly findings: readonly Finding[];
    readonly isRefused: boolean;
    readonly isGdbStarted: boolean;
    readonly error: string;
    readonly bench: Bench;
  }> {
    const bench = await benchWith(fault.change);
    const mark = join(folder, `${fault.id}.started`);
    const gdbPath = join(folder, 'watched-gdb');
    writeFileSync(gdbPath, `#!/bin/sh\ntouch '${mark}'\nexit 1\n`);
    chmodSync(gdbPath, 0o755);
    const client: DapClient = adapters.start();
    await client.initialize();
    const error = await client.request('launch', { ...openOcdLaunch(bench), gdbPath }).then(
      () => '',
      (thrown: DapError) => thrown.text,
    );
    const { findings, isRefused } = await client.event<FindingsEvent>(findingsEvent);
    const told = client.events.findIndex(({ event }) => event === findingsEvent);
    const begun = client.events.findIndex(({ event }) => event === 'initialized');
    assert.ok(begun === -1 || told < begun, 'the findings come before GDB is started');
    await client.disconnect();
    return { findings, isRefused, isGdbStarted: existsSync(mark), error, bench };
  }

  /** The message of the only finding about the probe or the target. */
  function only(findings: readonly Finding[], id: string): Finding {
    const serious = findings.filter(({ severity }) => severity !== 'information');
    assert.deepEqual(
      serious.map((finding) => finding.id),
      [id],
    );
    return serious[0] ?? assert.fail();
  }

  it('S2: an unpowered or unconnected VTref is refused with the voltage, before GDB starts', async () => {
    for (const fault of [isolatedWithoutVtref, unpowered]) {
      const { findings, isRefused, isGdbStarted, error } = await launched(fault);
      const finding = only(findings, 'target-unpowered');
      assert.match(finding.message, /0\.0\d V/);
      assert.match(error, /0\.0\d V/);
      assert.equal(isRefused, true);
      assert.equal(isGdbStarted, false);
    }
  });

  it('S3: a marginal link is told with reads, errors and the fastest clean clock', async () => {
    const { findings } = await launched(bitErrors);
    const finding = only(findings, 'link-marginal');
    assert.match(finding.message, /\d+ of \d+/);
    const clean = Number(/fastest clean clock is (\d+) kHz/.exec(finding.message)?.[1]);
    assert.ok(clean > 0 && clean <= 480, finding.message);
    assert.equal(finding.connect?.speedKhz, clean);
  });

  it('S4: a target that answers only under reset is told so', async () => {
    const { findings } = await launched(swdOffAfterBoot);
    const finding = only(findings, 'target-only-under-reset');
    assert.equal(finding.connect?.underReset, true);
  });

  it('S5: a supply that sags is told with its voltages', async () => {
    const { findings } = await launched(saggingSupply);
    const { message, evidence } = only(findings, 'target-voltage-sags');
    assert.match([message, ...evidence.map(({ what }) => what)].join('\n'), /2\.7\d? V/);
  });

  it('S7: a slow NRST is told with the time, the capacitor it implies, and a way out', async () => {
    const { findings } = await upToThrice(
      () => launched(slowNrst),
      (launch) => launch.findings.some(({ id }) => id === 'nrst-slow'),
    );
    const finding = only(findings, 'nrst-slow');
    assert.match(
      finding.message,
      /core left reset (1\.9|2\.\d) s after .* capacitor of about \d+ µF/,
    );
    // OpenOCD's own reset does not pull NRST: the launch goes on as configured.
    assert.equal(finding.connect, undefined);
  });

  for (const fault of [swdOffAfterBoot, bitErrors]) {
    it(`${fault.id}: the settings that the fix names make the launch work`, async () => {
      const bench = await benchWith({ target: { ...fault.change.target, core: 'qemu' } });
      const asConfigured = { ...openOcdLaunch(bench), connect: 'configured' };
      const advice = async (): Promise<string> => {
        const first = adapters.start();
        // It fails with OpenOCD's own words, which name no cause.
        await assert.rejects(begin(first, { attributes: asConfigured }));
        const { findings } = await first.event<FindingsEvent>(findingsEvent);
        await first.disconnect();
        const titles = findings.flatMap(({ fixes }) => fixes.map(({ title }) => title));
        return /In launch\.json: (.*)\.$/m.exec(titles.join('\n'))?.[1] ?? '';
      };
      const members = await upToThrice(advice, (found) => found !== '');
      const advised = JSON.parse(`{${members}}`) as Record<string, unknown>;
      assert.notDeepEqual(advised, {});
      const client = adapters.start();
      await begin(client, { attributes: { ...asConfigured, ...advised } });
      assert.equal(await position(client), `main:${taggedLine('main-first')}`);
      await client.disconnect();
    });
  }

  it('gives the probe back before the server starts, and lets a cancelled launch go at once', async () => {
    const bench = await benchWith(slowNrst.change);
    const client = adapters.start();
    await client.initialize();
    const { seq, response } = client.send('launch', openOcdLaunch(bench));
    // NRST is low and comes up two seconds later: in the middle of that it is called off.
    while (!bench.transcript.some((line) => line.startsWith('F2 3C'))) {
      await new Promise((resolve) => setImmediate(resolve));
    }
    const called = bench.transcript.length;
    await client.request('cancel', { requestId: seq });
    await assert.rejects(response);
    // A hundred looks at the core it would have been.
    const looks = bench.transcript.length - called;
    assert.ok(looks < 40, `${looks} commands`);
    await client.disconnect();
    await givenBack(bench);
    const last = bench.transcript.findLast((line) => line.startsWith('F2 3C')) ?? '';
    assert.match(last, /f23c01/i, 'NRST is let go');
  });
});

// Opening probes: one owner at a time, the right one of several, called off, given back.

import assert from 'node:assert/strict';
import { openTransport } from '../../../src/probe/open-probe';
import { healthy } from '../../simulator/setup';
import { benchHost, codeOf, probesOf, withBench, withProbe } from '../../support/probe-bench';

describe('opening probes', () => {
  it('lists and opens eight at once, two of them with the same serial number', () => {
    const serials = Array.from({ length: 8 }, (_, at) =>
      at === 7 ? '30'.repeat(12) : `${at}`.repeat(24),
    );
    serials[6] = serials[7]!;
    const changes = serials.map((serial, at) => ({
      probe: { serial },
      target: { supply: { volts: 1 + at / 5 } },
    }));
    return withBench(changes, async (bench) => {
      const probes = await probesOf(bench);
      assert.deepEqual(
        probes.map(({ serial }) => serial),
        serials,
      );
      const volts = await Promise.all(
        probes.map((probe) => withProbe(probe, (stlink) => stlink.voltage())),
      );
      assert.deepEqual(
        volts.map((value) => (value ?? 0).toFixed(1)),
        changes.map(({ target }) => target.supply.volts.toFixed(1)),
      );
      assert.equal(bench.openCount(), 0);
    });
  });

  it('lets two examinations in one process have a probe one after the other', () =>
    withBench([{}], async (bench) => {
      const [probe] = await probesOf(bench);
      let most = 0;
      const examine = () =>
        withProbe(probe!, async (stlink) => {
          most = Math.max(most, bench.openCount());
          await stlink.enterSwd();
        });
      await Promise.all([examine(), examine(), examine()]);
      assert.deepEqual([most, bench.openCount()], [1, 0]);
    }));

  it('gives the turn on when opening fails', () =>
    withBench([{ probe: { isBusy: true } }], async (bench) => {
      const [probe] = await probesOf(bench);
      const codes = await Promise.all([1, 2].map(() => codeOf(openTransport(benchHost, probe!))));
      assert.deepEqual(codes, ['probe-in-use', 'probe-in-use']);
    }));

  it('does not open what was called off', () =>
    withBench([{}], async (bench) => {
      const [probe] = await probesOf(bench);
      const off = new AbortController();
      const opening = codeOf(openTransport(benchHost, probe!, off.signal));
      off.abort();
      assert.equal(await opening, 'cancelled');
      await withProbe(probe!, (stlink) => stlink.mode());
      assert.equal(bench.openCount(), 0);
    }));

  it('does not open another probe in the place of one that was unplugged', () =>
    withBench([{}, { probe: { serial: '0'.repeat(24) } }], async (bench) => {
      const [first] = await probesOf(bench);
      assert.equal(first?.serial, healthy.probe.serial);
      const moved = { ...first, serial: 'F'.repeat(24) };
      assert.equal(await codeOf(openTransport(benchHost, moved)), 'probe-gone');
      bench.probes[0]?.unplug();
      assert.equal(await codeOf(openTransport(benchHost, first)), 'probe-gone');
      bench.probes[0]?.plug();
      await withProbe(first, (stlink) => stlink.mode());
    }));

  it('closes once, and carries nothing after that', () =>
    withBench([{}], async (bench) => {
      const [probe] = await probesOf(bench);
      const transport = await openTransport(benchHost, probe!);
      await Promise.all([transport.close(), transport.close()]);
      const late = transport.exchange({ command: Uint8Array.of(0xf5), inLength: 2 });
      assert.equal(await codeOf(late), 'probe-gone');
    }));

  it('carries exchanges out in the order they were asked for', () =>
    withBench([{}], async (bench) => {
      const [probe] = await probesOf(bench);
      const transport = await openTransport(benchHost, probe!);
      const answers = await Promise.all([
        transport.exchange({ command: Uint8Array.of(0xf1), inLength: 6 }),
        transport.exchange({ command: Uint8Array.of(0xf5), inLength: 2 }),
        transport.exchange({ command: Uint8Array.of(0xf7), inLength: 8 }),
      ]);
      assert.deepEqual(
        answers.map(({ length }) => length),
        [6, 2, 8],
      );
      await transport.close();
    }));
});

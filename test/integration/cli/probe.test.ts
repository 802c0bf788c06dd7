// `stm32-preflight probe` over the simulated bench: the verdict on every fault, and the reports of the forum thread.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { faults } from '../../simulator/faults';
import { bitErrors } from '../../simulator/faults/bit-errors';
import { bitErrorsNotUnderReset } from '../../simulator/faults/bit-errors-not-under-reset';
import { isolatedWithoutVtref } from '../../simulator/faults/isolated-without-vtref';
import { saggingSupply } from '../../simulator/faults/sagging-supply';
import { slowNrst } from '../../simulator/faults/slow-nrst';
import { unplugAt } from '../../simulator/faults/unplug';
import { unpowered } from '../../simulator/faults/unpowered';
import type { Bench } from '../../simulator/serve';
import { healthy } from '../../simulator/setup';
import type { Fault } from '../../simulator/setup';
import { givenBack } from '../../support/probe-bench';
import { root } from '../../support/project';
import { alarmsOf, examined, runProbe, withBench } from './probe-bench';
import type { ProbeJson } from './probe-bench';

const device = (fault: Fault): string => fault.device ?? 'STM32F405RG';

function told(json: ProbeJson): string {
  const lines = json.findings.map(({ id, severity, message }) => `${severity} ${id}: ${message}`);
  return [...lines, JSON.stringify(json.target, undefined, 1)].join('\n');
}

function assertUndetermined(json: ProbeJson, names: readonly string[]): void {
  for (const name of names) {
    assert.equal(json.target[name], null, `${name} is known`);
    const reason = json.target.notDetermined.find(({ what }) => what === name)?.why ?? '';
    assert.notEqual(reason, '', `${name} has no reason`);
  }
}

describe('probe', () => {
  for (const fault of faults) {
    const { expect, change, what } = fault;
    const withoutReset = expect.withoutReset ?? expect.findings;

    it(`${fault.id}, may reset: ${what}`, async () => {
      const json = await examined(change, '--device', device(fault), '--may-reset');
      assert.deepEqual(alarmsOf(json), [...expect.findings].sort(), told(json));
      assertUndetermined(json, expect.undetermined ?? []);
    });

    it(`${fault.id}, may not reset: ${what}`, async () => {
      const json = await examined(change, '--device', device(fault));
      assert.deepEqual(alarmsOf(json), [...withoutReset].sort(), told(json));
      assertUndetermined(json, expect.undetermined ?? []);
    });
  }
});

describe('probe on the boards of the forum thread', () => {
  const mayReset = ['--device', 'STM32F405RG', '--may-reset'];

  it('S2: an isolated probe without VTref: 0 V, and its own side may be dead', async () => {
    const json = await examined(isolatedWithoutVtref.change, ...mayReset);
    const { message, fixes } = findingOf(json, 'target-unpowered');
    assert.match(message, /VTref reads 0\.0\d V and nothing answers on SWD/);
    assert.ok(fixes.some(({ title }) => /V2-ISOL.* powered from the VCC pin/.test(title)));
    assert.equal(json.code, 1);
  });

  it('S3: a marginal link: how many reads failed, and the fastest clean clock', async () => {
    const json = await examined(bitErrorsNotUnderReset.change, ...mayReset);
    const { message, connect } = findingOf(json, 'link-marginal');
    const [, failed = '0', reads = '0'] =
      /(\d+) of (\d+) reads failed at 1800 kHz/.exec(message) ?? [];
    assert.ok(Number(failed) > 0 && Number(reads) > Number(failed), message);
    assert.match(message, /fastest clean clock is \d+ kHz, with NRST held low 1800 kHz/);
    assert.ok((connect?.speedKhz ?? Infinity) <= 480, JSON.stringify(connect));
  });

  it('S5: a supply that sags: the voltages, idle and under reset', async () => {
    const json = await examined(saggingSupply.change, ...mayReset);
    const { message } = findingOf(json, 'target-voltage-sags');
    assert.match(message, /3\.28 V while NRST is held low and 2\.70 V .*left alone/);
  });

  it('S7: 47 uF on NRST: how long until the core is back, and the capacitor', async () => {
    const json = await examined(slowNrst.change, ...mayReset);
    const { message, connect } = findingOf(json, 'nrst-slow');
    const [, seconds = '0'] = /the core left reset (\d\.\d) s after/.exec(message) ?? [];
    assert.ok(Math.abs(Number(seconds) - 1.9) < 0.4, message);
    assert.match(message, /\(expected: under 10 ms\); .* a capacitor of about \d+ µF/);
    assert.equal(connect?.reset, 'software');
  });

  it('says nothing of a healthy target, 100 times of 100', async () => {
    await withBench([{}], async (bench) => {
      let fewest = Infinity;
      for (let run = 1; run <= 100; run++) {
        const { code, out } = await runProbe(bench, [...mayReset, '--format', 'json']);
        const json = JSON.parse(out) as ProbeJson;
        assert.deepEqual([code, json.findings], [0, []], `run ${run}: ${told(json)}`);
        fewest = Math.min(fewest, json.target.commands);
      }
      assert.equal(bench.openCount(), 0);
      // A busy computer looks more often whether the core has left reset, not each time.
      assert.ok(fewest <= 40, `${fewest} commands`);
    });
  });
});

describe('probe, as it is asked', () => {
  const second = '111111111111111111111111';

  it('prints one board on 80 columns', async () => {
    await withBench([{}], async (bench) => {
      const { code, out, err } = await runProbe(bench, ['--may-reset']);
      assert.deepEqual([code, err], [0, '']);
      assert.match(out, /^Probe {7}ST-LINK\/V2-1, firmware V2J45M30/);
      assert.match(out, /^Chip {8}STM32F405\/F407\/F415\/F417 revision 1, Cortex-M4/m);
      assert.match(out, /^not checked: no part was named \[/m);
      const [table = ''] = out.split('\n\n');
      assert.deepEqual(
        table.split('\n').filter((line) => line.length > 80),
        [],
      );
    });
  });

  it('lists the probes when several are there and none is chosen, and opens none', async () => {
    const other = { probe: { serial: second } };
    await withBench([{}, other], async (bench) => {
      const { code, out } = await runProbe(bench, []);
      assert.equal(code, 1);
      assert.match(out, new RegExp(`^ +ST-LINK/V2-1 +${second} `, 'm'));
      assert.match(out, /\[probe-selection\]/);
      assert.deepEqual(bench.transcript, []);
      const chosen = await runProbe(bench, ['--serial', second, '--format', 'json']);
      const json = JSON.parse(chosen.out) as ProbeJson;
      assert.deepEqual([chosen.code, json.probe['serial']], [0, second]);
    });
  });

  it('says that two probes with one serial number cannot be told apart', async () => {
    const changes = Array.from({ length: 8 }, (_, index) =>
      index < 2 ? {} : { probe: { serial: `${second.slice(0, -1)}${index}` } },
    );
    await withBench(changes, async (bench) => {
      const serial = ['--serial', healthy.probe.serial];
      const { code, out } = await runProbe(bench, [...serial, '--format', 'json']);
      const json = JSON.parse(out) as ProbeJson;
      assert.equal(code, 1);
      assert.match(findingOf(json, 'probe-selection').message, /^2 attached probes have the/);
      assert.equal((json.probe['candidates'] as readonly unknown[]).length, 8);
    });
  });

  it('only lists with --list', async () => {
    await withBench([{}], async (bench) => {
      const { code, out } = await runProbe(bench, ['--list']);
      assert.equal(code, 0);
      assert.equal(out, `ST-LINK/V2-1    ${healthy.probe.serial} ${bench.address}\n`);
      assert.deepEqual(bench.transcript, []);
      const json = await runProbe(bench, ['--list', '--format', 'json']);
      const { probes } = JSON.parse(json.out) as { probes: { serial: string }[] };
      assert.deepEqual(
        probes.map(({ serial }) => serial),
        [healthy.probe.serial],
      );
    });
  });

  it('tests the link at each clock, and judges by that', async () => {
    await withBench([bitErrors.change], async (bench) => {
      const { out } = await runProbe(bench, ['--test-link']);
      assert.match(out, /^ {2}1800 kHz +- +\d+ +\d+ .* %.*#/m);
      assert.match(out, /^ +400 kHz .*clean$/m);
      assert.match(out, /^Result: the fastest clean clock is 4[08]0 kHz/m);
      assert.match(out, /warning: The SWD link is marginal: [^]*\[link-marginal\]/);
    });
  });

  it('says what is wrong with a part or a server that does not exist', async () => {
    const run = (...argv: readonly string[]) => runProbe({ address: '127.0.0.1:1' }, argv);
    const part = await run('--device', 'STM32F4O5RG');
    assert.deepEqual([part.code, part.out], [2, '']);
    assert.match(part.err, /^--device: there is no part "STM32F4O5RG"; near it are STM32F4/);
    const server = await run('--servertype', 'gdbserver');
    assert.match(server.err, /^--servertype: there is no "gdbserver"; .*openocd/);
    const qemu = await run('--servertype', 'qemu');
    assert.match(qemu.err, /^--servertype: qemu uses no probe of this computer; .*openocd/);
  });

  it('says so where nobody listens', async () => {
    const gone = { address: '127.0.0.1:1' };
    const { code, out } = await runProbe(gone, []);
    assert.equal(code, 1);
    assert.match(out, /No stlink-server answers at 127\.0\.0\.1:1/);
    const list = await runProbe(gone, ['--list']);
    assert.deepEqual([list.code, list.out], [2, '']);
    assert.match(list.err, /^No stlink-server answers at 127\.0\.0\.1:1/);
  });

  it('says that the probe went away, whichever command it is pulled out before', async () => {
    const mayReset = ['--may-reset', '--format', 'json'];
    const { target } = await examined({}, '--may-reset');
    for (let command = 1; command <= target.commands; command++) {
      await withBench([unplugAt(command).change], async (bench) => {
        const { code, out, err } = await runProbe(bench, mayReset);
        const json = JSON.parse(out) as ProbeJson;
        const isTold = code === 1 && json.probe['state'] === 'gone' && err === '';
        // What is lost while it is given back changes nothing of what was read.
        const isOver = code === 0 && json.target.notDetermined.length === 0;
        assert.ok(isTold || isOver, `before command ${command}: exit code ${code}, ${told(json)}`);
        assert.deepEqual(alarmsOf(json), isTold ? ['probe-missing'] : [], `command ${command}`);
        await givenBack(bench);
      });
    }
  });

  it('gives the probe back, with reset released, when it is interrupted', async () => {
    await withBench([slowNrst.change], async (bench) => {
      const abort = new AbortController();
      const run = runProbe(bench, ['--may-reset'], { interruption: () => abort.signal });
      await reset(bench);
      abort.abort();
      const { code, out, err } = await run;
      assert.deepEqual([code, out], [130, '']);
      assert.equal(err, 'Interrupted; the probe was given back.\n');
      await assertGivenBack(bench);
    });
  });
});

describe('the program dist/cli.js', () => {
  it('examines a probe', async () => {
    await withBench([unpowered.change], async (bench) => {
      const { code, out, err } = await spawned(bench, '--may-reset', '--format', 'json').ended;
      const json = JSON.parse(out) as ProbeJson;
      assert.deepEqual([code, err, alarmsOf(json)], [1, '', ['target-unpowered']]);
    });
  });

  it('gives the probe back at Ctrl+C', async () => {
    await withBench([slowNrst.change], async (bench) => {
      const { child, ended } = spawned(bench, '--may-reset');
      await reset(bench);
      child.kill('SIGINT');
      const { code, out, err } = await ended;
      assert.deepEqual([code, out], [130, '']);
      assert.equal(err, 'Interrupted; the probe was given back.\n');
      await assertGivenBack(bench);
    });
  });
});

function findingOf(json: ProbeJson, id: string): ProbeJson['findings'][number] {
  const found = json.findings.find((finding) => finding.id === id);
  assert.ok(found !== undefined, told(json));
  return found;
}

/** The moment at which NRST was let go after a pulse. */
async function reset(bench: Bench): Promise<void> {
  while (!bench.transcript.some((line) => driven(line) === 'high')) await setImmediate();
}

/** DRIVE_NRST, `F2 3C` and the level. */
function driven(line: string): 'low' | 'high' | undefined {
  const [, level] = /\bf2 ?3c ?0([01])/i.exec(line) ?? [];
  return level === undefined ? undefined : level === '0' ? 'low' : 'high';
}

async function assertGivenBack(bench: Bench): Promise<void> {
  await givenBack(bench);
  const last = bench.transcript.map(driven).findLast((level) => level !== undefined);
  assert.equal(last, 'high', 'NRST is released');
}

function spawned(bench: Bench, ...argv: readonly string[]) {
  const program = join(root, 'dist', 'cli.js');
  const words = ['probe', '--stlink-server', bench.address, ...argv];
  const child = spawn(process.execPath, [program, ...words]);
  let out = '';
  let err = '';
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
  const ended = once(child, 'close').then(([code]) => ({ code: code as number | null, out, err }));
  return { child, ended };
}

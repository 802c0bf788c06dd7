// The simulated ST-LINK judged by a tool that we did not write: OpenOCD over TCP, in both of its ways, with each kind
// of probe. Needs openocd.

import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expectGolden } from '../../support/golden';
import { root } from '../../support/project';
import { questions } from '../../simulator/probe/transcript';
import { probeOfKind } from '../../simulator/setup';
import { useOpenOcd, ways } from './openocd';
import type { OpenOcdRun } from './openocd';

interface Kind {
  readonly kind: 'v2' | 'v2-1' | 'v3';
  readonly version: string;
  readonly clock: string;
}

const kinds: readonly Kind[] = [
  { kind: 'v2', version: 'V2J37S7 (API v2) VID:PID 0483:3748', clock: '1800' },
  { kind: 'v2-1', version: 'V2J45M30 (API v2) VID:PID 0483:374B', clock: '1800' },
  { kind: 'v3', version: 'V3J13M5B4 (API v3) VID:PID 0483:374F', clock: '1000' },
];

/** What a debugger does, with each result echoed behind a name. */
const session = [
  'halt',
  'echo "id [format %08x [read_memory 0xe0042000 32 1]]"',
  'write_memory 0x20000100 32 {0x11223344 0x55667788}',
  'write_memory 0x20000102 16 {0xaabb}',
  'write_memory 0x20000105 8 {0xcc}',
  'echo "words [read_memory 0x20000100 32 2]"',
  'echo "halves [read_memory 0x20000100 16 4]"',
  'echo "bytes [read_memory 0x20000101 8 3]"',
  // Registers reach the core when it is let go.
  'set_reg {r0 0x12345678 r12 0x1f sp 0x20001000 d0 0x400921fb54442d18 pc 0x08000200}',
  'resume',
  'halt',
  'echo "registers [get_reg -force {r0 r12 sp d0}]"',
  'flash probe 0',
  'flash info 0',
];

function expectLines(run: OpenOcdRun, lines: readonly (string | RegExp)[]): void {
  assert.equal(run.code, 0, run.said);
  for (const line of lines) {
    if (typeof line === 'string') assert.ok(run.said.includes(line), `${line}\n${run.said}`);
    else assert.match(run.said, line);
  }
}

describe('OpenOCD at the simulated ST-LINK', () => {
  const openocd = useOpenOcd();
  let folder = '';
  before(() => (folder = mkdtempSync(join(tmpdir(), 'simulator-'))));
  after(() => rmSync(folder, { recursive: true }));

  /** Half a kilobyte that begins as firmware does: the stack's end, and where to start. */
  function writeImage(): string {
    const image = Buffer.alloc(512, 0xa5);
    image.writeUInt32LE(0x20004000, 0);
    image.writeUInt32LE(0x08000101, 4);
    const path = join(folder, 'image.bin');
    writeFileSync(path, image);
    return path;
  }

  for (const way of ways) {
    for (const { kind, version, clock } of kinds) {
      it(`examines, reads, writes and halts: ${way}, ${kind}`, async () => {
        const bench = await openocd.bench({ probe: probeOfKind(kind) });
        const run = await openocd.run(way, bench, session);
        expectLines(run, [
          `STLINK ${version}`,
          'Target voltage: 3.279463',
          // hla prints what was asked for, before the probe is asked.
          `clock speed ${way === 'hla' ? '2000' : clock} kHz`,
          'Cortex-M4 r0p1 processor detected',
          'target has 6 breakpoints, 4 watchpoints',
          'id 10076413',
          'words 0xaabb3344 0x5566cc88',
          'halves 0x3344 0xaabb 0xcc88 0x5566',
          'bytes 0x33 0xbb 0xaa',
          'registers r0 0x12345678 r12 0x0000001f sp 0x20001000 d0 0x400921fb54442d18',
          'flash size = 1024 KiB',
        ]);
        assert.equal(bench.openCount(), 0);
      });

      it(`sends at init what was recorded: ${way}, ${kind}`, async () => {
        const bench = await openocd.bench({ probe: probeOfKind(kind) });
        expectLines(await openocd.run(way, bench, []), [version]);
        const golden = join(root, `test/fixtures/stlink/openocd-${way}-${kind}-init.txt`);
        if (process.env['UPDATE'] === '1') expectGolden(golden, `${bench.transcript.join('\n')}\n`);
        const recorded = readFileSync(golden, 'utf8').trimEnd().split('\n');
        assert.deepEqual(questions(bench.transcript), questions(recorded));
      });
    }

    it(`programs the flash and verifies it: ${way}`, async () => {
      const bench = await openocd.bench();
      const image = writeImage();
      const run = await openocd.run(way, bench, [
        'reset halt',
        // With "write_image erase" it fills the whole sector.
        'flash erase_sector 0 0 0',
        `flash write_image ${image} 0x08000000`,
        `verify_image ${image} 0x08000000`,
        'reset halt',
        'echo "start [get_reg {pc sp}]"',
      ]);
      expectLines(run, [
        /^wrote 512 bytes from file/m,
        /^verified 512 bytes/m,
        'start pc 0x08000100 sp 0x20004000',
      ]);
    });
  }

  for (const firmware of ['J14S0', 'J21S4', 'J25S4', 'J31S7']) {
    it(`finds its way with older firmware: hla, V2${firmware}`, async () => {
      const bench = await openocd.bench({ probe: { ...probeOfKind('v2'), firmware } });
      const run = await openocd.run('hla', bench, [
        'halt',
        'write_memory 0x20000100 16 {0x1122 0x3344 0x5566}',
        'echo "halves [read_memory 0x20000100 16 3]"',
        'echo "pc [get_reg -force pc]"',
      ]);
      expectLines(run, [
        `STLINK V2${firmware} (API v2)`,
        'halves 0x1122 0x3344 0x5566',
        'pc pc 0x08000100',
      ]);
    });
  }

  it('picks a probe of several by its serial number, and says when there is none', async () => {
    const bench = await openocd.bench(
      { probe: probeOfKind('v2') },
      { probe: { ...probeOfKind('v3'), serial: '002F00223438510B34313939' } },
    );
    const pick = (serial: string) => openocd.run('hla', bench, [], [`adapter serial ${serial}`]);
    expectLines(await pick('002F00223438510B34313939'), ['STLINK V3J13M5B4']);
    const none = await pick('000000000000000000000000');
    assert.equal(none.code, 1);
    assert.match(none.said, /^Error: ST-LINK open failed \(serial mismatch\)$/m);
  });

  it('refuses dapdirect with firmware that has no registers of the debug port', async () => {
    const bench = await openocd.bench({ probe: { ...probeOfKind('v2'), firmware: 'J23S4' } });
    const run = await openocd.run('dapdirect', bench, []);
    assert.equal(run.code, 1);
    assert.match(run.said, /ST-Link version does not support DAP direct transport/);
  });
});

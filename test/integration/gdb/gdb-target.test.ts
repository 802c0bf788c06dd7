// Gdb with a target: the demo firmware in QEMU. Needs gdb-multiarch and qemu-system-arm.

import assert from 'node:assert/strict';
import { resolve } from 'node:path';
import { poll } from '../../../src/base/abort';
import { execContinue, execNext } from '../../../src/gdb/commands/exec';
import { dataEvaluateExpression } from '../../../src/gdb/commands/data';
import { fileExecAndSymbols } from '../../../src/gdb/commands/file';
import { dataReadMemoryBytes } from '../../../src/gdb/commands/memory';
import { gdbSet } from '../../../src/gdb/commands/session';
import { targetDownload, targetSelect } from '../../../src/gdb/commands/target';
import { varCreate, varListChildren } from '../../../src/gdb/commands/var';
import { Gdb } from '../../../src/gdb/gdb';
import type { InterruptMode } from '../../../src/gdb/gdb';
import { text } from '../../../src/gdb/mi-record';
import { createNodeHost } from '../../../src/host/node-host';
import { Qemu } from '../../support/qemu';
import type { QemuOptions } from '../../support/qemu';

const host = createNodeHost();
const project = resolve(__dirname, '../../../examples/f405-demo');
const elf = resolve(project, 'build/f405-demo.elf');

describe('Gdb with QEMU', () => {
  let qemu: Qemu;
  let gdb: Gdb;

  /** Starts both, connected and stopped in the reset handler. */
  async function start(interruptMode: InterruptMode, image: QemuOptions): Promise<void> {
    qemu = await Qemu.start(image);
    gdb = Gdb.spawn(host, { program: 'gdb-multiarch', cwd: project, interruptMode });
    await Promise.all([
      gdbSet(gdb, 'mi-async', interruptMode === 'exec-interrupt' ? 'on' : 'off'),
      fileExecAndSymbols(gdb, elf),
      targetSelect(gdb, 'remote', qemu.gdbTarget),
    ]);
  }

  afterEach(async () => {
    await gdb.dispose();
    await qemu.stop();
  });

  /** QEMU ignores an interrupt that overtakes its resuming, of which GDB tells nothing that could be waited for. */
  const runs = () => poll(async () => ((await qemu.status()) === 'running' ? true : undefined));

  const withImage: QemuOptions = { kernel: elf };

  for (const mode of ['exec-interrupt', 'sigint'] as const) {
    it(`halts a running target, by ${mode}`, async () => {
      await start(mode, withImage);
      assert.equal(await gdb.halt(), undefined);
      for (let round = 0; round < 5; round++) {
        await execContinue(gdb);
        assert.equal(gdb.isRunning, true);
        if (mode === 'sigint') await runs();
        const stop = await gdb.halt();
        assert.equal(text(stop?.results ?? {}, 'signal-name'), 'SIGINT');
        assert.equal(gdb.isRunning, false);
      }
    });

    it(`ends while the target runs, by ${mode}`, async () => {
      await start(mode, withImage);
      await execContinue(gdb);
      await runs();
      await gdb.dispose();
      assert.deepEqual(await gdb.exit, { kind: 'exited', code: 0 });
    });
  }

  it('halts what was continued in the same breath', async () => {
    await start('exec-interrupt', withImage);
    const [, stop] = await Promise.all([execContinue(gdb), gdb.halt()]);
    assert.equal(stop?.klass, 'stopped');
  });

  it('reads exactly to the end of RAM, and from its start', async () => {
    await start('exec-interrupt', withImage);
    const sizes = async (address: number, count: number) =>
      (await dataReadMemoryBytes(gdb, address, count)).map((block) => [
        block.begin,
        block.bytes.length,
      ]);
    assert.deepEqual(await sizes(0x2002_fff0, 64), [[0x2002_fff0, 16]]);
    assert.deepEqual(await sizes(0x2002_fff0, 17), [[0x2002_fff0, 16]]);
    assert.deepEqual(await sizes(0x2002_fff0, 16), [[0x2002_fff0, 16]]);
    assert.deepEqual(await sizes(0x2002_ffff, 2), [[0x2002_ffff, 1]]);
    assert.deepEqual(await sizes(0x1fff_fff0, 64), [[0x2000_0000, 48]]);
    assert.deepEqual(await sizes(0x2000_0000, 0x3_0000), [[0x2000_0000, 0x3_0000]]);
    await assert.rejects(dataReadMemoryBytes(gdb, 0x2003_0000, 4), { code: 'gdb-error' });
  });

  it('tells the progress of a download', async () => {
    await start('exec-interrupt', {});
    const sent: number[] = [];
    let totalSize = 0;
    const sections = new Set<string>();
    const loaded = await targetDownload(gdb, (progress) => {
      sent.push(progress.totalSent);
      totalSize = progress.totalSize;
      sections.add(progress.section);
    });
    assert.ok(sections.has('.text') && sections.has('.isr_vector'));
    assert.deepEqual(
      sent,
      sent.toSorted((one, other) => one - other),
    );
    assert.equal(totalSize, loaded.sizeBytes);
    assert.ok((sent.at(-1) ?? 0) > 1000 && (sent.at(-1) ?? 0) <= (loaded.sizeBytes ?? 0));
    await gdb.capture('monitor system_reset');
    const stop = gdb.waitForStop();
    await gdb.send('-break-insert -t main');
    await execContinue(gdb);
    assert.equal(text((await stop).results, 'reason'), 'breakpoint-hit');
  });

  it('lists 10,000 elements of a slice', async () => {
    await start('exec-interrupt', withImage);
    const slice = await varCreate(gdb, { expression: 'big_array[0]@10000' });
    assert.equal(slice.numChild, 10_000);
    const { children } = await varListChildren(gdb, { name: slice.name, values: 'all' });
    assert.equal(children.length, 10_000);
    assert.equal(children[9_999]?.expression, '9999');
    assert.ok(children.every((child) => child.value !== undefined));
  });

  it('steps and evaluates while commands are pipelined', async () => {
    await start('exec-interrupt', withImage);
    await gdb.send('-break-insert -t main');
    const atMain = gdb.waitForStop();
    await execContinue(gdb);
    await atMain;
    const stepped = gdb.waitForStop();
    await execNext(gdb);
    assert.equal(text((await stepped).results, 'reason'), 'end-stepping-range');
    const values = await Promise.all(
      Array.from({ length: 50 }, (_, at) =>
        dataEvaluateExpression(gdb, { expression: `${at} + 1` }),
      ),
    );
    assert.deepEqual(
      values,
      Array.from({ length: 50 }, (_, at) => `${at + 1}`),
    );
  });

  it('notices that the server dies while the target runs', async () => {
    await start('exec-interrupt', withImage);
    const stop = gdb.waitForStop();
    await execContinue(gdb);
    await qemu.stop();
    await assert.rejects(stop, { code: 'target-gone' });
    assert.equal(gdb.isRunning, false);
  });

  it('notices on continuing that the server has died', async () => {
    await start('exec-interrupt', withImage);
    await qemu.stop();
    const stop = gdb.waitForStop();
    const ended = assert.rejects(stop, /Remote co|connection to the GDB server/);
    await execContinue(gdb).catch(() => undefined);
    await ended;
    assert.equal(gdb.isRunning, false);
  });
});

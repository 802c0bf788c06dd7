// What a launch does to the flash: verify, skip what is there already, flash and erase without a session. On QEMU, and on
// the simulated ST-LINK with the real OpenOCD.

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { imageComparedEvent } from '../../../src/protocol/debug-events';
import type { ImageCompared } from '../../../src/protocol/debug-events';
import type { DapError } from '../../support/dap-client';
import { begin, position, qemuLaunch } from '../../support/debug-session';
import { intelHex, isHalted, openOcdLaunch, useBenches, wordsOf } from '../../support/flash-bench';
import { buildElf } from '../../support/elf-builder';
import { useAdapters } from '../../support/leftovers';
import { demo, taggedLine } from '../../support/project';
import { useQemu } from '../../support/qemu';

const traits = { supportsProgressReporting: true };
const mainFirst = `main:${taggedLine('main-first')}`;
/** Two files of one sector, and two of one address, are what the checks warn of. */
const anyway = { preflight: { mode: 'warn' } };

describe('programming', () => {
  const adapters = useAdapters();
  const servers = useQemu();
  const benches = useBenches();
  let folder = '';

  before(() => (folder = mkdtempSync(join(tmpdir(), 'stm32-flashing-'))));
  after(() => rmSync(folder, { recursive: true }));

  function hexFile(name: string, address: number, bytes: readonly number[]): string {
    const path = join(folder, name);
    writeFileSync(path, intelHex(address, bytes));
    return path;
  }

  /** The titles of the progresses, in order. */
  const titles = (client: ReturnType<typeof adapters.start>): readonly string[] =>
    client.bodies<{ title: string }>('progressStart').map(({ title }) => title);

  it('is compared with the image where "verify" asks for it', async () => {
    const client = adapters.start();
    await begin(client, { attributes: { ...qemuLaunch, verify: true }, traits });
    assert.equal(await position(client), mainFirst);
    assert.deepEqual(titles(client), ['Programming', 'Verifying']);
    await client.disconnect();
  });

  it('that a later file overwrites fails with section, address and both bytes', async () => {
    const over = hexFile('over.hex', 0x08000004, [0x12, 0x34, 0x56, 0x78]);
    const client = adapters.start();
    await client.initialize();
    const attributes = { ...qemuLaunch, ...anyway, verify: true, loadFiles: [demo.elf, over] };
    await assert.rejects(client.request('launch', attributes), (error: DapError) => {
      assert.match(error.text, /section \.isr_vector of f405-demo\.elf differs at 0x08000004/);
      assert.match(error.text, /target there: 12 34 56 78/);
      assert.match(error.text, /image at 0x08000004: ([0-9a-f]{2} ){7}[0-9a-f]{2}/);
      return true;
    });
    await client.disconnect();
  });

  it('of a record file is verified too', async () => {
    const more = hexFile('more.hex', 0x08020000, [1, 2, 3, 4, 5, 6, 7, 8]);
    const client = adapters.start();
    await begin(client, {
      attributes: { ...qemuLaunch, verify: true, loadFiles: [demo.elf, more] },
      traits,
    });
    assert.deepEqual(titles(client), ['Programming', 'Programming', 'Verifying', 'Verifying']);
    assert.equal(await position(client), mainFirst);
    await client.disconnect();
  });

  it('is left out with "skipIfIdentical" for each file that is there already', async () => {
    const qemu = await servers.start({ kernel: demo.elf });
    const more = hexFile('skipped.hex', 0x08020000, [1, 2, 3, 4]);
    const client = adapters.start();
    const { gdbTarget } = qemu;
    const external = {
      ...{ ...qemuLaunch, servertype: 'external', gdbTarget, skipIfIdentical: true },
      overrideResetCommands: ['monitor system_reset'],
    };
    const attributes = { ...external, loadFiles: [demo.elf, more] };
    await begin(client, { attributes, traits });
    assert.match(
      client.outputText('console'),
      /^Not programmed: the target holds f405-demo\.elf already\.$/m,
    );
    assert.equal(titles(client).filter((title) => title === 'Programming').length, 1);
    assert.equal(await qemu.word(0x08020000), 0x04030201);
    await client.disconnect();
    const again = adapters.start();
    await begin(again, { attributes, traits });
    assert.match(
      again.outputText('console'),
      /^Not programmed: the target holds this image already\.$/m,
    );
    assert.deepEqual(titles(again), ['Comparing', 'Comparing']);
    assert.equal(await position(again), mainFirst);
    await again.disconnect();
  });

  it('through a probe is verified, and left out the second time', async () => {
    const bench = await benches.serve({ target: { core: 'qemu' } });
    for (const isFirst of [true, false]) {
      const client = adapters.start();
      await begin(client, { attributes: openOcdLaunch(bench, { skipIfIdentical: true }), traits });
      assert.equal(await position(client), mainFirst);
      assert.deepEqual(
        titles(client),
        isFirst ? ['Comparing', 'Programming', 'Verifying'] : ['Comparing'],
      );
      assert.equal(/^Not programmed/m.test(client.outputText('console')), !isFirst);
      await client.disconnect();
      // OpenOCD leaves a core halted where nobody tells it otherwise.
      assert.equal(await isHalted(bench), false);
    }
  });

  it('through a probe of two files in one sector fails, since the second erased the first', async () => {
    const bench = await benches.serve({ target: { core: 'still' } });
    const more = hexFile('sector.hex', 0x08003000, [1, 2, 3, 4]);
    const client = adapters.start();
    await client.initialize();
    const attributes = openOcdLaunch(bench, { ...anyway, loadFiles: [demo.elf, more] });
    await assert.rejects(client.request('launch', attributes), (error: DapError) => {
      assert.match(error.text, /section \.isr_vector of f405-demo\.elf differs at 0x08000000/);
      assert.match(error.text, /target there: ff ff ff ff/);
      return true;
    });
    await client.disconnect();
  });
});

describe('a launch with an action', () => {
  const adapters = useAdapters();
  const benches = useBenches();

  it('"flash" programs, verifies, lets the target run and ends, whatever the client does', async () => {
    const bench = await benches.serve({ target: { core: 'still' } });
    const client = adapters.start();
    await client.initialize();
    // No configurationDone.
    await client.request('launch', openOcdLaunch(bench, { action: 'flash' }));
    await client.event('terminated');
    assert.match(
      client.outputText('console'),
      /^Programmed and verified 3,\d{3} bytes in \d sections, \d+\.\d s; the target runs\.$/m,
    );
    assert.equal(await isHalted(bench), false);
    assert.deepEqual(adapters.children(), []);
    await client.disconnect();
  });

  it('"flash" works on QEMU with a client that says configurationDone', async () => {
    const client = adapters.start();
    await client.initialize();
    const launched = client.request('launch', { ...qemuLaunch, action: 'flash' });
    await client.event('initialized');
    await Promise.all([client.request('configurationDone'), launched]);
    await client.event('terminated');
    assert.match(
      client.outputText('console'),
      /^Programmed 3,\d{3} bytes in \d sections, .* s\.$/m,
    );
    assert.equal(client.bodies('stopped').length, 0);
    await client.disconnect();
  });

  it('"erase" erases the flash and ends', async () => {
    const bench = await benches.serve({ target: { core: 'still', image: demo.elf } });
    const [before] = await wordsOf(bench, [0x08000000]);
    assert.notEqual(before, 0xffffffff);
    const client = adapters.start();
    await client.initialize();
    await client.request('launch', openOcdLaunch(bench, { action: 'erase' }));
    await client.event('terminated');
    assert.match(client.outputText('console'), /^The flash is erased, \d+\.\d s\.$/m);
    assert.deepEqual(await wordsOf(bench, [0x08000000, 0x08000c00]), [0xffffffff, 0xffffffff]);
    await client.disconnect();
  });

  it('"erase" is refused before anything starts where the server cannot', async () => {
    const client = adapters.start();
    await client.initialize();
    await assert.rejects(
      client.request('launch', { ...qemuLaunch, action: 'erase' }),
      (error: DapError) => /QEMU has no command that erases the flash/.test(error.text),
    );
    assert.deepEqual(client.bodies('initialized'), []);
    await client.disconnect();
  });
});

describe('a launch that programs nothing', () => {
  const adapters = useAdapters();
  const servers = useQemu();

  let folder = '';

  before(() => (folder = mkdtempSync(join(tmpdir(), 'stm32-compared-'))));
  after(() => rmSync(folder, { recursive: true }));

  /** 300 KiB of code, of which the second half differs by version. */
  function largeImage(name: string, version: number): string {
    const path = join(folder, name);
    const size = 300 * 1024;
    const bytes = Buffer.alloc(size, 0x11);
    bytes.writeUInt32LE(0x20001000, 0);
    bytes.writeUInt32LE(0x08000021, 4);
    bytes.fill(version, size / 2);
    writeFileSync(
      path,
      buildElf({
        entry: 0x08000021,
        segments: [{ paddr: 0x08000000, content: bytes.toString('hex'), flags: 5 }],
        sections: [{ name: '.text', flags: 6, addr: 0x08000000, size }],
      }),
    );
    return path;
  }

  async function compared(kernel: string | undefined, image: string): Promise<ImageCompared> {
    const qemu = await servers.start(kernel === undefined ? {} : { kernel });
    const client = adapters.start();
    const { gdbTarget } = qemu;
    const attributes = {
      ...{ servertype: 'external', gdbTarget, executable: image, cwd: demo.folder },
      ...{
        loadFiles: [],
        overrideResetCommands: ['monitor system_reset'],
        preflight: { mode: 'off' },
      },
      runToEntryPoint: '',
    };
    await begin(client, { attributes });
    const event = await client.event<ImageCompared>(imageComparedEvent);
    const warning = client.outputText('stderr');
    assert.equal(warning === '', event.outcome === 'same', warning);
    if (event.outcome !== 'same') assert.ok(warning.includes(event.file), warning);
    await client.disconnect();
    return event;
  }

  it('finds the same program, all of it', async () => {
    const { outcome, isSampled, sections } = await compared(demo.elf, demo.elf);
    assert.deepEqual(
      { outcome, isSampled, sections },
      { outcome: 'same', isSampled: false, sections: [] },
    );
  });

  it('finds another program, by samples of a large one', async () => {
    const one = largeImage('one.elf', 1);
    const outcomes: string[] = [];
    for (const image of [one, largeImage('other.elf', 2)]) {
      const { outcome, isSampled, sections, readBytes } = await compared(one, image);
      outcomes.push(`${outcome} ${sections.join()}`);
      assert.equal(isSampled, true);
      assert.ok(readBytes < 70_000, `${readBytes} bytes`);
    }
    assert.deepEqual(outcomes, ['same ', 'different .text']);
  });

  it('finds erased flash', async () => {
    assert.equal((await compared(undefined, demo.elf)).outcome, 'erased');
  });
});

describe('an attach through a probe', () => {
  const adapters = useAdapters();
  const benches = useBenches();

  it('compares the program without a change in RAM, where OpenOCD would put its checksum code', async () => {
    const bench = await benches.serve({ target: { image: demo.elf } });
    const start = [0x20000000, 0x20000004, 0x20000008];
    const before = await wordsOf(bench, start);
    const client = adapters.start();
    const attributes = openOcdLaunch(bench, { openOCDPreConfigLaunchCommands: [] });
    await begin(client, { request: 'attach', attributes });
    const { outcome, isSampled } = await client.event<ImageCompared>(imageComparedEvent);
    assert.deepEqual({ outcome, isSampled }, { outcome: 'same', isSampled: false });
    await client.disconnect();
    assert.deepEqual(await wordsOf(bench, start), before);
    assert.equal(await isHalted(bench), false);
  });
});

describe('the start and the end of a session', () => {
  const adapters = useAdapters();
  const servers = useQemu();

  it('"startRunning" lets the target run instead of stopping at main, also after a restart', async () => {
    const client = adapters.start();
    await client.initialize();
    const launched = client.request('launch', { ...qemuLaunch, startRunning: true });
    await client.event('initialized');
    await Promise.all([client.request('configurationDone'), launched]);
    await client.request('restart');
    assert.equal(client.bodies('stopped').length, 0);
    const stopped = await client.stopAfter('pause', { threadId: 1 });
    assert.equal(stopped.reason, 'pause');
    await client.disconnect();
  });

  it('"overridePreEndSessionCommands" run while the target stands, and one that fails keeps nothing', async () => {
    const qemu = await servers.start();
    const client = adapters.start();
    const { gdbTarget } = qemu;
    await begin(client, {
      attributes: {
        ...{ ...qemuLaunch, servertype: 'external', gdbTarget },
        overrideResetCommands: ['monitor system_reset'],
        overridePreEndSessionCommands: ['set var *(unsigned *)0x2001f000 = 0x4711', 'nonsense'],
      },
    });
    await client.request('continue', { threadId: 1 });
    await client.disconnect();
    assert.equal(await qemu.word(0x2001f000), 0x4711);
    assert.equal(await qemu.status(), 'running');
    assert.match(client.outputText('stderr'), /^warning: "nonsense" failed/m);
  });
});

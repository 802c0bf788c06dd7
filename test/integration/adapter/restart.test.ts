// Restart and reset: the program begins anew, with the new image when there is one.

import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DapClient } from '../../support/dap-client';
import {
  begin,
  pause,
  position,
  qemuLaunch,
  resume,
  runTo,
  setLines,
  top,
  valueOf,
} from '../../support/debug-session';
import { useAdapters } from '../../support/leftovers';
import { demo, taggedLine } from '../../support/project';

const mainFirst = `main:${taggedLine('main-first')}`;

describe('restart', () => {
  const adapters = useAdapters();
  let client: DapClient;
  before(async () => {
    client = adapters.start();
    await begin(client);
  });

  it('runs to main again with a counter that starts again', async () => {
    await runTo(client, 'step-over');
    assert.equal(await valueOf(client, 'g_counter'), '1');
    const stopped = await client.stopAfter('restart');
    assert.equal(stopped.reason, 'entry');
    assert.equal(await position(client), mainFirst);
    assert.equal(await valueOf(client, 'g_counter'), '0');
  });

  it('keeps the breakpoints', async () => {
    const stopped = await resume(client);
    assert.equal(stopped.reason, 'breakpoint');
    assert.equal(await position(client), `main:${taggedLine('step-over')}`);
    assert.equal(await valueOf(client, 'g_counter'), '1');
  });

  it('of a running target needs no pause before, and the client sees one stop', async () => {
    await setLines(client, []);
    await client.request('continue', { threadId: 1 });
    const from = client.events.length;
    assert.equal((await client.stopAfter('restart')).reason, 'entry');
    assert.equal(await position(client), mainFirst);
    assert.equal(client.bodies('stopped', from).length, 1);
  });

  it('several times in a row ends at main each time', async () => {
    for (let round = 0; round < 3; round++) {
      assert.equal((await client.stopAfter('restart')).reason, 'entry');
      assert.equal(await position(client), mainFirst);
    }
  });
});

describe('restart after a build', () => {
  const adapters = useAdapters();
  let folder = '';
  before(() => (folder = mkdtempSync(join(tmpdir(), 'stm32-restart-'))));
  after(() => rmSync(folder, { recursive: true }));

  it('programs the new image and shows its values', async () => {
    const executable = join(folder, 'app.elf');
    cpSync(demo.elf, executable);
    const client = adapters.start();
    await begin(client, { attributes: { ...qemuLaunch, executable } });
    assert.match(await valueOf(client, 'g_device.name'), /^"dev0/);
    const banner = Number(await valueOf(client, '(unsigned)&s_banner'));

    const built = readFileSync(executable, 'latin1');
    assert.equal(built.split('dev0\0').length, 2);
    const variant = built
      .replace('dev0\0', 'dev9\0')
      .replace('f405-demo: hello', 'f405-demo: howdy');
    writeFileSync(executable, variant, 'latin1');
    const soon = new Date(Date.now() + 2000);
    utimesSync(executable, soon, soon);

    await client.stopAfter('restart');
    assert.equal(await position(client), mainFirst);
    assert.match(await valueOf(client, 'g_device.name'), /^"dev9/);
    assert.match(await valueOf(client, 's_banner'), /^"f405-demo: howdy/);
    const { data } = await client.request('readMemory', {
      memoryReference: `0x${banner.toString(16)}`,
      count: 16,
    });
    assert.equal(Buffer.from(data as string, 'base64').toString(), 'f405-demo: howdy');
    await client.disconnect();
  });
});

describe('several symbol files', () => {
  const adapters = useAdapters();
  let folder = '';
  before(() => (folder = mkdtempSync(join(tmpdir(), 'stm32-symbols-'))));
  after(() => rmSync(folder, { recursive: true }));

  it('are all known, also after a build of one of them', async () => {
    const more = join(folder, 'more symbols.elf');
    const image = readFileSync(demo.elf, 'latin1');
    const build = (name: string): void =>
      writeFileSync(more, image.replaceAll('g_parity', name), 'latin1');
    build('g_parito');
    const client = adapters.start();
    await begin(client, { attributes: { ...qemuLaunch, symbolFiles: [demo.elf, more] } });
    assert.equal(await valueOf(client, 'g_parity == g_parito'), '1');
    build('g_parita');
    const soon = new Date(Date.now() + 2000);
    utimesSync(more, soon, soon);
    await client.stopAfter('restart');
    assert.equal(await valueOf(client, 'g_parity == g_parita'), '1');
    await assert.rejects(valueOf(client, 'g_parito'), /No symbol "g_parito"/);
    await client.disconnect();
  });
});

describe('stm32/reset', () => {
  const adapters = useAdapters();
  let client: DapClient;
  before(async () => {
    client = adapters.start();
    await begin(client);
  });

  for (const state of ['standing', 'running'] as const) {
    it(`leaves a ${state} target at the reset vector`, async () => {
      await client.request('continue', { threadId: 1 });
      if (state === 'standing') await pause(client);
      const from = client.events.length;
      const stopped = await client.stopAfter('stm32/reset');
      assert.equal(stopped.reason, 'entry');
      assert.equal(stopped.description, 'Stopped at the reset vector');
      assert.equal((await top(client)).name, 'Reset_Handler');
      assert.equal(client.bodies('stopped', from).length, 1);
      // From there it runs as after power-on.
      await runTo(client, 'main-init');
      assert.equal(await valueOf(client, 'g_counter'), '0');
      await setLines(client, []);
    });
  }
});

// Launching on QEMU: where the target stands afterwards, and what each attribute does about it.

import assert from 'node:assert/strict';
import { cpSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DebugProtocol } from '@vscode/debugprotocol';
import type { DapError } from '../../support/dap-client';
import type { DapClient } from '../../support/dap-client';
import {
  begin,
  beginAgain,
  configure,
  evaluate,
  position,
  qemuLaunch,
  resume,
  setLines,
  stack,
  top,
  valueOf,
} from '../../support/debug-session';
import { useAdapters } from '../../support/leftovers';
import { demo, taggedLine } from '../../support/project';

const mainFirst = `main:${taggedLine('main-first')}`;

/** Warnings as the user sees them. */
const warnings = (client: DapClient): string => client.outputText('stderr');

describe('launch', () => {
  const adapters = useAdapters();

  it('runs to main, says that it is the entry, and ends without a trace', async () => {
    const client = adapters.start();
    const stopped = await begin(client);
    assert.deepEqual(stopped, { reason: 'entry', threadId: 1, allThreadsStopped: true });
    assert.equal(await position(client), mainFirst);
    // The static constructor has filled the table, and nothing of main has run.
    assert.equal(await valueOf(client, 'big_array[9999]'), '29997');
    assert.equal(await valueOf(client, 'g_counter'), '0');
    assert.equal(warnings(client), '');
    assert.equal(adapters.children().length, 2);
    await client.disconnect();
    assert.deepEqual(adapters.running(), []);
    assert.equal(client.stderr, '');
  });

  it('stays at the reset vector with breakAfterReset', async () => {
    const client = adapters.start();
    const stopped = await begin(client, { attributes: { ...qemuLaunch, breakAfterReset: true } });
    assert.equal(stopped.reason, 'entry');
    assert.equal((await top(client)).name, 'Reset_Handler');
    assert.equal(await valueOf(client, 'big_array[9999]'), '0');
    await client.disconnect();
  });

  it('stays at the reset vector when runToEntryPoint is empty', async () => {
    const client = adapters.start();
    await begin(client, { attributes: { ...qemuLaunch, runToEntryPoint: '' } });
    assert.equal((await top(client)).name, 'Reset_Handler');
    await client.disconnect();
  });

  it('runs to another function that runToEntryPoint names', async () => {
    const client = adapters.start();
    const stopped = await begin(client, {
      attributes: { ...qemuLaunch, runToEntryPoint: 'sensors_init' },
    });
    assert.equal(stopped.reason, 'entry');
    const { stackFrames } = await stack(client);
    assert.deepEqual(
      stackFrames.map(({ name }) => name),
      ['sensors_init', 'main'],
    );
    assert.equal(stackFrames[1]?.line, taggedLine('main-init'));
    await client.disconnect();
  });

  it('says which function is missing, and launches again in the same adapter', async () => {
    const client = adapters.start();
    await client.initialize();
    const wrong = { ...qemuLaunch, runToEntryPoint: 'app_main' };
    await assert.rejects(client.request('launch', wrong), (error: DapError) => {
      assert.match(error.text, /There is no function "app_main" in .*f405-demo\.elf\./);
      assert.match(error.text, /Set runToEntryPoint to a function of the image, or to ""/);
      return true;
    });
    assert.deepEqual(adapters.children(), []);
    await beginAgain(client, 'launch', qemuLaunch);
    assert.equal(await position(client), mainFirst);
    await client.disconnect();
  });

  it('runs without stopping when the client asks for noDebug', async () => {
    const client = adapters.start();
    await client.initialize();
    // A client may send its breakpoints all the same.
    await configure(client, 'launch', { ...qemuLaunch, noDebug: true }, [taggedLine('loop')]);
    await client.event<DebugProtocol.OutputEvent['body']>('output', () =>
      client.outputText('stdout').includes('round 101: pass 1, recursion 2592'),
    );
    assert.deepEqual(client.bodies('stopped'), []);
    await client.disconnect();
  });

  it('refuses a second launch while the first one lives', async () => {
    const client = adapters.start();
    await begin(client);
    await assert.rejects(client.request('launch', qemuLaunch), /already has a session/);
    assert.equal(await position(client), mainFirst);
    await client.disconnect();
  });

  it('shows what the target prints on its UART', async () => {
    const client = adapters.start();
    await begin(client, { breakpoints: [taggedLine('loop')] });
    await resume(client);
    await client.event('output', () =>
      client.outputText('stdout').includes('f405-demo: hello from USART1\r\n'),
    );
    await client.disconnect();
  });

  it('shows the talk with GDB when showDevDebugOutput asks for it', async () => {
    const client = adapters.start();
    await begin(client, { attributes: { ...qemuLaunch, showDevDebugOutput: 'raw' } });
    const shown = client.outputText('console');
    assert.match(shown, /^-> \d+-target-select remote 127\.0\.0\.1:\d+$/m);
    assert.match(shown, /^<- \*stopped,reason="breakpoint-hit"/m);
    await client.disconnect();
  });
});

describe('launch attributes', () => {
  const adapters = useAdapters();
  let folder = '';
  before(() => (folder = mkdtempSync(join(tmpdir(), 'stm32-launch-'))));
  after(() => rmSync(folder, { recursive: true }));

  it('take executable relative to cwd, and a relative cwd from where the adapter started', async () => {
    const client = adapters.start({ cwd: join(demo.folder, '..') });
    const attributes = { ...qemuLaunch, executable: 'build/f405-demo.elf', cwd: 'f405-demo' };
    await begin(client, { attributes });
    assert.equal(await position(client), mainFirst);
    assert.equal((await top(client)).source?.path, demo.main);
    await client.disconnect();
  });

  it('take program for executable', async () => {
    const client = adapters.start();
    const { executable: program, ...others } = qemuLaunch;
    await begin(client, { attributes: { ...others, program } });
    assert.equal(await position(client), mainFirst);
    await client.disconnect();
  });

  it('read symbols from symbolFiles and program loadFiles', async () => {
    const client = adapters.start();
    const { executable, ...others } = qemuLaunch;
    const copy = join(folder, 'symbols.elf');
    cpSync(executable, copy);
    await begin(client, {
      attributes: { ...others, symbolFiles: [copy], loadFiles: [executable] },
    });
    assert.equal(await position(client), mainFirst);
    const symbols = await evaluate(client, '>info files', 'repl');
    assert.match(symbols.result, /Symbols from ".*symbols\.elf"/);
    await client.disconnect();
  });

  it('program nothing when loadFiles is empty', async () => {
    const client = adapters.start();
    const attributes = { ...qemuLaunch, loadFiles: [], runToEntryPoint: '' };
    await begin(client, { attributes, traits: { supportsProgressReporting: true } });
    const { data } = await client.request('readMemory', {
      memoryReference: '0x08000000',
      count: 16,
    });
    assert.deepEqual(Buffer.from(data as string, 'base64'), Buffer.alloc(16));
    assert.deepEqual(client.bodies('progressStart'), []);
    await client.disconnect();
  });

  it('find moved sources by sourceFileMap', async () => {
    const moved = join(folder, 'moved');
    mkdirSync(moved);
    cpSync(join(demo.folder, 'Core'), join(moved, 'Core'), { recursive: true });
    const here = join(folder, 'here');
    renameSync(join(moved, 'Core'), join(moved, 'Elsewhere'));
    mkdirSync(here);
    const client = adapters.start();
    const sourceFileMap = { 'Core/Src': join(moved, 'Elsewhere/Src') };
    await begin(client, { attributes: { ...qemuLaunch, cwd: here, sourceFileMap } });
    const path = join(moved, 'Elsewhere/Src/main.c');
    assert.equal((await top(client)).source?.path, path);
    const [set] = await setLines(client, [taggedLine('work')], path);
    assert.equal(set?.verified, true);
    assert.equal((await resume(client)).reason, 'breakpoint');
    assert.equal(await position(client), `tick_work:${taggedLine('work')}`);
    await client.disconnect();
  });

  it('set before sources are at hand still bind, and frames say that the file is not here', async () => {
    const client = adapters.start();
    await begin(client, { attributes: { ...qemuLaunch, cwd: folder } });
    const { source } = await top(client);
    assert.equal(source?.name, 'main.c');
    assert.equal(source?.path, undefined);
    await client.disconnect();
  });

  it('of a Cortex-Debug configuration with only its type changed work, each lost one with a warning', async () => {
    const client = adapters.start();
    await begin(client, {
      attributes: {
        name: 'Debug with Cortex-Debug',
        type: 'stm32',
        request: 'launch',
        ...qemuLaunch,
        cpu: 'cortex-m4',
        machine: 'netduinoplus2',
        runToMain: true,
        svdFile: './STM32F405.svd',
        showDevDebugTimestamps: true,
        swoConfig: { enabled: true, decoders: [] },
        liveWatch: { enabled: true },
        preLaunchCommands: ['set print elements 64'],
        preLaunchTask: 'build',
      },
    });
    assert.equal(await position(client), mainFirst);
    const shown = warnings(client);
    // svdFile is for the viewers of peripherals, which read it themselves.
    for (const lost of ['cpu', 'showDevDebugTimestamps', 'swoConfig', 'liveWatch']) {
      assert.match(shown, new RegExp(`^warning: ${lost} has no effect: .+\\.`, 'm'));
    }
    assert.equal(shown.match(/^warning:/gm)?.length, 4);
    await client.disconnect();
  });

  it('that are unknown are a warning with the nearest name', async () => {
    const client = adapters.start();
    await begin(client, { attributes: { ...qemuLaunch, runToEntrypiont: 'main' } });
    assert.match(warnings(client), /runToEntrypiont is no attribute of an stm32 launch/);
    assert.match(warnings(client), /Did you mean runToEntryPoint\?/);
    await client.disconnect();
  });
});

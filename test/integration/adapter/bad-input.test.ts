// What is wrong with a launch configuration or its ELF file is said before anything is started: what it is,
// where it was read, what to do.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DapClient } from '../../support/dap-client';
import {
  begin,
  beginAgain,
  position,
  qemuLaunch,
  setLines,
  stack,
  top,
} from '../../support/debug-session';
import { atOnceMs, useAdapters } from '../../support/leftovers';
import { demo, taggedLine } from '../../support/project';

let folder = '';
before(() => (folder = mkdtempSync(join(tmpdir(), 'stm32-bad-'))));
after(() => rmSync(folder, { recursive: true }));

describe('a launch with', () => {
  const adapters = useAdapters();
  let client: DapClient;
  before(async () => {
    client = adapters.start();
    await client.initialize();
  });

  const refused = (attributes: object, ...words: readonly RegExp[]) =>
    adapters.assertRefused(client, attributes, atOnceMs, words);

  it('no ELF file names the path, one that is near, and the attribute', async () => {
    const executable = join(demo.folder, 'build/absent.elf');
    await refused(
      { executable },
      /^The file .*build\/absent\.elf is not there\.$/m,
      /"executable" names .*absent\.elf \(launch configuration\)/,
      /f405-demo\.elf/,
      /^Use "executable": ".*f405-demo\.elf"/m,
    );
  });

  it('no executable at all says so', async () => {
    await refused({ executable: undefined }, /No ELF file is configured/);
  });

  it('a folder for an ELF file says that it is one', async () => {
    const executable = join(folder, 'a-folder.elf');
    mkdirSync(executable);
    await refused({ executable }, /a-folder\.elf is a folder, not an ELF file\./, /EISDIR/);
  });

  it('a text for an ELF file says what it is', async () => {
    const executable = join(folder, 'notes.elf');
    writeFileSync(executable, 'These are notes, not a program.\n');
    await refused({ executable }, /notes\.elf is .*, not an ELF file\./, /Name the ELF file/);
  });

  it('an empty file and a cut one says that the build failed', async () => {
    const executable = join(folder, 'empty.elf');
    writeFileSync(executable, '');
    await refused({ executable }, /empty\.elf is an empty file/, /Build the file again\./);
    const cut = join(folder, 'cut.elf');
    writeFileSync(cut, readFileSync(demo.elf).subarray(0, 20_000));
    await refused({ executable: cut }, /cut\.elf is cut off/, /Build or copy the file again/);
  });

  it('a program of this computer names its machine', async () => {
    const executable = process.execPath;
    await refused({ executable }, /node is for .+, not for the Arm core of an STM32\./);
  });

  it('a variable that was not replaced names it and its attribute', async () => {
    await refused(
      { executable: '${command:cmake.launchTargetPath}' },
      /executable contains \$\{command:cmake\.launchTargetPath\}, which was not replaced/,
      /launch configuration/,
      /Write the path out/,
    );
  });

  it('an unknown servertype names those there are', async () => {
    await refused({ servertype: 'bmp' }, /bmp|Black Magic/, /qemu/, /external/);
  });

  it('a device that QEMU has no board for says which it has', async () => {
    await refused({ device: 'STM32H743ZI' }, /no board for device "STM32H743ZI"/, /STM32F405/);
  });

  it('a value of the wrong type names attribute and type', async () => {
    await refused(
      { preLaunchCommands: 'monitor halt' },
      /preLaunchCommands must be a list of texts/,
    );
  });

  it('a cwd that is not there says so, not that a program is missing', async () => {
    const cwd = join(folder, 'absent');
    await refused({ cwd }, /The working folder .*absent is not there\./);
  });

  it('several mistakes names them all', async () => {
    await refused(
      { executable: 'absent.elf', gdbPath: '/nowhere/gdb' },
      /absent\.elf is not there/,
      /There is no GDB at gdbPath "\/nowhere\/gdb"/,
    );
  });

  it('all of it corrected works in the same adapter', async () => {
    await beginAgain(client, 'launch', qemuLaunch);
    assert.equal(await position(client), `main:${taggedLine('main-first')}`);
  });
});

describe('an ELF file without debug information', () => {
  const adapters = useAdapters();

  it('is a warning, and the launch runs to main by its symbols', async () => {
    const executable = join(folder, 'no-debug.elf');
    cpSync(demo.elf, executable);
    execFileSync('arm-none-eabi-strip', ['-g', executable]);
    const client = adapters.start();
    const stopped = await begin(client, { attributes: { ...qemuLaunch, executable } });
    assert.equal(stopped.reason, 'entry');
    assert.match(
      client.outputText('stderr'),
      /warning: .*no-debug\.elf has no debug information.*Only function names are known\./,
    );
    assert.match(client.outputText('stderr'), /Compile with -g3/);
    const frame = await top(client);
    assert.equal(frame.name, 'main');
    assert.equal(frame.source, undefined);
    // Lines are unknown, functions are not.
    const [set] = await setLines(client, [taggedLine('work')]);
    assert.equal(set?.verified, false);
    await client.request('setFunctionBreakpoints', { breakpoints: [{ name: 'tick_work' }] });
    await client.stopAfter('continue', { threadId: 1 });
    const { stackFrames } = await stack(client);
    assert.deepEqual(
      stackFrames.slice(0, 2).map(({ name }) => name),
      ['tick_work', 'main'],
    );
    await client.disconnect();
  });

  it('and without symbols says which function it cannot run to', async () => {
    const executable = join(folder, 'stripped.elf');
    cpSync(demo.elf, executable);
    execFileSync('arm-none-eabi-strip', ['-s', executable]);
    const client = adapters.start();
    await client.initialize();
    const launch = client.request('launch', { ...qemuLaunch, executable });
    await assert.rejects(launch, /There is no function "main" in .*stripped\.elf/);
    assert.deepEqual(adapters.children(), []);
    await beginAgain(client, 'launch', { ...qemuLaunch, executable, runToEntryPoint: '' });
    assert.match((await top(client)).name, /^0x08000[0-9a-f]{3}$/);
    await client.disconnect();
  });
});

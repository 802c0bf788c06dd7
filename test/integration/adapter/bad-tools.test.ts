// GDB or the server is missing, is none, or fails to do its work: the reason reaches the user in time, and
// nothing is left running.

import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DapClient } from '../../support/dap-client';
import { beginAgain, position, qemuLaunch } from '../../support/debug-session';
import { atOnceMs, useAdapters } from '../../support/leftovers';
import { freePort } from '../../support/ports';
import { taggedLine } from '../../support/project';

let folder = '';
before(() => (folder = mkdtempSync(join(tmpdir(), 'stm32-tools-'))));
after(() => rmSync(folder, { recursive: true }));

function script(name: string, ...lines: readonly string[]): string {
  const path = join(folder, name);
  writeFileSync(path, ['#!/bin/sh', ...lines, ''].join('\n'));
  chmodSync(path, 0o755);
  return path;
}

/** A GDB that does not know Arm: this machine's own where it is one, else a real one that is not told of it. */
function gdbWithoutArm(): string {
  const native = spawnSync('gdb', ['-nx', '-batch', '-ex', 'set architecture arm']);
  if (native.error === undefined && native.stderr.includes('Undefined item')) {
    return execFileSync('which', ['gdb'], { encoding: 'utf8' }).trim();
  }
  return script(
    'gdb-no-arm',
    'sed -u \'s/architecture arm/architecture none/\' | gdb-multiarch "$@"',
  );
}

describe('a launch with', () => {
  const adapters = useAdapters();
  let client: DapClient;
  before(async () => {
    client = adapters.start();
    await client.initialize();
  });

  const refused = (attributes: object, ...words: readonly RegExp[]) =>
    adapters.assertRefused(client, attributes, atOnceMs, words);

  it('a GDB that is missing names the path and how to get one', async () => {
    await refused(
      { gdbPath: '/nowhere/arm-none-eabi-gdb' },
      /^There is no GDB at gdbPath "\/nowhere\/arm-none-eabi-gdb"\.$/m,
      /Correct gdbPath, or remove it/,
    );
  });

  it('a GDB that is not executable says so', async () => {
    const gdbPath = join(folder, 'not-executable-gdb');
    writeFileSync(gdbPath, 'not a program');
    await refused({ gdbPath }, /There is no GDB at gdbPath ".*not-executable-gdb"/, /execut/i);
  });

  it('a GDB without Arm says so and names one that has it', async () => {
    await refused({ gdbPath: gdbWithoutArm() }, /without Arm support/, /gdb-multiarch/);
  });

  it('a GDB without Arm support is told beside a server that is never ready', async () => {
    const serverpath = script('mute-server', 'exec sleep 60');
    await refused({ gdbPath: gdbWithoutArm(), serverpath }, /without Arm support/);
  });

  it('another program for GDB says that it is none', async () => {
    const gdbPath = script('silent-end');
    await refused(
      { gdbPath },
      /silent-end" is no working GDB\./,
      /exited with code 0 before it showed a GDB\/MI prompt/,
      /Set "gdbPath"/,
    );
    const chatty = script('chatty', 'echo "I am not a debugger" >&2', 'exit 3');
    await refused({ gdbPath: chatty }, /exited with code 3/, /I am not a debugger/);
  });

  it('a text file for GDB says that it is no program', async () => {
    const gdbPath = join(folder, 'text-gdb');
    writeFileSync(gdbPath, 'just text\n');
    chmodSync(gdbPath, 0o755);
    await refused({ gdbPath }, /text-gdb/, /Set "gdbPath"/);
  });

  it('a GDB that lacks a library names the library', async () => {
    const said =
      'error while loading shared libraries: libncurses.so.5: cannot open shared object file';
    const gdbPath = script('old-gdb', `echo "old-gdb: ${said}" >&2`, 'exit 127');
    await refused({ gdbPath }, /needs libncurses\.so\.5, which this system does not have/);
  });

  it('an argument that GDB does not know names debuggerArgs', async () => {
    const unknown = { debuggerArgs: ['--no-such-option'] };
    await refused(unknown, /refuses the option --no-such-option/, /in "debuggerArgs"\./);
  });

  it('a QEMU that is missing names the path and how to get it', async () => {
    await refused(
      { serverpath: '/nowhere/qemu-system-arm' },
      /^There is no GDB server at serverpath "\/nowhere\/qemu-system-arm"\.$/m,
      /Correct serverpath, or remove it to have the program looked for\./,
    );
  });

  it('a server that ends at once gives its exit code and what it said', async () => {
    const serverpath = script('no-server', 'echo "cannot do that" >&2', 'exit 9');
    await refused(
      { serverpath },
      /^QEMU exited with code 9\.$/m,
      /cannot do that/,
      /command: .*no-server/,
    );
  });

  it('arguments that QEMU does not know gives its own words', async () => {
    await refused({ serverArgs: ['-no-such-option'] }, /-no-such-option: invalid option/);
    await refused({ machine: 'no-such-board' }, /unsupported machine type/);
  });

  it('nobody at gdbTarget says where it looked', async () => {
    const gdbTarget = `127.0.0.1:${await freePort()}`;
    await refused(
      { servertype: 'external', gdbTarget, device: undefined },
      new RegExp(
        `^Nothing listens on ${gdbTarget}, where gdbTarget expects the GDB server\\.$`,
        'm',
      ),
      /no listening socket with port \d+/,
      /Start the GDB server and wait/,
    );
  });

  it('a gdbTarget that is no address says what one looks like', async () => {
    const external = { servertype: 'external', device: undefined };
    await refused({ ...external, gdbTarget: 'localhost' }, /"localhost" is not host:port/);
    await refused(external, /needs gdbTarget/, /localhost:3333/);
  });

  it('all of it corrected works in the same adapter', async () => {
    await beginAgain(client, 'launch', qemuLaunch);
    assert.equal(await position(client), `main:${taggedLine('main-first')}`);
  });
});

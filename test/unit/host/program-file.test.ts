// Programs' headers: made ones of each kind, those of this computer, and damaged ones.

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createNodeHost } from '../../../src/host/node-host';
import { readProgramFile } from '../../../src/host/program-file';
import type { ProgramFileResult } from '../../../src/host/program-file';
import { findLibraries } from '../../../src/host/shared-libraries';
import { buildProgram } from '../../support/program-builder';

const host = createNodeHost();

describe('readProgramFile', () => {
  let folder = '';
  before(() => (folder = mkdtempSync(join(tmpdir(), 'stm32-program-'))));
  after(() => rmSync(folder, { recursive: true }));

  function read(bytes: Uint8Array | string): Promise<ProgramFileResult> {
    const path = join(folder, 'program');
    writeFileSync(path, bytes);
    return readProgramFile(host, path);
  }

  const dynamic = {
    interpreter: '/lib64/ld-linux-x86-64.so.2',
    needed: ['libncurses.so.5', 'libc.so.6'],
    runPath: '$ORIGIN/../lib:/opt/lib',
  };

  it('reads machine, loader, libraries and run path', async () => {
    assert.deepEqual(await read(buildProgram(dynamic)), {
      kind: 'elf',
      machine: 'x86-64',
      interpreter: '/lib64/ld-linux-x86-64.so.2',
      needed: ['libncurses.so.5', 'libc.so.6'],
      runPath: ['$ORIGIN/../lib', '/opt/lib'],
    });
  });

  it('reads the older run path, and a static program', async () => {
    const old = await read(buildProgram({ ...dynamic, isOldRunPath: true }));
    assert.deepEqual(old.kind === 'elf' ? old.runPath : old, ['$ORIGIN/../lib', '/opt/lib']);
    const fixed = await read(buildProgram({ machine: 183 }));
    const none = { interpreter: undefined, needed: [], runPath: [] };
    assert.deepEqual(fixed, { kind: 'elf', machine: 'AArch64', ...none });
  });

  it('tells scripts and other files apart', async () => {
    assert.deepEqual(await read('#!/bin/sh\n'), { kind: 'script' });
    for (const text of ['', 'MZ\x90', '\x7fELF']) assert.equal((await read(text)).kind, 'unknown');
    assert.equal((await readProgramFile(host, join(folder, 'none'))).kind, 'unknown');
    assert.equal((await readProgramFile(host, folder)).kind, 'unknown');
  });

  it('gives a value for every cut and every damaged byte', async () => {
    const whole = buildProgram(dynamic);
    for (let length = 0; length < whole.length; length += 3) {
      assert.ok((await read(whole.subarray(0, length))).kind);
    }
    for (let at = 0; at < whole.length; at++) {
      for (const value of [0, 0x7f, 0xff]) {
        const damaged = Uint8Array.from(whole);
        damaged[at] = value;
        assert.ok((await read(damaged)).kind);
      }
    }
  });

  if (process.platform === 'linux') {
    it('finds every library of a program that runs', async () => {
      const path = await host.realPath(process.execPath);
      const program = await readProgramFile(host, path);
      assert.ok(program.kind === 'elf');
      assert.ok(program.needed.includes('libc.so.6') || program.interpreter?.includes('musl'));
      const libraries = await findLibraries(host, path, program);
      assert.deepEqual(libraries?.missing, []);
    });

    it('does not find a library that is nowhere', async () => {
      const program = { kind: 'elf', machine: 'x86-64', interpreter: undefined } as const;
      const asked = { ...program, needed: ['libnone.so.99'], runPath: ['$ORIGIN', '/opt/none'] };
      const libraries = await findLibraries(host, '/usr/bin/x', asked);
      assert.deepEqual(libraries?.missing, ['libnone.so.99']);
      assert.deepEqual(libraries.searched.slice(0, 2), ['/usr/bin', '/opt/none']);
      const unknown = { ...asked, runPath: ['/opt/$LIB'] };
      assert.equal(await findLibraries(host, '/usr/bin/x', unknown), undefined);
    });
  }
});

// Version lines as toolchains print them, and what is wrong with a program that cannot be GDB.

import assert from 'node:assert/strict';
import { cannotRun } from '../../../src/gdb/gdb-failures';
import { identify, readVersion, requireArm } from '../../../src/gdb/identify';
import { scriptedGdb } from '../../support/scripted-gdb';

describe('readVersion', () => {
  const lines: readonly [string, number, number][] = [
    ['GNU gdb (Debian 13.1-3) 13.1', 13, 1],
    ['GNU gdb (Ubuntu 15.0.50.20240403-0ubuntu1) 15.0.50.20240403-git', 15, 0],
    ['GNU gdb (Arm GNU Toolchain 13.2.rel1 (Build arm-13.7)) 13.2.90.20231008-git', 13, 2],
    ['GNU gdb (GNU Tools for STM32 12.3.rel1.20240926-1715) 13.2.90.20230709-git', 13, 2],
    ['GNU gdb (GDB; ST 13.3.rel1.20250523-0900) 15.2.90.20241130-git', 15, 2],
    ['GNU gdb (GNU Tools for Arm Embedded Processors 9-2019-q4-major) 8.3.0.20190709-git', 8, 3],
    ['GNU gdb (xPack GNU Arm Embedded GCC x86_64) 14.2.1', 14, 2],
  ];
  for (const [line, major, minor] of lines) {
    it(`reads ${major}.${minor} from "${line}"`, () => {
      const { version, versionLine } = readVersion(`${line}\nCopyright\n`);
      assert.deepEqual(version, { major, minor });
      assert.equal(versionLine, line);
    });
  }

  it('says nothing where there is nothing', () => {
    assert.deepEqual(readVersion(''), {
      versionLine: '',
      version: undefined,
      configuredAs: undefined,
    });
  });
});

describe('identify', () => {
  it('writes all its questions at once and leaves no text for the session', async () => {
    const { gdb, say, written } = scriptedGdb();
    const heard: string[] = [];
    gdb.onStream((record) => heard.push(record.text));
    const identity = identify(gdb);
    assert.equal(written.length, 4);
    say(
      '~"GNU gdb (GDB) 12.1\\n"',
      '~"This GDB was configured as \\"i686-w64-mingw32\\".\\n"',
      '1^done',
    );
    say('2^done,features=["python"]', '3^error,msg="Undefined item: \\"arm\\"."');
    say('~"The target architecture is set to \\"auto\\" (currently \\"i386\\").\\n"', '4^done');
    const { supportsArm, configuredAs, hasPython } = await identity;
    assert.deepEqual([supportsArm, configuredAs, hasPython], [false, 'i686-w64-mingw32', true]);
    assert.deepEqual(heard, []);
    assert.throws(() => requireArm(gdb, { ...baseIdentity, supportsArm }), { code: 'gdb-no-arm' });
    requireArm(gdb, { ...baseIdentity, supportsArm: true });
  });
});

const baseIdentity = {
  versionLine: 'GNU gdb (GDB) 12.1',
  version: { major: 12, minor: 1 },
  configuredAs: 'x86_64-linux-gnu',
  features: [],
  hasPython: false,
};

describe('cannotRun', () => {
  const end = { program: 'arm-none-eabi-gdb', cwd: undefined, stderr: [], stdout: [] };
  const cases = [
    {
      title: 'a missing ncurses',
      end: {
        exit: { kind: 'exited', code: 127 },
        stderr: [
          'arm-none-eabi-gdb: error while loading shared libraries: libncurses.so.5: cannot open shared object file: No such file or directory',
        ],
      },
      message: /needs libncurses\.so\.5/,
      fix: /libncurses5/,
    },
    {
      title: 'a missing Python',
      end: {
        exit: { kind: 'exited', code: 127 },
        stderr: [
          'arm-none-eabi-gdb: error while loading shared libraries: libpython3.8.so.1.0: cannot open shared object file: No such file or directory',
        ],
      },
      message: /libpython3\.8\.so\.1\.0/,
      fix: /Python 3\.8/,
    },
    {
      title: 'a missing DLL',
      end: { exit: { kind: 'exited', code: 0xc0000135 } },
      message: /DLL that was not found/,
      fix: /python38\.dll/,
    },
    {
      title: 'a wrong processor on macOS',
      end: {
        exit: {
          kind: 'error',
          code: 'Unknown system error -86',
          message: 'spawn Unknown system error -86',
        },
      },
      message: /another processor/,
      fix: /Rosetta/,
    },
    {
      title: 'a missing program',
      end: { exit: { kind: 'error', code: 'ENOENT', message: 'spawn x ENOENT' } },
      message: /was not found/,
      fix: /gdbPath/,
    },
    {
      title: 'a folder instead of a program',
      end: { exit: { kind: 'error', code: 'EACCES', message: 'spawn x EACCES' } },
      message: /may not be executed/,
      fix: /folder/,
    },
  ] as const;
  for (const { title, end: given, message, fix } of cases) {
    it(`explains ${title}`, () => {
      const failure = cannotRun({ ...end, ...given });
      assert.equal(failure.code, 'gdb-cannot-run');
      assert.match(failure.message, message);
      assert.match(failure.fix ?? '', fix);
      assert.equal(failure.evidence[0], 'program: arm-none-eabi-gdb');
    });
  }
});

// What ST-LINK_gdbserver is started with, its dialect, and where it and its programmer are looked for.

import assert from 'node:assert/strict';
import { gatherServerFiles } from '../../../src/analysis/facts/server-files';
import { gatherServer, searchTool } from '../../../src/analysis/facts/tools';
import { known } from '../../../src/analysis/facts';
import type { LaunchArgs } from '../../../src/launch/launch-args';
import { resolveArgs } from '../../../src/launch/resolve-args';
import { stlink } from '../../../src/servers/stlink';
import { machine } from '../../support/file-machine';

const launch = (raw: Record<string, unknown> = {}): LaunchArgs =>
  resolveArgs({ request: 'launch', servertype: 'stlink', ...raw }, '/project').args;

/** The arguments without the port. */
function optionsOf(raw: Record<string, unknown>): string {
  const tools = {
    program: '/clt/STLink-gdb-server/bin/ST-LINK_gdbserver',
    port: 50000,
    morePorts: [50001],
    files: { stm32cubeprogrammer: '/clt/STM32CubeProgrammer/bin/STM32_Programmer_CLI' },
  };
  const command = stlink.command(launch(raw), tools);
  assert.deepEqual(command?.args.slice(0, 4), [
    ...['-p', '50000', '-cp', '/clt/STM32CubeProgrammer/bin'],
  ]);
  assert.equal(command.env?.['LD_LIBRARY_PATH'], '/clt/STLink-gdb-server/bin/native/linux_x64');
  return command.args.slice(4).join(' ');
}

describe('the command line of ST-LINK_gdbserver', () => {
  const cases: readonly (readonly [string, Record<string, unknown>, string])[] = [
    ['halts on SWD and verifies by default', {}, '-d --halt -s -v'],
    ['speaks JTAG without -d', { interface: 'jtag' }, '--halt -s -v'],
    ['does not verify when told so', { verify: false }, '-d --halt -v'],
    ['names the probe', { serialNumber: '066C' }, '-d -i 066C --halt -s -v'],
    ['connects under reset', { resetStrategy: 'connect-under-reset' }, '-d -k --halt -s -v'],
    ['leaves the target alone', { resetStrategy: 'none' }, '-d -g -s -v'],
    ['shares the probe', { shared: true }, '-d -t --halt -s -v'],
    ['chooses the core', { targetProcessor: 3 }, '-d --halt -s -m 3 -v'],
    [
      'passes every loader',
      { externalLoaders: ['/a.stldr', '/b.stldr'] },
      '-d --halt -s -el /a.stldr -el /b.stldr -v',
    ],
    ['ends with the arguments of the user', { serverArgs: ['-l', '1'] }, '-d --halt -s -v -l 1'],
    ['attaches and halts', { request: 'attach' }, '-d -g --halt -s -v'],
    [
      'attaches without a halt',
      { request: 'attach', haltOnAttach: false, resetStrategy: 'connect-under-reset' },
      '-d -g -s -v',
    ],
  ];
  for (const [title, raw, options] of cases) {
    it(title, () => assert.equal(optionsOf(raw), options));
  }

  for (const [speed, frequency] of [
    [1, 5],
    [100, 100],
    [480, 240],
    [1000, 950],
    [1800, 1800],
    [10000, 8000],
    [50000, 24000],
  ] as const) {
    it(`takes ${frequency} kHz for ${speed}, the nearest that it knows and that is not above`, () => {
      assert.equal(optionsOf({ speed }), `-d --frequency ${frequency} --halt -s -v`);
    });
  }

  it('never is persistent: it is to end with its client', () => {
    for (const resetStrategy of [undefined, ...stlink.resetStrategies]) {
      assert.doesNotMatch(optionsOf({ resetStrategy }), /(^| )-e( |$)/);
    }
  });

  it('has no folder of the programmer where none was found', () => {
    const tools = { program: '/x', port: 1, morePorts: [2], files: {} };
    assert.ok(!stlink.command(launch(), tools)?.args.includes('-cp'));
  });
});

describe('the dialect of ST-LINK_gdbserver', () => {
  const resets = (resetStrategy?: string): readonly string[] =>
    stlink.resetHalt(launch({ resetStrategy }));

  it('resets by the command that the strategy means, and never says "reset halt"', () => {
    assert.deepEqual(resets(), ['monitor reset', 'monitor halt']);
    assert.deepEqual(resets('software'), ['monitor reset', 'monitor halt']);
    assert.deepEqual(resets('connect-under-reset'), ['monitor reset', 'monitor halt']);
    assert.deepEqual(resets('hardware'), ['monitor reset hardware', 'monitor halt']);
    assert.deepEqual(resets('core'), ['monitor reset core', 'monitor halt']);
  });

  it('starts the image without a reset when there is to be none', () => {
    assert.ok(resets('none').every((command) => !command.startsWith('monitor')));
    assert.deepEqual(stlink.beforeLoad(launch({ resetStrategy: 'none' })), ['monitor halt']);
  });
});

const cubeIde = (platform: string): string =>
  `plugins/com.st.stm32cube.ide.mcu.externaltools.stlink-gdb-server.${platform}_2.2.100.202501151542/tools/bin`;

describe('where ST-LINK_gdbserver is looked for', () => {
  const search = async (
    platform: NodeJS.Platform,
    env: Record<string, string>,
    files: readonly string[],
  ): Promise<string | undefined> => {
    const { host } = machine(platform, env, [...files]);
    const query = { names: stlink.tool?.names ?? [], baseDir: '/project' };
    return (await searchTool(host, query, stlink.tool?.places)).found;
  };
  const linux = [
    '/home/me/.local/share/stm32cube/bundles/stlink-gdbserver/7.13.0+st.3/bin/ST-LINK_gdbserver',
    '/opt/st/stm32cubeclt_1.18.0/STLink-gdb-server/bin/ST-LINK_gdbserver',
    '/opt/st/stm32cubeclt_1.9.0/STLink-gdb-server/bin/ST-LINK_gdbserver',
    `/opt/st/stm32cubeide_1.18.1/${cubeIde('linux64')}/ST-LINK_gdbserver`,
  ];

  it('on Linux: bundles, CubeCLT of the newest version, CubeIDE', async () => {
    for (let at = 0; at < linux.length; at++) {
      assert.equal(await search('linux', { PATH: '/bin' }, linux.slice(at)), linux[at]);
    }
  });

  it('on Windows and macOS', async () => {
    const windows = [
      'C:\\Users\\me\\AppData\\Local\\stm32cube\\bundles\\stlink-gdbserver\\7.13.0+st.3\\bin\\ST-LINK_gdbserver.exe',
      'C:\\ST\\STM32CubeCLT_1.19.0\\STLink-gdb-server\\bin\\ST-LINK_gdbserver.exe',
      `C:\\ST\\STM32CubeIDE_1.18.1\\STM32CubeIDE\\${cubeIde('win32').replaceAll('/', '\\')}\\ST-LINK_gdbserver.exe`,
    ];
    const env = { Path: 'C:\\Windows', LOCALAPPDATA: 'C:\\Users\\me\\AppData\\Local' };
    for (let at = 0; at < windows.length; at++) {
      assert.equal(await search('win32', env, windows.slice(at)), windows[at]);
    }
    const mac = [
      '/opt/ST/STM32CubeCLT_1.18.0/STLink-gdb-server/bin/ST-LINK_gdbserver',
      `/Applications/STM32CubeIDE.app/Contents/Eclipse/${cubeIde('macos64')}/ST-LINK_gdbserver`,
    ];
    for (let at = 0; at < mac.length; at++) {
      assert.equal(await search('darwin', { PATH: '/bin' }, mac.slice(at)), mac[at]);
    }
  });

  it('before all of these in PATH, and at serverpath alone when that is set', async () => {
    const inPath = '/usr/bin/ST-LINK_gdbserver';
    assert.equal(await search('linux', { PATH: '/usr/bin' }, [...linux, inPath]), inPath);
    const { host } = machine('linux', { PATH: '/usr/bin' }, linux);
    const fact = await gatherServer(host, launch({ serverpath: '/no/server' }), stlink);
    assert.equal(fact.ok && fact.value.found, undefined);
  });

  it('says where it has looked when it is nowhere', async () => {
    const { host } = machine('linux', { PATH: '/usr/bin' }, []);
    const fact = await gatherServer(host, launch(), stlink);
    assert.ok(fact.ok);
    const places = fact.value.trail.map(({ where }) => where).join('\n');
    assert.match(places, /^PATH/m);
    assert.match(places, /^\/opt\/st\/stm32cubeclt\*\/STLink-gdb-server\/bin$/m);
  });
});

describe('where STM32CubeProgrammer is looked for', () => {
  const find = async (
    server: string,
    files: readonly string[],
    { env = {}, raw = {} }: { env?: Record<string, string>; raw?: Record<string, unknown> } = {},
  ) => {
    const { host } = machine('linux', { PATH: '/bin', ...env }, [...files]);
    const located = { ...host, realPath: (path: string) => Promise.resolve(path) };
    const fact = await gatherServerFiles(
      located,
      launch(raw),
      stlink,
      known({ found: server, trail: [] }, 'PATH'),
    );
    assert.ok(fact.ok);
    const [file] = fact.value;
    assert.ok(file);
    return file;
  };
  const clt = '/opt/st/stm32cubeclt_1.18.0';
  const anywhere = '/usr/local/STMicroelectronics/STM32Cube/STM32CubeProgrammer/bin';

  it('beside the server, in each of the products', async () => {
    const pairs = [
      [`${clt}/STLink-gdb-server/bin/s`, `${clt}/STM32CubeProgrammer/bin`],
      [
        `/opt/st/stm32cubeide_1.18.1/${cubeIde('linux64')}/s`,
        '/opt/st/stm32cubeide_1.18.1/plugins/com.st.stm32cube.ide.mcu.externaltools.cubeprogrammer.linux64_2.2.100.202412061334/tools/bin',
      ],
      [
        '/home/me/.local/share/stm32cube/bundles/stlink-gdbserver/7.13.0+st.3/bin/s',
        '/home/me/.local/share/stm32cube/bundles/programmer/2.22.0+st.1/bin',
      ],
    ];
    for (const [server = '', folder = ''] of pairs) {
      const program = `${folder}/STM32_Programmer_CLI`;
      const others = [`${anywhere}/STM32_Programmer_CLI`, server];
      assert.equal((await find(server, [program, ...others])).found, program);
    }
  });

  it('where STM32CUBEPRG_PATH says, itself or its bin', async () => {
    const env = { STM32CUBEPRG_PATH: '/prg' };
    for (const program of ['/prg/STM32_Programmer_CLI', '/prg/bin/STM32_Programmer_CLI']) {
      const files = [program, `${anywhere}/STM32_Programmer_CLI`];
      assert.equal((await find('/s/s', files, { env })).found, program);
    }
  });

  it('where its own installer puts it', async () => {
    const program = `${anywhere}/STM32_Programmer_CLI`;
    assert.equal((await find('/s/s', [program])).found, program);
  });

  it('only in the folder that the configuration names', async () => {
    const raw = { stm32cubeprogrammer: '/mine' };
    const files = [`${anywhere}/STM32_Programmer_CLI`];
    const missing = await find('/s/s', files, { raw });
    assert.deepEqual([missing.found, missing.isNamed], [undefined, true]);
    const there = await find('/s/s', ['/mine/STM32_Programmer_CLI', ...files], { raw });
    assert.equal(there.found, '/mine/STM32_Programmer_CLI');
  });

  it('nowhere, and then it says where it has looked', async () => {
    const { found, searched, install } = await find('/s/bin/s', []);
    assert.equal(found, undefined);
    assert.ok(searched.includes('/STM32CubeProgrammer/bin'));
    assert.ok(searched.includes(anywhere));
    assert.match(install ?? '', /STM32CubeProgrammer/);
  });
});

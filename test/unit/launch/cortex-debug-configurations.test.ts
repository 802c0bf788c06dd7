// Cortex-Debug's configurations with only `type` changed: they resolve without an error, and the server gets what
// Cortex-Debug would have sent (1.13, src/{stlink,openocd,stutil,pyocd,jlink,external}.ts). Written by hand.

import assert from 'node:assert/strict';
import { unusedByServer } from '../../../src/analysis/servertype';
import type { LaunchPlan } from '../../../src/launch/plan';
import { plan } from '../../../src/launch/plan';
import { resolveArgs } from '../../../src/launch/resolve-args';
import { drivers } from '../../../src/servers';

interface Case {
  readonly title: string;
  readonly launch: Readonly<Record<string, unknown>>;
  /** In the server's command line, each in a row. */
  readonly sent: readonly (readonly string[])[];
  /** Attributes that a warning says are lost. */
  readonly lost?: readonly string[];
  readonly gdbTarget?: string;
}

const common = {
  name: 'Debug',
  type: 'stm32',
  request: 'launch',
  cwd: '/project',
  executable: 'build/firmware.elf',
  runToEntryPoint: 'main',
  svdFile: 'chip.svd',
  showDevDebugOutput: 'none',
};

const cases: readonly Case[] = [
  {
    title: 'stlink with nothing but the image',
    launch: { ...common, servertype: 'stlink', device: 'STM32F407VG', interface: 'swd' },
    sent: [['-p', '50000'], ['-d'], ['--halt']],
  },
  {
    title: 'stlink with a serial number and a core',
    launch: {
      ...common,
      servertype: 'stlink',
      serialNumber: '066DFF575051717867013127',
      targetProcessor: 3,
      v1: false,
      stm32cubeprogrammer: '/opt/st/programmer/bin',
    },
    sent: [
      ['-i', '066DFF575051717867013127'],
      ['-m', '3'],
    ],
  },
  {
    title: 'stlink with options of the server',
    launch: {
      ...common,
      servertype: 'stlink',
      serverArgs: ['-k', '--frequency', '4000', '-el', '/l/W25Q.stldr', '-t', '-l', '31'],
    },
    sent: [['-k'], ['--frequency', '4000'], ['-el', '/l/W25Q.stldr'], ['-t'], ['-l', '31']],
  },
  {
    title: 'openocd with configuration files',
    launch: {
      ...common,
      servertype: 'openocd',
      configFiles: ['interface/stlink.cfg', 'target/stm32f4x.cfg'],
      searchDir: ['/opt/scripts'],
      openOCDPreConfigLaunchCommands: ['set WORKAREASIZE 0x8000'],
      openOCDLaunchCommands: ['adapter speed 1000'],
      rttConfig: { enabled: true, address: 'auto' },
      swoConfig: { enabled: false },
    },
    sent: [
      ['-s', '/opt/scripts'],
      ['-f', 'interface/stlink.cfg', '-f', 'target/stm32f4x.cfg'],
      ['-c', 'set WORKAREASIZE 0x8000'],
      ['-c', 'adapter speed 1000'],
    ],
    lost: ['rttConfig'],
  },
  {
    title: 'openocd as an attach',
    launch: {
      ...{ name: 'Attach', type: 'stm32', request: 'attach', cwd: '/project' },
      ...{ servertype: 'openocd', executable: 'build/firmware.elf' },
      configFiles: ['board/st_nucleo_f4.cfg'],
      postAttachCommands: ['info registers'],
      preRestartCommands: ['enable breakpoints'],
      liveWatch: { enabled: true, samplesPerSecond: 4 },
    },
    sent: [['-f', 'board/st_nucleo_f4.cfg']],
    lost: ['liveWatch'],
  },
  {
    title: 'stutil',
    launch: { ...common, servertype: 'stutil', stutilpath: '/opt/st-util', v1: false },
    sent: [['-p', '50000']],
  },
  {
    title: 'pyocd with a board and a target',
    launch: {
      ...common,
      servertype: 'pyocd',
      boardId: '066DFF575051717867013127',
      targetId: 'stm32f407vgtx',
      cmsisPack: '/packs/Keil.STM32F4xx_DFP.pack',
    },
    sent: [
      ['--port', '50000'],
      ['--uid', '066DFF575051717867013127'],
      ['--target', 'stm32f407vgtx'],
      ['--pack', '/packs/Keil.STM32F4xx_DFP.pack'],
    ],
  },
  {
    title: 'jlink',
    launch: {
      ...common,
      servertype: 'jlink',
      device: 'STM32F407VG',
      interface: 'swd',
      serialNumber: 683_298_765,
      jlinkscript: '/project/part.JLinkScript',
      rtos: 'GDBServer/RTOSPlugin_FreeRTOS',
    },
    sent: [
      ['-if', 'SWD'],
      ['-port', '50000'],
      ['-device', 'STM32F407VG'],
      ['-select', 'usb=683298765'],
      ['-jlinkscriptfile', '/project/part.JLinkScript'],
      ['-rtos', 'GDBServer/RTOSPlugin_FreeRTOS'],
    ],
  },
  {
    title: 'jlink in the network, with compact JTAG',
    launch: {
      ...common,
      servertype: 'jlink',
      device: 'STM32L476RG',
      interface: 'cjtag',
      ipAddress: '192.168.1.20',
      chainedConfigurations: { enabled: true, launches: [] },
    },
    sent: [['-select', 'ip=192.168.1.20']],
    lost: ['interface', 'chainedConfigurations'],
  },
  {
    title: 'external',
    launch: { ...common, servertype: 'external', gdbTarget: 'localhost:3333' },
    sent: [],
    gdbTarget: 'localhost:3333',
  },
  {
    title: 'symbol files with offsets',
    launch: {
      ...common,
      servertype: 'openocd',
      configFiles: ['openocd.cfg'],
      loadFiles: ['build/boot.elf', 'build/firmware.elf'],
      symbolFiles: [{ file: 'build/boot.elf' }, { file: 'build/app.elf', offset: 4096 }],
      hardwareBreakpoints: { require: true, limit: 6 },
      numberOfProcessors: 1,
    },
    sent: [],
    lost: ['symbolFiles', 'hardwareBreakpoints'],
  },
];

function planned(launch: Case['launch']): LaunchPlan {
  const { args } = resolveArgs(launch, '/project');
  const driver = drivers.find(({ id }) => id === args.servertype);
  assert.ok(driver, `servertype ${args.servertype} has a driver`);
  assert.deepEqual(driver.problems(args), []);
  const server = { program: '/opt/server', port: 50_000, morePorts: [50_001, 50_002], files: {} };
  return plan(args, driver, { gdb: '/opt/gdb', server });
}

/** Whether the arguments stand in a row. */
function has(args: readonly string[], wanted: readonly string[]): boolean {
  return args.some((_, at) => wanted.every((each, offset) => args[at + offset] === each));
}

describe("Cortex-Debug's configurations", () => {
  for (const { title, launch, sent, lost = [], gdbTarget } of cases) {
    it(`of ${title} work after changing the type`, () => {
      const { problems } = resolveArgs(launch, '/project');
      assert.deepEqual(
        problems.filter(({ severity }) => severity === 'error'),
        [],
      );
      const warned = problems.filter(({ severity }) => severity === 'warning');
      assert.deepEqual(warned.map(({ attribute }) => attribute).sort(), [...lost].sort());
      const { server, target } = planned(launch);
      if (gdbTarget === undefined) {
        for (const wanted of sent) {
          assert.ok(
            has(server?.args ?? [], wanted),
            `${wanted.join(' ')} in ${server?.args.join(' ')}`,
          );
        }
      } else assert.equal(`${target.host}:${target.port}`, gdbTarget);
    });
  }

  it('give the server nothing twice', () => {
    for (const { launch, title } of cases) {
      const args = planned(launch).server?.args ?? [];
      const options = args.filter((arg) => /^-/.test(arg) && !['-c', '-f', '-s'].includes(arg));
      assert.deepEqual(options.length, new Set(options).size, title);
    }
  });

  it('tell of attributes that the chosen server does not read', () => {
    for (const { launch, title } of cases) {
      const driver = drivers.find(({ id }) => id === launch['servertype'])!;
      assert.deepEqual(
        unusedByServer(launch, driver).map(({ attribute }) => attribute),
        [],
        title,
      );
    }
  });
});

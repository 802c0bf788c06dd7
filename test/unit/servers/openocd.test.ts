import assert from 'node:assert/strict';
import type { LaunchArgs } from '../../../src/launch/launch-args';
import { resolveArgs } from '../../../src/launch/resolve-args';
import type { ServerTools } from '../../../src/launch/server-driver';
import { openocd } from '../../../src/servers/openocd';

function args(raw: Record<string, unknown>): LaunchArgs {
  return resolveArgs(raw, '/project').args;
}

function tools(program: string, port: number): ServerTools {
  return { program, port, morePorts: [], files: {} };
}

describe('openocd', () => {
  const commandLine = (raw: Record<string, unknown>): readonly string[] =>
    openocd.command(args(raw), tools('/usr/bin/openocd', 4711))?.args ?? [];
  const ours = [
    ...['-c', 'bindto 127.0.0.1', '-c', 'gdb_port 4711'],
    ...['-c', 'tcl_port disabled', '-c', 'telnet_port disabled'],
  ];

  it('takes an ST-LINK and the target file of the family', () => {
    const files = ['-f', 'interface/stlink.cfg', '-f', 'target/stm32f4x.cfg'];
    assert.deepEqual(commandLine({ device: 'stm32f405rg' }), [...ours, ...files]);
  });

  const attached = {
    stlink: { family: 'stlink', name: 'ST-LINK/V2-1', id: '0483:374b' },
    jlink: { family: 'jlink', name: 'J-Link', id: '1366:0105' },
    'cmsis-dap': { family: 'cmsis-dap', name: 'Debug Probe (CMSIS-DAP)', id: '2e8a:000c' },
  } as const;
  const commandWith = (
    makes: readonly (keyof typeof attached)[],
    raw: Record<string, unknown> = {},
  ) => {
    const probes = makes.map((make) => attached[make]);
    return openocd.command(args({ device: 'STM32F405RG', ...raw }), {
      ...tools('/usr/bin/openocd', 4711),
      probes,
    });
  };
  const filesWith = (...given: Parameters<typeof commandWith>): readonly string[] =>
    (commandWith(...given)?.args ?? []).filter((word) => /\.cfg$|transport/.test(word));
  const target = 'target/stm32f4x.cfg';

  it('takes the interface file of the probe that is attached, with SWD where JTAG comes first', () => {
    assert.deepEqual(filesWith(['stlink']), ['interface/stlink.cfg', target]);
    assert.deepEqual(filesWith([]), ['interface/stlink.cfg', target]);
    assert.deepEqual(filesWith(['jlink']), [
      ...['interface/jlink.cfg', 'transport select swd', target],
    ]);
    assert.deepEqual(filesWith(['cmsis-dap'], { interface: 'jtag' }), [
      ...['interface/cmsis-dap.cfg', 'transport select jtag', target],
    ]);
    assert.deepEqual(filesWith(['jlink'], { resetStrategy: 'core' }), [
      ...['interface/jlink.cfg', 'transport select swd', target],
    ]);
  });

  it('takes an ST-LINK of several makes, and what is named before all of them', () => {
    assert.deepEqual(filesWith(['jlink', 'stlink']), ['interface/stlink.cfg', target]);
    assert.deepEqual(filesWith(['jlink'], { configFiles: ['board/mine.cfg'] }), ['board/mine.cfg']);
    assert.deepEqual(filesWith(['jlink'], { stlinkServer: '127.0.0.1:7184' }), [
      ...['interface/stlink.cfg', target],
    ]);
  });

  it('says which interface file it took and why, in the debug console where it is no ST-LINK alone', () => {
    const notes = (...given: Parameters<typeof commandWith>) => commandWith(...given)?.notes;
    assert.deepEqual(notes(['jlink']), [
      {
        text: 'OpenOCD uses interface/jlink.cfg for the attached J-Link (1366:0105), as configFiles names no files.',
        isShown: true,
      },
    ]);
    assert.deepEqual(
      notes(['stlink'])?.map(({ isShown }) => isShown),
      [false],
    );
    assert.deepEqual(notes(['cmsis-dap', 'stlink', 'jlink']), [
      {
        text: 'OpenOCD uses interface/stlink.cfg for the attached ST-LINK/V2-1 (0483:374b); Debug Probe (CMSIS-DAP) (2e8a:000c) and J-Link (1366:0105) are attached as well. Set serialNumber or configFiles to choose.',
        isShown: true,
      },
    ]);
    assert.deepEqual(notes(['jlink'], { configFiles: ['a.cfg'] }), []);
    assert.deepEqual(notes([]), []);
  });

  it('puts the user’s commands, folders and files where Cortex-Debug puts them', () => {
    const given = {
      openOCDPreConfigLaunchCommands: ['adapter serial 1'],
      searchDir: ['my scripts'],
      configFiles: ['a.cfg', 'b.cfg'],
      openOCDLaunchCommands: ['adapter speed 500'],
      serverArgs: ['-d2'],
    };
    assert.deepEqual(commandLine(given), [
      ...ours,
      ...['-c', 'adapter serial 1', '-s', 'my scripts', '-f', 'a.cfg', '-f', 'b.cfg'],
      ...['-c', 'adapter speed 500', '-d2'],
    ]);
  });

  const families: readonly (readonly [device: string, file: string | undefined])[] = [
    ['STM32H743ZI', 'stm32h7x_dual_bank'],
    ['STM32H750VB', 'stm32h7x'],
    ['STM32H723ZG', 'stm32h7x'],
    ['STM32F103RC', 'stm32f1x'],
    ['STM32F103ZG', 'stm32xl'],
    ['STM32L152RC', 'stm32l1'],
    ['STM32L152RE', 'stm32l1x_dual_bank'],
    ['STM32L073RZ', 'stm32l0_dual_bank'],
    ['STM32L053R8', 'stm32l0'],
    ['STM32L4R5ZI', 'stm32l4x'],
    ['STM32WB55RG', 'stm32wbx'],
    ['STM32WLE5JC', 'stm32wlx'],
    ['STM32H563ZI', 'stm32h5x'],
    ['STM32WBA52CG', undefined],
    ['STM32WB09KE', undefined],
    ['STM32WL33CC', undefined],
    ['STM32H7S3L8', undefined],
    ['STM32N657X0', undefined],
    ['f405rg', 'stm32f4x'],
    ['GD32F103C8', undefined],
  ];
  for (const [device, file] of families) {
    it(`has ${file ?? 'no file'} for ${device}`, () => {
      const given = args({ device });
      const target = openocd.files?.(given).map(({ text }) => text)[1];
      assert.equal(target, file === undefined ? undefined : `target/${file}.cfg`);
      const ids = openocd.problems(given).map(({ id }) => id);
      assert.deepEqual(ids, file === undefined ? ['openocd-no-config'] : []);
    });
  }

  it('is ready by the line about its own port, and never by another', () => {
    const ready = openocd.command(args({}), tools('', 4711))?.ready;
    assert.ok(ready?.kind === 'line');
    assert.match('Info : Listening on port 4711 for gdb connections', ready.pattern);
    assert.doesNotMatch('Info : Listening on port 4712 for gdb connections', ready.pattern);
    assert.doesNotMatch('Info : Listening on port 4711 for telnet connections', ready.pattern);
  });

  it('is sure of USB only where nothing says otherwise', () => {
    const isSure = (raw: Record<string, unknown>): boolean =>
      openocd.isSurelyUsb?.(args(raw)) === true;
    assert.equal(isSure({ device: 'STM32F405RG' }), true);
    assert.equal(isSure({ configFiles: ['interface/cmsis-dap.cfg', 'x.cfg'] }), true);
    assert.equal(isSure({ configFiles: ['board/mine.cfg'] }), false);
    assert.equal(isSure({ openOCDPreConfigLaunchCommands: ['st-link backend tcp'] }), false);
    assert.equal(isSure({ openOCDLaunchCommands: ['adapter driver remote_bitbang'] }), false);
  });

  it('finds the ports that the user fixes', () => {
    const given = args({
      openOCDPreConfigLaunchCommands: ['tcl_port 6666; telnet_port disabled'],
      openOCDLaunchCommands: ['telnet port 4444', 'telnet_port 99999', 'gdb_port 3333'],
      serverArgs: ['-c', 'tcl_port 7777'],
    });
    assert.deepEqual(
      openocd.fixedPorts?.(given).map(({ attribute, port }) => [attribute, port]),
      [
        ['openOCDPreConfigLaunchCommands', 6666],
        ['openOCDLaunchCommands', 4444],
        ['serverArgs', 7777],
      ],
    );
  });

  /** The commands behind the files. */
  const behind = (raw: Record<string, unknown>): readonly string[] => {
    const all = commandLine({ device: 'STM32F405RG', ...raw });
    const last = all.findIndex((word) => word.startsWith('target/'));
    return all.slice(last + 1).filter((word) => word !== '-c');
  };
  const pullsNrst = 'reset_config srst_only srst_nogate';

  it('sets the clock, and lets no script set another', () => {
    assert.deepEqual(behind({ speed: 480 }), [
      'adapter speed 480',
      'proc {adapter speed} {args} {}',
    ]);
  });

  it('says how the target is reset, by the strategy', () => {
    assert.deepEqual(behind({}), []);
    assert.deepEqual(behind({ resetStrategy: 'software' }), ['reset_config none']);
    assert.deepEqual(behind({ resetStrategy: 'hardware' }), [pullsNrst]);
    assert.deepEqual(behind({ resetStrategy: 'connect-under-reset' }), [
      `${pullsNrst} connect_assert_srst`,
      'foreach t [target names] {$t configure -event gdb-attach {reset halt}}',
    ]);
  });

  it('gives the user the last word behind its own commands', () => {
    const given = { resetStrategy: 'hardware', openOCDLaunchCommands: ['adapter srst delay 3000'] };
    assert.deepEqual(behind(given), [pullsNrst, 'adapter srst delay 3000']);
  });

  it('resets a core alone with the driver that can do that', () => {
    const given = { device: 'STM32F405RG', resetStrategy: 'core' };
    assert.deepEqual(commandLine(given).slice(ours.length, ours.length + 4), [
      ...['-f', 'interface/stlink-dap.cfg'],
      ...['-c', 'if {[catch {transport select dapdirect_swd}]} {transport select swd}'],
    ]);
    assert.equal(openocd.probeUse?.(args(given)).leastJtag?.v2, 24);
  });

  it('refuses to reset a core alone where it has no such reset', () => {
    const idsOf = (device: string) =>
      openocd.problems(args({ device, resetStrategy: 'core' })).map(({ id }) => id);
    assert.deepEqual(idsOf('STM32F405RG'), []);
    for (const device of ['STM32F072RB', 'STM32G071RB', 'STM32U575ZI', 'l552ze']) {
      assert.deepEqual(idsOf(device), ['reset-strategy-unsupported'], device);
    }
  });

  it('resets by its own command, or not at all', () => {
    assert.deepEqual(openocd.resetHalt(args({})), ['monitor reset halt']);
    const without = args({ resetStrategy: 'none', vectorTable: '0x08008000' });
    assert.deepEqual(openocd.beforeLoad(without), ['monitor halt']);
    const start = openocd.resetHalt(without);
    assert.ok(start.includes('set $sp = *(unsigned int *)0x08008000'), start.join('\n'));
    assert.doesNotMatch(start.join('\n'), /monitor/);
  });

  it('keeps an attach from halting where that is asked for', () => {
    const attach = { request: 'attach', haltOnAttach: false };
    assert.deepEqual(behind(attach), [
      'foreach t [target names] {$t configure -event gdb-attach {poll}}',
    ]);
    assert.deepEqual(behind({ ...attach, haltOnAttach: true }), []);
    const both = args({ device: 'STM32F405RG', ...attach, resetStrategy: 'connect-under-reset' });
    assert.deepEqual(
      openocd.problems(both).map(({ id }) => id),
      ['reset-strategy-unsupported'],
    );
  });

  it('shows the tasks of an RTOS, under whatever name the target has', () => {
    assert.deepEqual(behind({ rtos: 'FreeRTOS' }), ['[target current] configure -rtos {FreeRTOS}']);
    const ids = openocd.problems(args({ device: 'STM32F405RG', rtos: 'x} {' })).map(({ id }) => id);
    assert.deepEqual(ids, ['openocd-rtos']);
  });

  it('serves the second core of a part at GDB’s port', () => {
    for (const [device, core] of [
      ['STM32H747XI', 'M4'],
      ['STM32WL55JC', 'M0+'],
      ['STM32H745ZI', 'CM4'],
    ]) {
      const line = commandLine({ device, core });
      assert.ok(line.includes('set DUAL_CORE 1'), device);
      assert.ok(line.includes('interface/stlink-dap.cfg'), device);
      assert.match(line.join(' '), /cpu1\] configure -gdb-port 4711/);
    }
    assert.ok(!commandLine({ device: 'STM32H747XI', core: 'M7' }).includes('set DUAL_CORE 1'));
  });

  it('says what it asks of the probe', () => {
    const useOf = (raw: Record<string, unknown>) => openocd.probeUse?.(args(raw));
    assert.deepEqual(useOf({ speed: 480, resetStrategy: 'hardware' }), {
      ...{ leastJtag: undefined, usesNrst: true, speedKhz: 480 },
    });
    const by = (line: string) => ({ openOCDLaunchCommands: [line] });
    assert.equal(useOf(by('reset_config srst_only'))?.usesNrst, true);
    assert.equal(useOf({ resetStrategy: 'software' })?.usesNrst, false);
    assert.equal(useOf({ resetStrategy: 'hardware', ...by('reset_config none') })?.usesNrst, false);
    assert.equal(useOf(by('adapter speed 950'))?.speedKhz, 950);
  });

  it('takes silence of the target for what it is, and of a second core for nothing', () => {
    const command = openocd.command(args({}), tools('', 1));
    const isNoAnswer = (line: string) => command?.noAnswer.some((each) => each.test(line));
    for (const line of [
      'Error: init mode failed (unable to connect to the target)',
      'Warn : target stm32f4x.cpu examination failed',
      'Error: [stm32h7x.cpu0] Examination failed',
      'Error: Error connecting DP: cannot read IDR',
      'Error: JTAG scan chain interrogation failed: all zeroes',
      'Error: [stm32f4x.cpu] Could not find MEM-AP to control the core',
    ]) {
      assert.equal(isNoAnswer(line), true, line);
    }
    for (const line of [
      'Warn : target stm32h7x.cpu1 examination failed',
      'Error: [stm32wlx.cpu1] Examination failed',
      'Error: target voltage may be too low for reliable debugging',
    ]) {
      assert.equal(isNoAnswer(line), false, line);
    }
  });

  it('tells its version, also where a packager put his name before it', () => {
    const pattern = openocd.tool?.version ?? /^$/;
    assert.equal(pattern.exec('Open On-Chip Debugger 0.12.0')?.[1], '0.12.0');
    assert.equal(
      pattern.exec('xPack Open On-Chip Debugger 0.12.0+dev-02228-ge5888bda3 (2025-10-04)')?.[1],
      '0.12.0+dev-02228-ge5888bda3',
    );
  });
});

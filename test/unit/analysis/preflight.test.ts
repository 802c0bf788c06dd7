import assert from 'node:assert/strict';
import { join } from 'node:path';
import { preflight } from '../../../src/analysis/preflight';
import { Failure } from '../../../src/base/failure';
import type { Host } from '../../../src/host/host';
import { createNodeHost } from '../../../src/host/node-host';
import { drivers } from '../../../src/servers/index';
import type { ProbeInfo } from '../../../src/probe/probe-info';
import { runCase } from '../../support/check-case';
import type { CheckCase } from '../../support/check-case';

const good = { about: 'all is well' };

describe('preflight', () => {
  it('gives plan, facts and no findings when all is well', async () => {
    const { preflight: result, project } = await runCase(good);
    assert.deepEqual(result.findings, []);
    // The case has no sources, no .ioc and no probe; what it has is looked at.
    const skipped = new Set(result.skipped.map(({ id }) => id));
    for (const id of ['elf-not-arm', 'elf-no-debug-info', 'gdb-missing', 'server-missing']) {
      assert.ok(!skipped.has(id), id);
    }
    assert.equal(result.driver?.id, 'qemu');
    assert.equal(result.plan?.gdb.program, join(project, 'bin/arm-none-eabi-gdb'));
    assert.equal(result.plan.server?.program, join(project, 'bin/qemu-system-arm'));
    assert.equal(
      result.plan.target.port,
      result.facts.serverPorts.ok && result.facts.serverPorts.value[0],
    );
    assert.equal(result.facts.elf.ok && result.facts.elf.value.isArm, true);
  });

  it('plans even when the ELF file is missing, so that the caller can show both', async () => {
    const { preflight: result } = await runCase({ ...good, files: { 'build/firmware.elf': null } });
    assert.deepEqual(
      result.findings.map(({ id }) => id),
      ['elf-missing'],
    );
    assert.ok(result.plan);
  });

  it('has no plan without GDB, server program, servertype or what the server needs', async () => {
    const cases = [
      { ...good, tools: ['qemu-system-arm'] },
      { ...good, tools: ['arm-none-eabi-gdb'] },
      { ...good, launch: { servertype: 'none' } },
      { ...good, launch: { device: 'STM32H743ZI' } },
      { ...good, launch: { gdbPath: '${config:gdb}' } },
    ];
    for (const spec of cases) {
      const { preflight: result } = await runCase(spec);
      assert.equal(result.plan, undefined);
      assert.equal(result.findings[0]?.severity, 'error');
    }
  });

  it('finds every mistake in one pass, errors first', async () => {
    const { preflight: result } = await runCase({
      ...good,
      launch: { graphConfig: ['x'], gdbTarget: ':1', device: 'STM32L476RG', flashReads: 1 },
      files: { 'build/firmware.elf': { text: '' } },
      tools: [],
    });
    assert.deepEqual(
      result.findings.map(({ id }) => id),
      [
        ...['attribute-wrong-type', 'qemu-no-machine', 'elf-not-elf', 'gdb-missing'],
        ...['server-missing', 'attribute-unused', 'attribute-unused'],
      ],
    );
  });

  it('looks into nothing but the image when the image is not there', async () => {
    const { preflight: result } = await runCase({ ...good, files: { 'build/firmware.elf': null } });
    const ids = [
      'elf-not-elf',
      'elf-truncated',
      'elf-not-arm',
      'elf-not-linked',
      'elf-no-debug-info',
    ];
    for (const id of ids) {
      const why = result.skipped.find((each) => each.id === id)?.why ?? 'not skipped';
      assert.match(why, /^there is no file /, id);
    }
  });

  it('plans OpenOCD for the make of the probe that is attached', async () => {
    const jlink: ProbeInfo = {
      ...{ family: 'jlink', id: '1366:0105', name: 'J-Link', serial: '000050123456' },
      ...{ carrier: { kind: 'usb', node: '/dev/bus/usb/001/005' }, access: 'ok', holders: [] },
    };
    const stlink: ProbeInfo = {
      ...jlink,
      ...{ family: 'stlink', id: '0483:374b', name: 'ST-LINK/V2-1' },
      serial: '066CFF515349898667113512',
    };
    const interfaceOf = async (spec: Omit<CheckCase, 'about'>): Promise<string | undefined> => {
      const { preflight: result } = await runCase({ ...good, ...spec });
      return result.plan?.server?.args.find((word) => word.startsWith('interface/'));
    };
    const both = [stlink, jlink];
    const launch = { serialNumber: jlink.serial };
    assert.equal(await interfaceOf({ probes: [jlink] }), 'interface/jlink.cfg');
    assert.equal(await interfaceOf({ probes: both }), 'interface/stlink.cfg');
    assert.equal(await interfaceOf({ probes: both, launch }), 'interface/jlink.cfg');
  });

  it('looks which probes there are for OpenOCD alone when it is off', async () => {
    const device = 'root/sys/bus/usb/devices/1-1';
    const attributes = { idVendor: '1366', idProduct: '0105', busnum: '1', devnum: '5' };
    const files = {
      'root/dev/bus/usb/001/005': { text: '' },
      ...Object.fromEntries(
        Object.entries(attributes).map(([name, text]) => [`${device}/${name}`, { text }]),
      ),
    };
    const tools = ['arm-none-eabi-gdb', 'openocd', 'st-util'];
    const listed = async (servertype: string): Promise<readonly [boolean, string]> => {
      const launch = { servertype, preflight: { mode: 'off' } };
      const { preflight: result } = await runCase({ ...good, tools, files, launch });
      return [result.facts.probes.ok, result.plan?.server?.args.join(' ') ?? ''];
    };
    const [isListed, line] = await listed('openocd');
    assert.ok(isListed);
    assert.match(line, /-f interface\/jlink\.cfg -c transport select swd -f target\/stm32f4x/);
    assert.equal((await listed('stutil'))[0], false);
  });

  it('can be called off', async () => {
    const stuck: Host = { ...createNodeHost(), readFile: () => new Promise(() => undefined) };
    const controller = new AbortController();
    const raw = { servertype: 'qemu', executable: 'x.elf' };
    const options = { baseDir: '/', signal: controller.signal };
    const running = preflight(stuck, raw, drivers, options);
    controller.abort();
    await assert.rejects(
      running,
      (thrown) => thrown instanceof Failure && thrown.code === 'cancelled',
    );
  });

  it('asks for nothing once it was called off', async () => {
    const asked: string[] = [];
    const noted = (path: string): Promise<never> => {
      asked.push(path);
      return new Promise<never>(() => undefined);
    };
    const files = { stat: noted, readFile: noted, readDir: noted, isExecutable: noted };
    const host: Host = { ...createNodeHost(), ...files };
    const raw = { servertype: 'openocd', executable: 'x.elf', device: 'STM32F405RG' };
    const options = { baseDir: '/', signal: AbortSignal.abort() };
    await assert.rejects(preflight(host, raw, drivers, options), Failure);
    assert.deepEqual(asked, []);
  });

  it('starts no process when all is well', async () => {
    const refuse = (): never => assert.fail('not on the launch path');
    const host: Host = {
      ...createNodeHost(),
      spawn: refuse,
      accepts: refuse,
      isExecutable: () => Promise.resolve(true),
      env: { PATH: '/bin' },
    };
    const executable = join(__dirname, '../../../examples/f405-demo/build/f405-demo.elf');
    const raw = { servertype: 'qemu', device: 'STM32F405RG', executable };
    const result = await preflight(host, raw, drivers, { baseDir: __dirname });
    assert.deepEqual(result.findings, []);
    assert.ok(result.plan);
  });
});

import assert from 'node:assert/strict';
import { resolve } from 'node:path';
import { plan } from '../../../src/launch/plan';
import type { LaunchPlan } from '../../../src/launch/plan';
import { resolveArgs } from '../../../src/launch/resolve-args';
import { external } from '../../../src/servers/external';
import { qemu } from '../../../src/servers/qemu';

const baseDir = resolve('/project');
const elf = resolve(baseDir, 'a.elf');
const server = { program: '/usr/bin/qemu-system-arm', port: 4711, morePorts: [], files: {} };
const tools = { gdb: '/usr/bin/gdb', server };

function planOf(raw: Record<string, unknown>): LaunchPlan {
  const common = { servertype: 'qemu', device: 'STM32F405RG', executable: 'a.elf' };
  const { args } = resolveArgs({ ...common, ...raw }, baseDir);
  return plan(args, args.servertype === 'external' ? external : qemu, tools);
}

describe('plan', () => {
  it('programs the executable, reads its symbols and runs to main', () => {
    const launch = planOf({});
    assert.deepEqual(launch.load, [elf]);
    assert.deepEqual(launch.symbols, [elf]);
    assert.equal(launch.runTo, 'main');
    assert.equal(launch.driverId, 'qemu');
    assert.deepEqual(launch.gdb, { program: '/usr/bin/gdb', args: [], cwd: baseDir });
  });

  it('gives the server and GDB the same port', () => {
    const { server, target } = planOf({});
    assert.equal(target.port, 4711);
    assert.ok(server?.args.includes('tcp:127.0.0.1:4711'));
  });

  it('starts no server for an external one', () => {
    const launch = planOf({ servertype: 'external', gdbTarget: 'host:3333' });
    assert.equal(launch.server, undefined);
    assert.deepEqual(launch.target, { mode: 'extended-remote', host: 'host', port: 3333 });
  });

  it('lets loadFiles and symbolFiles replace the executable', () => {
    const launch = planOf({ loadFiles: ['b.hex'], symbolFiles: [] });
    assert.deepEqual(launch.load, [resolve(baseDir, 'b.hex')]);
    assert.deepEqual(launch.symbols, []);
  });

  it('programs and runs nothing when attaching', () => {
    const attach = planOf({
      request: 'attach',
      preAttachCommands: ['a'],
      postAttachCommands: ['b'],
    });
    assert.deepEqual(attach.load, []);
    assert.deepEqual(attach.symbols, [elf]);
    assert.equal(attach.runTo, undefined);
    assert.deepEqual(attach.commands.beforeConnect, ['a']);
    assert.deepEqual(attach.commands.afterStart, ['b']);
    assert.deepEqual(attach.commands.beforeLoad, []);
  });

  it('tells the server before connecting to leave a target running, where that is asked for', () => {
    const driver = { ...qemu, attachRunning: () => ['leave it'] };
    const before = (raw: object): readonly string[] => {
      const { args } = resolveArgs({ preAttachCommands: ['a'], ...raw }, baseDir);
      return plan(args, driver, tools).commands.beforeConnect;
    };
    assert.deepEqual(before({ request: 'attach', haltOnAttach: false }), ['a', 'leave it']);
    assert.deepEqual(before({ request: 'attach' }), ['a']);
    assert.deepEqual(before({ request: 'launch' }), []);
  });

  it('stays at the reset vector for breakAfterReset and for an empty entry point', () => {
    assert.equal(planOf({ breakAfterReset: true }).runTo, undefined);
    assert.equal(planOf({ runToEntryPoint: '' }).runTo, undefined);
    assert.equal(planOf({ runToEntryPoint: 'app' }).runTo, 'app');
  });

  it("puts the user's commands around the server's reset, or in its place", () => {
    const around = planOf({ preResetCommands: ['a'], postResetCommands: ['b'] });
    assert.deepEqual(around.commands.reset, ['a', 'monitor system_reset', 'b']);
    const instead = planOf({ overrideResetCommands: ['x'] });
    assert.deepEqual(instead.commands.reset, ['x']);
  });

  it('takes the override list of its own request only', () => {
    const both = { overrideLaunchCommands: ['l'], overrideAttachCommands: ['a'] };
    assert.deepEqual(planOf(both).commands.override, ['l']);
    assert.deepEqual(planOf({ ...both, request: 'attach' }).commands.override, ['a']);
    assert.equal(planOf({}).commands.override, undefined);
  });

  it('is plain data that survives being printed', () => {
    const launch = planOf({ servertype: 'external', gdbTarget: ':1', overrideLaunchCommands: [] });
    const { server, ...rest } = launch;
    assert.equal(server, undefined);
    assert.deepEqual(JSON.parse(JSON.stringify(rest)), rest);
  });
});

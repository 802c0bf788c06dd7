// What the commands make of a launch configuration, with the real servers and the real attribute table.

import assert from 'node:assert/strict';
import type { Configuration } from '../../../src/extension/candidates';
import {
  attachToRunning,
  connectUnderReset,
  eraseChip,
  flashOnly,
  programAndDebug,
  readCommandRequest,
  resetAndAttach,
} from '../../../src/extension/launch-variants';
import { resolveArgs } from '../../../src/launch/resolve-args';
import { plan } from '../../../src/launch/plan';
import { external } from '../../../src/servers/external';
import { openocd } from '../../../src/servers/openocd';
import { qemu } from '../../../src/servers/qemu';

const base: Configuration = {
  name: 'Debug',
  type: 'stm32',
  request: 'launch',
  servertype: 'openocd',
  device: 'STM32F405RG',
  executable: '/project/build/app.elf',
  preLaunchTask: 'build',
  overrideLaunchCommands: ['load'],
  resetStrategy: 'none',
  runToEntryPoint: 'app_main',
};

const attach: Configuration = {
  ...{ name: 'Attach', type: 'stm32', request: 'attach', servertype: 'openocd' },
  ...{ device: 'STM32F405RG', executable: '/project/build/app.elf' },
  ...{ preAttachCommands: ['a'], postAttachCommands: ['monitor reset halt'], haltOnAttach: true },
};

const tools = {
  gdb: '/usr/bin/gdb',
  server: { program: '/usr/bin/openocd', port: 50_000, morePorts: [], files: {} },
};

/** What the adapter makes of it; its complaints too. */
function planned(configuration: Configuration): {
  plan: ReturnType<typeof plan>;
  problems: readonly string[];
} {
  const { args, problems } = resolveArgs(configuration, '/project');
  return {
    plan: plan(args, openocd, tools),
    problems: problems.map(({ message }) => message),
  };
}

describe('reset and attach', () => {
  it('programs nothing, has the symbols, and stays at the reset vector', () => {
    const { plan: made, problems } = planned(resetAndAttach(base, 'halt', openocd));
    assert.deepEqual(problems, []);
    assert.deepEqual(made.load, []);
    assert.deepEqual(made.symbols, ['/project/build/app.elf']);
    assert.equal(made.runTo, undefined);
    assert.equal(made.commands.override, undefined);
  });

  it('runs to the entry point of the configuration, or to main', () => {
    assert.equal(planned(resetAndAttach(base, 'main', openocd)).plan.runTo, 'app_main');
    const silent = { ...base, runToEntryPoint: '' };
    assert.equal(planned(resetAndAttach(silent, 'main', openocd)).plan.runTo, 'main');
  });

  it('leaves it running where that is asked for', () => {
    const made = resetAndAttach({ ...base, breakAfterReset: true }, 'run', openocd);
    assert.equal(made['startRunning'], true);
    assert.equal(made['breakAfterReset'], undefined);
  });

  it('resets although the configuration never does, and keeps a way that it names', () => {
    assert.equal(resetAndAttach(base, 'halt', openocd)['resetStrategy'], undefined);
    const named = { ...base, resetStrategy: 'hardware' };
    assert.equal(resetAndAttach(named, 'halt', openocd)['resetStrategy'], 'hardware');
  });

  it('makes a launch of an attach, without a word about attributes of an attach', () => {
    const made = resetAndAttach(attach, 'halt', openocd);
    assert.equal(made.request, 'launch');
    assert.deepEqual(planned(made).problems, []);
  });

  it('keeps the name, and builds nothing', () => {
    const made = resetAndAttach(base, 'halt', openocd);
    assert.equal(made.name, 'Debug');
    assert.equal(made['preLaunchTask'], undefined);
  });

  it('keeps a task that may start the server of the user', () => {
    const own = { ...base, servertype: 'external', gdbTarget: 'localhost:3333' };
    assert.equal(resetAndAttach(own, 'halt', external)['preLaunchTask'], 'build');
  });

  it('loads the program into a simulator, which begins empty', () => {
    const made = resetAndAttach({ ...base, servertype: 'qemu' }, 'halt', qemu);
    assert.equal('loadFiles' in made, false);
  });

  it('changes nothing of what it was given', () => {
    const before = JSON.stringify(base);
    resetAndAttach(base, 'run', openocd);
    assert.equal(JSON.stringify(base), before);
  });
});

describe('the other commands', () => {
  it('connect under reset, in this way only, and program nothing', () => {
    const made = connectUnderReset(base, openocd);
    assert.deepEqual(
      [made['resetStrategy'], made['connect'], made['breakAfterReset'], made['loadFiles']],
      ['connect-under-reset', 'configured', true, []],
    );
  });

  it('attach without a halt, a reset or a command that could do one', () => {
    const made = attachToRunning(attach, openocd);
    assert.deepEqual(made, {
      ...{ name: 'Attach', type: 'stm32', request: 'attach', servertype: 'openocd' },
      ...{ device: 'STM32F405RG', executable: '/project/build/app.elf' },
      ...{ preAttachCommands: ['a'], haltOnAttach: false },
      ...{ connect: 'configured', resetStrategy: 'none' },
    });
    assert.deepEqual(planned(attachToRunning(base, openocd)).problems, []);
  });

  it('give no way of resetting to a server that has no choice', () => {
    const own = { ...attach, servertype: 'external', gdbTarget: 'localhost:3333' };
    assert.equal('resetStrategy' in attachToRunning(own, external), false);
  });

  it('flash what was built just now', () => {
    const made = flashOnly(base);
    assert.deepEqual([made['action'], made['preLaunchTask']], ['flash', 'build']);
  });

  it('program after all what was only looked at', () => {
    const made = programAndDebug(attachToRunning(base, openocd));
    assert.deepEqual(planned(made).plan.load, ['/project/build/app.elf']);
    assert.deepEqual(planned(made).problems, []);
    const looked = programAndDebug(resetAndAttach(base, 'run', openocd));
    assert.deepEqual(planned(looked).plan.load, ['/project/build/app.elf']);
    assert.equal(looked['startRunning'], undefined);
  });

  it('erase without a build', () => {
    const made = eraseChip(base);
    assert.deepEqual([made['action'], made['preLaunchTask']], ['erase', undefined]);
  });
});

describe('the argument of a command', () => {
  it('is taken where it is understood', () => {
    const given = { then: 'main', executable: 'a.elf', servertype: 'qemu', device: 'STM32F405RG' };
    assert.deepEqual(readCommandRequest(given), given);
  });

  it('counts as not given where it is something else', () => {
    for (const given of [
      undefined,
      null,
      'main',
      7,
      [],
      { then: 'fly', device: 7, servertype: '' },
    ])
      assert.deepEqual(readCommandRequest(given), {});
  });
});

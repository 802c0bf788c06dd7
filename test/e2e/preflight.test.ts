// The checks in VS Code on the projects that cannot work: the launch is refused before GDB starts, the problem stands
// on the line, the quick fix mends it, and the launch then runs.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { Qemu } from '../support/qemu';
import { startDebugging, stopDebugging, waitForTopFrame } from './support/debug-session';
import { answer, openPage, problemGone, problemRow, quickFix, refusal } from './support/findings';
import { useWorkbench } from './support/workbench';
import type { Workbench } from './support/workbench';

const started = 'gdb-was-started';

/** Puts a GDB into the project that leaves a mark when it is started, and then is the real one. */
function watchGdb(workspace: string, attributes: object = {}): void {
  const program = path.join(workspace, 'watched-gdb');
  const mark = path.join(workspace, started);
  const real = '"$(command -v gdb-multiarch || command -v arm-none-eabi-gdb)"';
  fs.writeFileSync(program, `#!/bin/sh\ntouch '${mark}'\nexec ${real} "$@"\n`, { mode: 0o755 });
  const file = path.join(workspace, '.vscode', 'launch.json');
  const launch = JSON.parse(fs.readFileSync(file, 'utf8')) as { configurations: object[] };
  const configurations = launch.configurations.map((each) => ({
    ...each,
    ...attributes,
    gdbPath: program,
  }));
  fs.writeFileSync(file, JSON.stringify({ ...launch, configurations }, undefined, 2));
}

const gdbWasStarted = ({ workspace }: Workbench): boolean =>
  fs.existsSync(path.join(workspace, started));

/** The project's own build. */
function build({ workspace }: Workbench): void {
  execFileSync('sh', [path.join(workspace, 'build.sh')]);
}

/** The line, counted from 1, of a file of the project that begins so. */
function lineOf({ workspace }: Workbench, file: string, start: string): number {
  const lines = fs.readFileSync(path.join(workspace, file), 'utf8').split('\n');
  return lines.findIndex((line) => line.trim().startsWith(start)) + 1;
}

describe('S6, a PSRAM section without NOLOAD', () => {
  const script = 'STM32F405ZGTX_FLASH.ld';
  const told = 'section .psram';
  const window = useWorkbench(() => ({
    workspace: path.resolve('examples', 'broken', 's6-psram-without-noload'),
    extension: path.resolve('.'),
    prepare: (workspace) => watchGdb(workspace),
  }));

  before('build the ELF file with the real compiler', () => build(window()));

  it('is refused with the section and the script, before GDB starts', async () => {
    await window().quickOpen(script);
    await startDebugging(window(), 'Debug on QEMU');
    const dialog = await refusal(window(), told);
    const text = await dialog.innerText();
    assert.match(text, /NOLOAD/);
    await window().screenshot('s6-refused');
    await answer(dialog, 'Cancel');
    assert.equal(gdbWasStarted(window()), false);
  });

  it('is a problem on the line of the section', async () => {
    await problemRow(window(), told, lineOf(window(), script, '.psram :'));
    await window().screenshot('s6-problem');
  });

  it('has a page about it behind its id', async () => {
    const row = await problemRow(window(), told);
    await openPage(window(), row, 'elf-zeros-in-external-memory');
    await window().screenshot('s6-page');
  });

  it('can be ignored in this launch configuration, and comes back', async () => {
    const file = path.join('.vscode', 'launch.json');
    const before = fs.readFileSync(path.join(window().workspace, file), 'utf8');
    await window().quickOpen(script);
    await window().goTo(lineOf(window(), script, '.psram :'));
    await quickFix(window(), 'Ignore', [file, '"elf-zeros-in-external-memory"']);
    await problemGone(window(), told);
    fs.writeFileSync(path.join(window().workspace, file), before);
    await problemRow(window(), told);
  });

  it('is mended by the quick fix, and built anew it is no problem any more', async () => {
    await window().quickOpen(script);
    await window().goTo(lineOf(window(), script, '.psram :'));
    await quickFix(window(), 'NOLOAD', [script, '.psram (NOLOAD) :']);
    build(window());
    await problemGone(window(), told);
  });

  it('then runs to main', async () => {
    await startDebugging(window(), 'Debug on QEMU');
    await waitForTopFrame(window(), 'main');
    assert.equal(gdbWasStarted(window()), true);
    await window().screenshot('s6-runs');
    await stopDebugging(window());
  });
});

describe('S4, an .ioc that switches SWD off', () => {
  const told = 'sets SYS Debug to No Debug';
  const source = path.join('Core', 'Src', 'stm32f1xx_hal_msp.c');
  const call = '__HAL_AFIO_REMAP_SWJ_DISABLE()';
  let qemu: Qemu | undefined;
  const window = useWorkbench(() => ({
    workspace: path.resolve('examples', 'broken', 's4-swd-switched-off'),
    extension: path.resolve('.'),
    theme: 'light',
    prepare: async (workspace) => {
      // To the adapter a GDB server like any other, behind which there may be a chip.
      qemu = await Qemu.start({ machine: 'stm32vldiscovery' });
      const { gdbTarget } = qemu;
      const overrideResetCommands = ['monitor system_reset'];
      watchGdb(workspace, { servertype: 'external', gdbTarget, overrideResetCommands });
    },
  }));

  after('end QEMU', () => qemu?.stop());

  const launch = async (): Promise<void> => {
    await window().quickOpen('blinky.ioc');
    await startDebugging(window(), 'Debug with OpenOCD');
  };

  it('is refused before GDB starts', async () => {
    await launch();
    const dialog = await refusal(window(), told);
    await window().screenshot('s4-refused');
    await answer(dialog, 'Cancel');
    assert.equal(gdbWasStarted(window()), false);
  });

  it('is a problem on the line of the .ioc', async () => {
    await problemRow(window(), told, lineOf(window(), 'blinky.ioc', 'VP_SYS_VS_ND.Mode='));
    await window().screenshot('s4-problem');
  });

  it('can be launched anyway, once', async () => {
    await launch();
    await answer(await refusal(window(), told), 'Launch Anyway');
    await waitForTopFrame(window(), 'main');
    await stopDebugging(window());
    await launch();
    await answer(await refusal(window(), told), 'Cancel');
  });

  it('is mended by the quick fix in the .ioc', async () => {
    await window().quickOpen('blinky.ioc');
    await window().goTo(lineOf(window(), 'blinky.ioc', 'VP_SYS_VS_ND.Mode='));
    await quickFix(window(), 'Serial Wire', ['blinky.ioc', 'PA13.Mode=Serial_Wire']);
    await problemGone(window(), told);
  });

  it('leaves the generated call, whose own quick fix is what CubeMX generates then', async () => {
    await problemRow(window(), call);
    await window().quickOpen(path.basename(source));
    await window().goTo(lineOf(window(), source, call));
    await quickFix(window(), 'NOJTAG', [source, '__HAL_AFIO_REMAP_SWJ_NOJTAG();']);
    build(window());
    await problemGone(window(), call);
  });

  it('then runs to main', async () => {
    await launch();
    await waitForTopFrame(window(), 'main');
    await window().screenshot('s4-runs');
    await stopDebugging(window());
  });
});

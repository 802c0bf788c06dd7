// "STM32: Reset and Attach" in VS Code: from a window without a launch.json on QEMU and on a simulated board, again in the
// session, and with another program in the flash than the symbols are of.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { readElf } from '../../src/elf/read-elf';
import { changed, healthy } from '../simulator/setup';
import type { Setup } from '../simulator/setup';
import {
  stopDebugging,
  waitForCallStack,
  waitForConsole,
  waitForStoppedLine,
  waitForTopFrame,
} from './support/debug-session';
import { answer, refusal } from './support/findings';
import { useBench, useServer } from './support/probes';
import { persist } from './support/persist';
import { answerFirst, answerRow, answers, answerWith } from './support/questions';
import { useWorkbench } from './support/workbench';
import type { WorkbenchOptions } from './support/workbench';

const example = path.resolve('examples', 'f405-demo');
const image = path.join(example, 'build', 'f405-demo.elf');

/** The simulated F405 runs its program truly: its core is QEMU's. */
const boardWith = (program: string): Setup =>
  changed(healthy, { target: { part: 'f405', core: 'qemu', image: program } });

const options = (prepare: (workspace: string) => void, theme: 'dark' | 'light' = 'dark') => ({
  workspace: example,
  extension: path.resolve('.'),
  theme,
  prepare: (workspace: string) => {
    fs.rmSync(path.join(workspace, '.vscode', 'launch.json'));
    prepare(workspace);
  },
});

/** Leaves QEMU's configuration and adds one for the board, or has the latter alone. */
function writeLaunch(workspace: string, isAlone: boolean): void {
  const file = path.join(workspace, '.vscode', 'launch.json');
  const shipped = fs.readFileSync(path.join(example, '.vscode', 'launch.json'), 'utf8');
  const launch = JSON.parse(shipped) as { configurations: object[] };
  const [onQemu = {}] = launch.configurations;
  const onBoard = {
    ...{ ...onQemu, name: 'On the board', servertype: 'openocd' },
    // The simulated flash sees what is programmed through the port, not what a loader in the core's RAM writes.
    openOCDPreConfigLaunchCommands: ['set WORKAREASIZE 0'],
  };
  const configurations = isAlone ? [onBoard] : [onQemu, onBoard];
  fs.writeFileSync(file, JSON.stringify({ ...launch, configurations }));
}

describe('Reset and Attach without a launch.json on QEMU', () => {
  const window = useWorkbench(() => options(() => undefined));

  it('asks for the server and for what follows the reset, and stops at the reset vector', async () => {
    await window().quickOpen('main.c');
    await window().palette('STM32: Reset and Attach');
    await answerWith(window(), 'QEMU');
    await answerRow(window(), 'Halt at the reset vector').waitFor();
    const offered = (await answers(window(), 3)).join('; ');
    assert.match(offered, /^Halt at the reset vector.*; Run to main.*; Leave it running/);
    await window().screenshot('reset-and-attach-question');
    await answerFirst(window(), 'Halt at the reset vector');
    await waitForTopFrame(window(), 'Reset_Handler');
    await window().screenshot('reset-and-attach-qemu');
  });

  it('resets in place from the toolbar, with the last answer on top', async () => {
    const { page } = window();
    const button = page.locator('.debug-toolbar a[aria-label^="Reset and Attach"]');
    // A click is lost when the toolbar is drawn anew at that moment.
    await persist(async (timeout) => {
      const isAsked = await answerRow(window(), 'Run to main').isVisible();
      if (!isAsked) await button.click({ timeout });
      await answerRow(window(), 'Run to main').waitFor({ timeout });
    });
    await answerWith(window(), 'Run to main');
    await waitForTopFrame(window(), 'main');
    await waitForStoppedLine(window(), 41);
    await window().palette('STM32: Reset and Attach');
    await answerRow(window(), 'Halt at the reset vector').waitFor();
    assert.match((await answers(window(), 3))[0] ?? '', /^Run to main/);
    await page.keyboard.press('Escape');
  });

  it('leaves it running where that is asked for', async () => {
    await window().palette('STM32: Reset and Attach');
    await answerWith(window(), 'Leave it running');
    await window().view('Call Stack').locator('.pane-header', { hasText: 'Running' }).waitFor();
    await stopDebugging(window());
  });
});

describe('Reset and Attach without a launch.json on an ST-LINK', () => {
  const bench = useBench(() => [boardWith(image)]);
  const window = useWorkbench(() =>
    options((workspace) => useServer(workspace, bench().address), 'light'),
  );

  it('takes the only probe and the only server unasked, and stops with symbols', async () => {
    await window().quickOpen('main.c');
    await window().palette('STM32: Reset and Attach');
    await answerWith(window(), 'Halt at the reset vector');
    await waitForTopFrame(window(), 'Reset_Handler');
    await window().screenshot('reset-and-attach-stlink');
    assert.doesNotMatch(await waitForConsole(window(), /./), /holds another program/);
  });

  it('runs to main in the same session', async () => {
    await window().palette('STM32: Reset and Attach');
    await answerWith(window(), 'Run to main');
    await waitForTopFrame(window(), 'main');
    await window().screenshot('reset-and-attach-main');
    await waitForCallStack(window(), ['main main.c 41']);
    await stopDebugging(window());
  });
});

/** Another program without a compiler: one byte at the end of .text differs. */
function changeProgram(elf: string): void {
  const bytes = fs.readFileSync(elf);
  const read = readElf(bytes);
  const text = read.ok ? read.image.sections.find(({ name }) => name === '.text') : undefined;
  assert.ok(text);
  const at = text.offset + text.size - 16;
  bytes.writeUInt8(bytes.readUInt8(at) ^ 0xff, at);
  fs.writeFileSync(elf, bytes);
}

describe('Reset and Attach to a chip with another program', () => {
  const bench = useBench(() => [boardWith(image)]);
  const window = useWorkbench((): WorkbenchOptions =>
    options((workspace) => {
      useServer(workspace, bench().address);
      writeLaunch(workspace, true);
      changeProgram(path.join(workspace, 'build', 'f405-demo.elf'));
    }),
  );

  it('says that it differs before a line number can be trusted', async () => {
    await window().quickOpen('main.c');
    await window().palette('STM32: Reset and Attach');
    await answerWith(window(), 'Halt at the reset vector');
    await window().notification('The target holds another program than f405-demo.elf');
    // Where it stands has another name now: that is what is warned of.
    await waitForTopFrame(window(), /\d/);
    await window().screenshot('reset-and-attach-differs');
    const told = /the target holds another program than .*f405-demo\.elf: .*\.text.* differ/;
    await waitForConsole(window(), told);
  });

  it('says it in one notification, also after another reset', async () => {
    await window().palette('STM32: Reset and Attach');
    await answerWith(window(), 'Halt at the reset vector');
    // It stands where it stood: only the console tells the second time from the first.
    await waitForConsole(window(), /holds another program[^]*holds another program/);
    // VS Code has put it away by now, where it waits for an answer.
    await window().palette('Notifications: Show Notifications');
    const rows = window().page.locator('.notifications-center .notification-list-item');
    await rows.first().waitFor();
    assert.equal(await rows.count(), 1);
  });

  it('programs it with a click, and stands at the reset vector again', async () => {
    const { page } = window();
    await window().answerNotification('The target holds another program', 'Program It');
    // It stands there already: the console tells this session from the one before.
    await waitForConsole(window(), /^(?![^]*holds another program)[^]/);
    await waitForTopFrame(window(), 'Reset_Handler');
    assert.doesNotMatch(await waitForConsole(window(), /./), /holds another program/);
    assert.equal(await page.locator('.notification-toast').count(), 0);
    await stopDebugging(window());
  });
});

describe('the commands that start from a launch.json', () => {
  const bench = useBench(() => [boardWith(image)]);
  const window = useWorkbench((): WorkbenchOptions => ({
    workspace: example,
    extension: path.resolve('.'),
    theme: 'light',
    prepare: (workspace) => {
      useServer(workspace, bench().address);
      writeLaunch(workspace, false);
    },
  }));

  it('attach to a target that runs, and leave it running', async () => {
    await window().quickOpen('main.c');
    await window().palette('STM32: Attach to Running Target');
    await window().view('Call Stack').locator('.pane-header', { hasText: 'Running' }).waitFor();
    await window().screenshot('attach-to-running');
    await stopDebugging(window());
  });

  it('connect under reset, and stop where nothing has run', async () => {
    await window().palette('STM32: Connect Under Reset');
    await waitForTopFrame(window(), 'Reset_Handler');
    await stopDebugging(window());
  });

  it('flash without debugging', async () => {
    await window().palette('STM32: Flash Without Debugging');
    const { page } = window();
    await page.locator('.statusbar-item', { hasText: 'f405-demo.elf was programmed' }).waitFor();
    assert.equal(await page.locator('.debug-toolbar').isVisible(), false);
  });

  it('ask which of two configurations is meant, where both can', async () => {
    await window().palette('STM32: Reset and Attach');
    await answerWith(window(), 'On the board');
    await answerWith(window(), 'Run to main');
    await waitForTopFrame(window(), 'main');
    await stopDebugging(window());
  });

  it('erase the chip only after a question that names chip, probe and what is lost', async () => {
    await window().palette('STM32: Erase Chip');
    const dialog = await refusal(window(), 'Erase the whole flash');
    assert.match(
      await dialog.innerText(),
      /STM32F405RG.*ST-LINK.*serial number.*firmware is lost/s,
    );
    await window().screenshot('erase-question');
    await answer(dialog, 'Cancel');
    await window().palette('STM32: Erase Chip');
    await answer(dialog, 'Erase');
    await window().page.locator('.statusbar-item', { hasText: 'was erased' }).waitFor();
  });
});

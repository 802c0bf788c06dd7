// F5 in a workspace that has no launch.json: the question that is asked, the session that follows, and what is
// said when nothing was built.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import {
  pressF5,
  stopDebugging,
  waitForStoppedLine,
  waitForTopFrame,
} from './support/debug-session';
import { persist } from './support/persist';
import { answerFirst, answers } from './support/questions';
import { useWorkbench } from './support/workbench';
import type { Workbench } from './support/workbench';

const example = path.resolve('examples', 'f405-demo');
const extension = path.resolve('.');

function removeLaunchJson(workspace: string): void {
  fs.rmSync(path.join(workspace, '.vscode'), { recursive: true, force: true });
}

/** VS Code drops F5 until the extension host is up; the welcome text shows that our extension is. */
async function showWelcome({ page }: Workbench): Promise<void> {
  const button = page.locator('.welcome-view-content .monaco-button', {
    hasText: 'Create Launch Configuration',
  });
  await persist(async (timeout) => {
    await page.keyboard.press('Control+Shift+D');
    await button.waitFor({ timeout });
  });
}

describe('F5 without a launch.json', () => {
  describe('in a project that was built', () => {
    const window = useWorkbench(() => ({
      workspace: example,
      extension,
      prepare: removeLaunchJson,
    }));

    it('says in the Run and Debug view what there is to do', async () => {
      await showWelcome(window());
      await window().screenshot('welcome-view-dark');
    });

    it('asks once: the ELF file on QEMU, with OpenOCD, or on a running server', async () => {
      await window().quickOpen('main.c');
      await pressF5(window());
      const texts = await answers(window(), 3);
      for (const server of [/f405-demo\.elf.*QEMU/, /OpenOCD/, /GDB server/]) {
        assert.ok(
          texts.some((text) => server.test(text)),
          texts.join('\n'),
        );
      }
      assert.match(texts[0] ?? '', /QEMU/);
      await window().screenshot('no-launch-json-question');
    });

    it('stops at the first line of main with the answer', async () => {
      await answerFirst(window(), 'QEMU');
      await waitForTopFrame(window(), 'main');
      await waitForStoppedLine(window(), 41);
      await window().screenshot('no-launch-json-stopped');
      await stopDebugging(window());
    });
  });

  describe('in a project that was never built', () => {
    const window = useWorkbench(() => ({
      workspace: example,
      extension,
      theme: 'light',
      prepare: (workspace) => {
        removeLaunchJson(workspace);
        fs.rmSync(path.join(workspace, 'build'), { recursive: true, force: true });
      },
    }));

    it('says in one notification that no ELF file was found', async () => {
      await showWelcome(window());
      await window().screenshot('welcome-view-light');
      await window().quickOpen('main.c');
      await pressF5(window());
      await window().notification('No ELF file was found in f405-demo.');
      assert.equal(await window().page.locator('.notification-toast').count(), 1);
      await window().screenshot('no-elf-notification');
    });

    it('writes a launch.json to start from, with the part of the .ioc', async () => {
      const { page, workspace } = window();
      await window().answerNotification('No ELF file was found', 'launch.json');
      await page.locator('.tab[data-resource-name="launch.json"].active').waitFor();
      const text = fs.readFileSync(path.join(workspace, '.vscode', 'launch.json'), 'utf8');
      const { version, configurations } = JSON.parse(text) as {
        version: string;
        configurations: { type: string; device: string }[];
      };
      assert.equal(version, '0.2.0');
      assert.deepEqual(
        configurations.map(({ type, device }) => `${type} ${device}`),
        ['stm32 STM32F405RGTx'],
      );
      await window().screenshot('launch-json-written');
    });
  });
});

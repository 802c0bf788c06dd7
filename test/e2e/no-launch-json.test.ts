// F5 in a workspace that has no launch.json: the question that is asked, the session that follows, and what is
// said when nothing was built.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { stoppedLine, waitForSession, waitForTopFrame } from './support/debug-session';
import { limits } from './support/persist';
import { useWorkbench } from './support/workbench';
import type { Workbench } from './support/workbench';

const example = path.resolve('examples', 'f405-demo');
const extension = path.resolve('.');
const question = '.quick-input-list .monaco-list-row';

function removeLaunchJson(workspace: string): void {
  fs.rmSync(path.join(workspace, '.vscode'), { recursive: true, force: true });
}

/** VS Code drops F5 until the extension host is up; the welcome text shows that our extension is. */
async function showWelcome({ page }: Workbench): Promise<void> {
  await page.keyboard.press('Control+Shift+D');
  const button = page.locator('.welcome-view-content .monaco-button', {
    hasText: 'Create Launch Configuration',
  });
  await button.waitFor({ timeout: limits.window });
}

describe('F5 without a launch.json', function () {
  this.timeout(limits.window);

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
      const { page } = window();
      await window().quickOpen('main.c');
      await page.keyboard.press('F5');
      const rows = page.locator(question, { hasText: 'f405-demo.elf' });
      await rows.first().waitFor();
      const texts = await window().texts(question);
      assert.equal(texts.length, 3);
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
      await window().page.keyboard.press('Enter');
      await waitForTopFrame(window(), 'main');
      assert.equal(await stoppedLine(window()), 41);
      await window().screenshot('no-launch-json-stopped');
      await window().page.keyboard.press('Shift+F5');
      await waitForSession(window(), 'ended');
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
      await window().page.keyboard.press('F5');
      await window().notification('No ELF file was found in f405-demo.');
      assert.equal(await window().page.locator('.notification-toast').count(), 1);
      await window().screenshot('no-elf-notification');
    });

    it('writes a launch.json to start from, with the part of the .ioc', async () => {
      const { page, workspace } = window();
      await page.locator('.notification-toast .monaco-button', { hasText: 'launch.json' }).click();
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

// What helps a user before the first F5: the walkthrough, launch.json completion, problems in a linker script;
// and what the extension costs him when he does none of it.

import assert from 'node:assert/strict';
import path from 'node:path';
import { problemRow } from './support/findings';
import { persist } from './support/persist';
import { askAndAnswer } from './support/questions';
import { useWorkbench } from './support/workbench';
import type { Workbench } from './support/workbench';

/** VS Code's own account of an extension: "Activated by … in N ms" or the like. */
async function activationMs(workbench: Workbench): Promise<number> {
  await workbench.palette('Developer: Show Running Extensions');
  const row = workbench.page.locator('.runtime-extensions-editor .monaco-list-row', {
    hasText: 'STM32 Preflight',
  });
  const time = row.locator('.activation-time');
  await time.filter({ hasText: /\d+ms/ }).waitFor();
  const text = await time.innerText();
  return Number(/(\d+)ms/.exec(text)?.[1]);
}

describe('help around debugging', () => {
  const window = useWorkbench(() => ({
    workspace: path.resolve('examples', 'f405-demo'),
    extension: path.resolve('.'),
    theme: 'light',
  }));

  it('is activated by an .ioc file, and VS Code tells in what time', async () => {
    const ms = await activationMs(window());
    await window().screenshot('running-extensions');
    assert.ok(ms >= 0);
    console.log(`      activation: ${ms} ms (the bar is 50 ms on a quiet machine)`);
  });

  it('has a walkthrough with a picture for each step', async () => {
    const { page } = window();
    await askAndAnswer(window(), 'Welcome: Open Walkthrough...', 'Debug an STM32');
    const steps = page.locator('.gettingStartedSlideDetails .getting-started-step');
    await steps.nth(3).waitFor();
    assert.equal(await steps.count(), 4);
    for (const [index, name] of ['project', 'gdb', 'start', 'preflight'].entries()) {
      await steps.nth(index).click();
      await window().webview().locator('svg').waitFor();
      await window().screenshot(`walkthrough-${name}`);
    }
  });

  it('underlines a bracket without a partner in a linker script', async () => {
    await window().quickOpen('STM32F405RGTx_FLASH.ld');
    await window().page.keyboard.press('Control+End');
    await window().page.keyboard.type(')');
    await problemRow(window(), 'This ) closes nothing: ( is missing.');
    await window().screenshot('linker-script-problem');
  });

  it('completes the attributes of a launch.json with their meaning', async () => {
    const { page } = window();
    await window().quickOpen('launch.json');
    await window().goTo(9);
    await page.keyboard.press('End');
    await page.keyboard.press('Enter');
    await page.keyboard.type('"g');
    // Until the JSON service has the schema it offers only words of the file, and the list stays as it came.
    const suggestion = page.locator('.suggest-widget .monaco-list-row', { hasText: 'gdbPath' });
    await persist(
      (timeout) => suggestion.first().waitFor({ timeout }),
      async () => {
        await page.keyboard.press('Escape');
        await page.keyboard.press('Control+Space');
      },
    );
    await window().screenshot('launch-json-completion');
  });
});

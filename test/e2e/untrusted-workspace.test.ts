// A workspace that nobody has trusted yet: its linker scripts are checked, and nothing is started until the user says so.

import assert from 'node:assert/strict';
import path from 'node:path';
import { waitForSession } from './support/debug-session';
import { answer, problemRow, refusal } from './support/findings';
import { codeLens, hoverAtCursor, partShown } from './support/script-editor';
import { answerWith } from './support/questions';
import { useWorkbench } from './support/workbench';

const script = 'STM32F405ZGTX_FLASH.ld';
const trustQuestion = 'Do you trust the authors of the files in this folder?';

describe('a workspace that is not trusted', () => {
  const window = useWorkbench(() => ({
    workspace: path.resolve('examples', 'broken', 's6-psram-without-noload'),
    extension: path.resolve('.'),
    theme: 'light',
    isUntrusted: true,
  }));
  const restricted = () =>
    window().page.locator('.statusbar-item', { hasText: 'Restricted Mode' }).first();

  it('has its linker scripts checked, for their part, with what they hold', async () => {
    await window().quickOpen(script);
    await restricted().waitFor();
    await partShown(window(), 'STM32F405ZG');
    await codeLens(window(), /FLASH .*%/).waitFor();
    await problemRow(window(), 'ld-content-in-external-memory');
    await window().goTo(10, 4);
    await hoverAtCursor(window(), 'STM32F405ZG');
    await window().page.keyboard.press('Escape');
    await window().screenshot('untrusted-script');
  });

  it('is asked about before a command of ours asks anything, which starts nothing without trust', async () => {
    await window().palette('STM32: Reset and Attach');
    const question = await refusal(window(), trustQuestion);
    await window().screenshot('untrusted-question');
    await answer(question, 'Cancel');
    await restricted().waitFor();
    assert.equal(await window().page.locator('.quick-input-widget').isVisible(), false);
    assert.equal(await window().page.locator('.debug-toolbar').isVisible(), false);
  });

  it('is launched once it is trusted, with no new window', async () => {
    await window().palette('STM32: Reset and Attach');
    await answer(await refusal(window(), trustQuestion), 'Trust Folder & Continue');
    await restricted().waitFor({ state: 'hidden' });
    await answerWith(window(), 'Halt at the reset vector');
    await answer(await refusal(window(), '.psram'), 'Cancel');
    await waitForSession(window(), 'ended');
  });
});

// What VS Code shows of the checks: the dialog of a refused launch, the problems, quick fixes with their preview.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import { persist } from './persist';
import type { Workbench } from './workbench';

/** The dialog of a launch that was refused, with this text in it. */
export async function refusal(workbench: Workbench, text: string): Promise<Locator> {
  const dialog = workbench.page.locator('.monaco-dialog-box', { hasText: text });
  await dialog.waitFor();
  return dialog;
}

/** Presses a button of a dialog and waits until it is gone. */
export async function answer(dialog: Locator, button: string): Promise<void> {
  await dialog.locator('.monaco-button', { hasText: button }).click();
  await dialog.waitFor({ state: 'hidden' });
}

/** The row of the Problems view with this text, once it is there and stands at this line, where one is given. */
export async function problemRow(
  workbench: Workbench,
  text: string,
  line?: number,
): Promise<Locator> {
  await workbench.focusView('Problems: Focus on Problems View');
  const rows = workbench.page.locator('.markers-panel .monaco-list-row', { hasText: text });
  const place = line === undefined ? '' : new RegExp(`Ln ${line}\\b`);
  const row = rows.filter({ hasText: place }).first();
  await row.waitFor();
  return row;
}

/** Opens the page behind the id of the problem in this row. */
export async function openPage(workbench: Workbench, row: Locator, id: string): Promise<void> {
  const title = workbench.webview().locator('h1', { hasText: id });
  // A click is lost when the rows are drawn anew at that moment; twice, it is the same page.
  await persist(async (timeout) => {
    await row.locator('a', { hasText: id }).first().click({ timeout });
    await title.waitFor({ timeout });
  });
}

/** Waits until no problem has this text any more, where all of them would be seen. */
export async function problemGone(workbench: Workbench, text: string): Promise<void> {
  await workbench.focusView('Problems: Focus on Problems View');
  await workbench.page.locator('.markers-panel').waitFor();
  const rows = workbench.page.locator('.markers-panel .monaco-list-row', { hasText: text });
  await rows.first().waitFor({ state: 'hidden' });
}

/** Opens the quick fixes at the cursor; those with this text. */
export async function fixesAtCursor(workbench: Workbench, text: string): Promise<Locator> {
  const { page } = workbench;
  const fixes = page.locator('.action-widget .monaco-list-row', { hasText: text });
  // VS Code closes the list when problems come or go meanwhile.
  await persist(
    async (timeout) => {
      await page.keyboard.press('Control+.');
      await fixes.first().waitFor({ timeout });
    },
    () => page.keyboard.press('Escape'),
  );
  return fixes;
}

/**
 * Opens the quick fixes at the cursor, takes one, applies it in the preview and saves.
 * @param file of the workspace that it changes, and what stands there when it has
 */
export async function quickFix(
  workbench: Workbench,
  title: string,
  [file, expected]: readonly [file: string, expected: string],
): Promise<void> {
  const { page } = workbench;
  // The list may be closed again before it is clicked.
  await persist(async (timeout) => {
    const fixes = await fixesAtCursor(workbench, title);
    await workbench.screenshot('quick-fixes');
    await fixes.first().click({ timeout });
  });
  const panel = page.locator('.bulk-edit-panel');
  const apply = panel.locator('.monaco-button', { hasText: /^Apply$/ });
  await apply.waitFor();
  // VS Code leaves the choice to the user: what needs confirmation is not ticked. The first box is the file's.
  await persist((timeout) => panel.locator('.edit-checkbox').first().check({ timeout }));
  await workbench.screenshot('quick-fix-preview');
  await persist(async (timeout) => {
    if (await apply.isVisible()) await apply.click({ timeout });
    await apply.waitFor({ state: 'hidden', timeout });
  });
  // The preview closes before the change is made, so there may be nothing to save yet.
  const target = path.join(workbench.workspace, file);
  await persist(async () => {
    await workbench.palette('File: Save All Files');
    assert.ok(fs.readFileSync(target, 'utf8').includes(expected), `${file} has no ${expected}`);
  });
}

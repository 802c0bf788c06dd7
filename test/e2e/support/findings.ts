// What VS Code shows of the checks: the dialog of a refused launch, the problems, quick fixes with their preview.
import fs from 'node:fs';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import { poll } from '../../../src/base/abort';
import { limits, persist } from './persist';
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

/** The row of the Problems view with this text; it stands at `[Ln 30, Col 10]`. */
export async function problemRow(workbench: Workbench, text: string): Promise<Locator> {
  await workbench.focusView('Problems: Focus on Problems View');
  const row = workbench.page.locator('.markers-panel .monaco-list-row', { hasText: text }).first();
  await row.waitFor();
  return row;
}

/** Waits until no problem has this text any more. */
export async function problemGone(workbench: Workbench, text: string): Promise<void> {
  const rows = workbench.page.locator('.markers-panel .monaco-list-row', { hasText: text });
  await rows.first().waitFor({ state: 'hidden' });
}

/** Opens the quick fixes at the cursor; those with this text. */
export async function fixesAtCursor(workbench: Workbench, text: string): Promise<Locator> {
  const { page } = workbench;
  const fixes = page.locator('.action-widget .monaco-list-row', { hasText: text });
  // VS Code closes the list when problems come or go meanwhile.
  await persist(
    async () => {
      await page.keyboard.press('Control+.');
      await fixes.first().waitFor({ timeout: limits.attempt });
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
  const fixes = await fixesAtCursor(workbench, title);
  await workbench.screenshot('quick-fixes');
  await fixes.first().click();
  const panel = page.locator('.bulk-edit-panel');
  const apply = panel.locator('.monaco-button', { hasText: /^Apply$/ });
  await apply.waitFor();
  // VS Code leaves the choice to the user: what needs confirmation is not ticked. The first box is the file's.
  await panel.locator('.edit-checkbox').first().click();
  await workbench.screenshot('quick-fix-preview');
  await apply.click();
  await apply.waitFor({ state: 'hidden' });
  await workbench.palette('File: Save All Files');
  const target = path.join(workbench.workspace, file);
  const isSaved = () =>
    Promise.resolve(fs.readFileSync(target, 'utf8').includes(expected) || undefined);
  await poll(isSaved, AbortSignal.timeout(limits.action));
}

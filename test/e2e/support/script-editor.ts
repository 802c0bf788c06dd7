// A linker script in the editor: its part in the status bar, what stands between its lines, where a jump led.
import type { Locator } from 'playwright-core';
import { limits } from './workbench';
import type { Workbench } from './workbench';

/** The item of the status bar that shows the part of the script. */
export function partItem({ page }: Workbench): Locator {
  return page.locator('.statusbar-item', { has: page.locator('.codicon-circuit-board') });
}

/** Waits until the status bar shows this of the part. */
export async function partShown(workbench: Workbench, text: string): Promise<void> {
  await partItem(workbench).filter({ hasText: text }).waitFor();
}

/** Takes a part from the list behind the status bar. */
export async function choosePart(workbench: Workbench, typed: string, row: string): Promise<void> {
  const { page } = workbench;
  await partItem(workbench).click();
  const input = page.locator('.quick-input-widget .quick-input-box input');
  await input.waitFor({ state: 'visible' });
  await input.fill(typed);
  await page.locator('.quick-input-list .monaco-list-row', { hasText: row }).first().click();
  await input.waitFor({ state: 'hidden' });
}

/** The code lens with this text, above the line that it is about. */
export function codeLens({ page }: Workbench, text: string | RegExp): Locator {
  return page.locator('.codelens-decoration', { hasText: text }).first();
}

/** The line of the editor with this text, inlay hints included. */
export function editorLine({ page }: Workbench, text: string | RegExp): Locator {
  return page.locator('.monaco-editor .view-line').filter({ hasText: text }).first();
}

/** Waits until the status bar says that the cursor is in this line. */
export async function cursorInLine({ page }: Workbench, line: number): Promise<void> {
  await page.locator('.statusbar-item', { hasText: new RegExp(`^Ln ${line}, Col`) }).waitFor();
}

/** Puts the cursor into a word of a line, both counted from 1, and the word selected by a search. */
export async function goToWord(workbench: Workbench, line: number, column: number): Promise<void> {
  const { page } = workbench;
  const input = page.locator('.quick-input-widget .quick-input-box input');
  await page.keyboard.press('Control+1'); // the focus to the editor, wherever it was
  await page.keyboard.press('Control+G');
  await input.waitFor({ state: 'visible' });
  await input.fill(`:${line}:${column}`);
  await page.keyboard.press('Enter');
  await input.waitFor({ state: 'hidden' });
}

/** Shows the hover at the cursor and gives it. */
export async function hoverAtCursor(workbench: Workbench, text: string): Promise<Locator> {
  const { page } = workbench;
  const hover = page.locator('.monaco-hover:not(.hidden) .monaco-hover-content', { hasText: text });
  // VS Code shows what is there when the keys come; the server may still be reading.
  for (const deadline = Date.now() + limits.action; ;) {
    await page.keyboard.press('Control+K');
    await page.keyboard.press('Control+I');
    try {
      await hover.first().waitFor({ timeout: limits.paletteRow });
      return hover.first();
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await page.keyboard.press('Escape');
    }
  }
}

/** Opens the quick fixes at the cursor; those with this text. */
export async function fixesAtCursor(workbench: Workbench, text: string): Promise<Locator> {
  const { page } = workbench;
  const fixes = page.locator('.action-widget .monaco-list-row', { hasText: text });
  // VS Code closes the list when problems come or go meanwhile.
  for (const deadline = Date.now() + limits.action; ;) {
    await page.keyboard.press('Control+.');
    try {
      await fixes.first().waitFor({ timeout: limits.paletteRow });
      return fixes;
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await page.keyboard.press('Escape');
    }
  }
}

// A linker script in the editor: its part in the status bar, what stands between its lines, where a jump led.
import type { Locator } from 'playwright-core';
import { persist } from './persist';
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
  const entry = page.locator('.quick-input-list .monaco-list-row', { hasText: row }).first();
  await persist(
    async (timeout) => {
      await partItem(workbench).click({ timeout });
      await workbench.fillQuickInput(typed, timeout);
      await entry.click({ timeout });
      await entry.waitFor({ state: 'hidden', timeout });
    },
    () => page.keyboard.press('Escape'),
  );
}

/** The code lens with this text, above the line that it is about. */
export function codeLens({ page }: Workbench, text: string | RegExp): Locator {
  return page.locator('.codelens-decoration', { hasText: text }).first();
}

/** The line of the editor with this text, inlay hints included. */
export function editorLine({ page }: Workbench, text: string | RegExp): Locator {
  return page.locator('.monaco-editor .view-line').filter({ hasText: text }).first();
}

/** Shows the hover at the cursor and gives it. */
export async function hoverAtCursor(workbench: Workbench, text: string): Promise<Locator> {
  const { page } = workbench;
  const hover = page.locator('.monaco-hover:not(.hidden) .monaco-hover-content', { hasText: text });
  // VS Code shows what is there when the keys come; the server may still be reading.
  await persist(
    async (timeout) => {
      await page.keyboard.press('Control+K');
      await page.keyboard.press('Control+I');
      await hover.first().waitFor({ timeout });
    },
    () => page.keyboard.press('Escape'),
  );
  return hover.first();
}

/** Gives the symbol at a line and column, counted from 1, another name; what VS Code says to it follows. */
export async function renameAt(
  workbench: Workbench,
  [line, column]: readonly [line: number, column: number],
  name: string,
): Promise<void> {
  const { page } = workbench;
  await workbench.goTo(line, column);
  const box = page.locator('.rename-box input');
  await persist(
    async (timeout) => {
      await page.keyboard.press('F2');
      await box.fill(name, { timeout });
      await box.press('Enter', { timeout });
      await box.waitFor({ state: 'hidden', timeout });
    },
    () => page.keyboard.press('Escape'),
  );
}

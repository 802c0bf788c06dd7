// Questions that VS Code asks in the place of the palette.
import type { Locator } from 'playwright-core';
import { limits, persist } from './persist';
import type { Workbench } from './workbench';

/** The answer with this text, among those to a question. */
export function answerRow({ page }: Workbench, text: string): Locator {
  return page.locator('.quick-input-list .monaco-list-row', { hasText: text }).first();
}

/** Gives it. A click that comes too soon after the question is ignored by VS Code. */
export async function answerWith(workbench: Workbench, text: string): Promise<void> {
  const row = answerRow(workbench, text);
  await row.waitFor();
  await persist(async () => {
    if (await row.isVisible()) await row.click({ timeout: limits.attempt });
    await row.waitFor({ state: 'hidden', timeout: limits.attempt });
  });
}

/**
 * Runs a command that asks, and gives this answer. It is asked again while the answer is not among those that are
 * offered: extensions hear of an editor that was just opened a moment later.
 */
export async function askAndAnswer(
  workbench: Workbench,
  command: string,
  text: string,
): Promise<void> {
  const row = answerRow(workbench, text);
  await persist(
    async () => {
      await workbench.palette(command);
      await row.waitFor({ timeout: limits.attempt });
    },
    () => workbench.page.keyboard.press('Escape'),
  );
  await answerWith(workbench, text);
}

/** Ticks it among several answers, and gives those that are ticked. */
export async function tickAndAnswer(workbench: Workbench, text: string): Promise<void> {
  const { page } = workbench;
  const row = answerRow(workbench, text);
  await row.waitFor();
  const ticked = row.and(page.locator('[aria-checked="true"]'));
  await persist(async () => {
    if (!(await ticked.isVisible())) await row.click({ timeout: limits.attempt });
    await ticked.waitFor({ timeout: limits.attempt });
  });
  await page.locator('.quick-input-widget .monaco-button', { hasText: 'OK' }).click();
  await row.waitFor({ state: 'hidden' });
}

// Questions that VS Code asks in the place of the palette.
import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import { persist } from './persist';
import type { Workbench } from './workbench';

/** The answer with this text, among those to a question. */
export function answerRow({ page }: Workbench, text: string): Locator {
  return page.locator('.quick-input-list .monaco-list-row', { hasText: text }).first();
}

/** Gives it. A click that comes too soon after the question is ignored by VS Code. */
export async function answerWith(workbench: Workbench, text: string): Promise<void> {
  const row = answerRow(workbench, text);
  await row.waitFor();
  await persist(async (timeout) => {
    if (await row.isVisible()) await row.click({ timeout });
    await row.waitFor({ state: 'hidden', timeout });
  });
}

/** Gives the answer that is offered first, which has this text, by Enter. */
export async function answerFirst(workbench: Workbench, text: string): Promise<void> {
  const { page, quickInput } = workbench;
  const first = page
    .locator('.quick-input-list .monaco-list-row.focused')
    .filter({ hasText: text });
  await first.waitFor();
  await persist(async (timeout) => {
    if (await first.isVisible()) await quickInput.press('Enter', { timeout });
    await first.waitFor({ state: 'hidden', timeout });
  });
}

/** Types into the question that is asked, and gives the answer that is left then. */
export async function answerTyped(
  workbench: Workbench,
  typed: string,
  text: string,
): Promise<void> {
  await persist((timeout) => workbench.fillQuickInput(typed, timeout));
  await answerWith(workbench, text);
}

/** The answers of the question that is asked, in their order, once there are so many. */
export async function answers(workbench: Workbench, count: number): Promise<readonly string[]> {
  const rows = workbench.page.locator('.quick-input-list .monaco-list-row');
  return persist(async () => {
    const texts = await workbench.texts(rows);
    assert.equal(texts.length, count, texts.join('\n'));
    return texts;
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
    async (timeout) => {
      await workbench.palette(command);
      await row.waitFor({ timeout });
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
  await persist(async (timeout) => {
    if (!(await ticked.isVisible())) await row.click({ timeout });
    await ticked.waitFor({ timeout });
  });
  const done = page.locator('.quick-input-widget .monaco-button', { hasText: 'OK' });
  await persist(async (timeout) => {
    if (await row.isVisible()) await done.click({ timeout });
    await row.waitFor({ state: 'hidden', timeout });
  });
}

// The debug side of the workbench: start, step, and read what VS Code shows of a stopped program.
import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import { limits, persist } from './persist';
import { answerWith } from './questions';
import type { Workbench } from './workbench';

/** Starts the selected launch configuration with F5, once VS Code knows it. */
export async function startDebugging(workbench: Workbench, configuration: string): Promise<void> {
  const { page } = workbench;
  await page.locator('.statusbar-item', { hasText: configuration }).waitFor();
  await pressF5(workbench);
}

/** Presses F5, until something comes of it: a session, a question or a message. While a launch begins, F5 is no key. */
export async function pressF5({ page }: Workbench): Promise<void> {
  const signs = [
    '.debug-toolbar',
    '.quick-input-widget',
    '.monaco-dialog-box',
    '.notification-toast',
  ];
  const sign = page.locator(signs.map((each) => `${each}:visible`).join(', ')).first();
  const press = (): Promise<void> => page.keyboard.press('F5');
  await press();
  await persist((timeout) => sign.waitFor({ timeout }), press);
}

/** Ends the session with Shift+F5. Its frames go with it, so that the next session's are not taken for them. */
export async function stopDebugging(workbench: Workbench): Promise<void> {
  await waitForSession(workbench, 'running');
  await workbench.page.keyboard.press('Shift+F5');
  await waitForSession(workbench, 'ended');
  await frames(workbench).first().waitFor({ state: 'hidden' });
}

/** Selects a launch configuration by name and starts it. */
export async function startConfiguration(workbench: Workbench, name: string): Promise<void> {
  await workbench.palette('Debug: Select and Start Debugging');
  await answerWith(workbench, name);
}

/** Waits until the debug toolbar is there, or gone. */
export async function waitForSession(workbench: Workbench, state: 'running' | 'ended') {
  const toolbar = workbench.page.locator('.debug-toolbar');
  await toolbar.waitFor({ state: state === 'running' ? 'visible' : 'hidden' });
}

/** Waits until the top row of the call stack contains this: a function's name, or a pattern for the line. */
export async function waitForTopFrame(
  workbench: Workbench,
  text: string | RegExp,
  timeout: number = limits.action,
): Promise<void> {
  const top = frames(workbench).first().filter({ hasText: text });
  await top.waitFor({ timeout });
}

function frames({ page }: Workbench): Locator {
  return page.locator('.debug-call-stack .monaco-list-row:has(.stack-frame)');
}

/** Waits until these are the rows of the call stack, threads included. VS Code asks for the top frame first. */
export async function waitForCallStack(workbench: Workbench, rows: string[]): Promise<void> {
  await persist(async () => {
    assert.deepEqual(await workbench.texts('.debug-call-stack .monaco-list-row'), rows);
  });
}

/** The row of the Variables view with this name, a variable's or a scope's. */
export function variableRow(workbench: Workbench, name: string): Locator {
  return rowMatching(workbench, new RegExp(`^\\s*${escaped(name)}\\s*(=|$)`));
}

/**
 * Waits until the Variables view shows this value, given whole or as a pattern. The view follows a stop with
 * a delay of its own, so what it shows right after one may be the values of the stop before.
 */
export async function waitForVariable(
  workbench: Workbench,
  name: string,
  value: string | RegExp,
): Promise<void> {
  const row =
    typeof value === 'string'
      ? rowMatching(workbench, new RegExp(`^\\s*${escaped(name)}\\s*=\\s*${escaped(value)}\\s*$`))
      : variableRow(workbench, name).filter({ hasText: value });
  await row.waitFor();
}

function rowMatching(workbench: Workbench, text: RegExp): Locator {
  const rows = workbench.page.locator('.debug-variables .monaco-list-row');
  return rows.filter({ hasText: text }).first();
}

/** Text as a pattern that matches just it. */
const escaped = (text: string): string => text.replace(/[^\w\s]/g, '\\$&');

/** Opens or closes a row of the Variables view; its children follow. */
export async function expandVariable(
  workbench: Workbench,
  name: string,
  isExpanded = true,
): Promise<void> {
  const row = variableRow(workbench, name);
  await row.waitFor();
  const done = workbench.page.locator(`.debug-variables [aria-expanded="${isExpanded}"]`).and(row);
  // A click is lost when the view takes in new values at that moment; it shows in the row itself.
  await persist(async (timeout) => {
    if (!(await done.isVisible())) await row.locator('.monaco-tl-twistie').click({ timeout });
    await done.waitFor({ timeout });
  });
}

/** The rows of the Variables view, scopes included. */
export function variables(workbench: Workbench): Promise<string[]> {
  return workbench.texts('.debug-variables .monaco-list-row');
}

/** Waits until the editor marks this line as the one the program stopped at: the mark follows the call stack. */
export async function waitForStoppedLine(workbench: Workbench, line: number): Promise<void> {
  // The mark and the line's number are in different layers; they only share their height on the page.
  // As text, because the tests are compiled without the browser's types.
  const read = `(() => {
    const top = document.querySelector('.debug-top-stack-frame-line')?.getBoundingClientRect().top;
    const numbers = [...document.querySelectorAll('.monaco-editor .margin .line-numbers')];
    return numbers.find((each) => Math.abs(each.getBoundingClientRect().top - top) < 3)?.innerText;
  })()`;
  await persist(async () => {
    assert.equal(await workbench.page.evaluate<string | undefined>(read), String(line));
  });
}

/** Sets a breakpoint at a line of the active editor, where there is none at all. */
export async function setFirstBreakpoint(workbench: Workbench, line: number): Promise<void> {
  await workbench.goTo(line);
  const mark = workbench.page.locator('.glyph-margin-widgets [class*="codicon-debug-breakpoint"]');
  await persist(async (timeout) => {
    if (!(await mark.first().isVisible())) await workbench.page.keyboard.press('F9');
    await mark.first().waitFor({ timeout });
  });
}

/** Waits until the debug console says so; gives all that it shows. */
export async function waitForConsole(workbench: Workbench, said: RegExp): Promise<string> {
  await workbench.focusView('Debug Console: Focus on Debug Console View');
  return persist(async () => {
    const text = (await workbench.texts('.repl .monaco-list-row')).join('\n');
    assert.match(text, said);
    return text;
  });
}

// The debug side of the workbench: start, step, and read what VS Code shows of a stopped program.
import type { Locator } from 'playwright-core';
import { limits, persist } from './persist';
import type { Workbench } from './workbench';

/** Starts the selected launch configuration with F5, once VS Code knows it. */
export async function startDebugging(workbench: Workbench, configuration: string): Promise<void> {
  const { page } = workbench;
  await page.locator('.statusbar-item', { hasText: configuration }).waitFor();
  await page.keyboard.press('F5');
}

/** Selects a launch configuration by name and starts it. */
export async function startConfiguration(workbench: Workbench, name: string): Promise<void> {
  const { page } = workbench;
  await workbench.palette('Debug: Select and Start Debugging');
  const row = page.locator('.quick-input-list .monaco-list-row', { hasText: name }).first();
  await row.click();
}

/** Waits until the debug toolbar is there, or gone. */
export async function waitForSession(workbench: Workbench, state: 'running' | 'ended') {
  const toolbar = workbench.page.locator('.debug-toolbar');
  await toolbar.waitFor({ state: state === 'running' ? 'visible' : 'hidden' });
}

/** Waits until the top row of the call stack contains this: a function's name, or a pattern for the line. */
export async function waitForTopFrame(workbench: Workbench, text: string | RegExp): Promise<void> {
  const rows = workbench.page.locator('.debug-call-stack .monaco-list-row:has(.stack-frame)');
  const top = rows.first().filter({ hasText: text });
  await top.waitFor();
}

/** The rows of the call stack, threads included. */
export function callStack(workbench: Workbench): Promise<string[]> {
  return workbench.texts('.debug-call-stack .monaco-list-row');
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

/** Opens a row of the Variables view; its children follow. */
export async function expandVariable(workbench: Workbench, name: string): Promise<void> {
  const row = variableRow(workbench, name);
  await row.waitFor();
  const expanded = workbench.page.locator('.debug-variables [aria-expanded="true"]').and(row);
  // A click is lost when the view takes in new values at that moment; it shows in the row itself.
  await persist(async () => {
    if (!(await expanded.isVisible())) await row.locator('.monaco-tl-twistie').click();
    await expanded.waitFor({ timeout: limits.attempt });
  });
}

/** The rows of the Variables view, scopes included. */
export function variables(workbench: Workbench): Promise<string[]> {
  return workbench.texts('.debug-variables .monaco-list-row');
}

/** The number of the line that the editor marks as the one the program stopped at. */
export async function stoppedLine(workbench: Workbench): Promise<number> {
  const mark = workbench.page.locator('.debug-top-stack-frame-line').first();
  await mark.waitFor({ state: 'attached' });
  // The mark and the line's number are in different layers; they only share their height on the page.
  // As text, because the tests are compiled without the browser's types.
  const number = await workbench.page.evaluate<string | undefined>(`(() => {
    const top = document.querySelector('.debug-top-stack-frame-line').getBoundingClientRect().top;
    const numbers = [...document.querySelectorAll('.monaco-editor .margin .line-numbers')];
    return numbers.find((each) => Math.abs(each.getBoundingClientRect().top - top) < 3)?.innerText;
  })()`);
  if (number === undefined) throw new Error('no line number beside the mark of the stopped line');
  return Number(number);
}

/** Sets or clears the breakpoint of a line of the active editor. */
export async function toggleBreakpoint(workbench: Workbench, line: number): Promise<void> {
  await workbench.goTo(line);
  await workbench.page.keyboard.press('F9');
}

/** The rows of the debug console. */
export async function consoleRows(workbench: Workbench): Promise<string[]> {
  await workbench.focusView('Debug Console: Focus on Debug Console View');
  return workbench.texts('.repl .monaco-list-row');
}

/** Types an expression into the debug console; the answer is among `consoleRows` later. */
export async function typeInConsole(workbench: Workbench, expression: string): Promise<void> {
  await workbench.focusView('Debug Console: Focus on Debug Console View');
  await workbench.page.keyboard.type(expression);
  await workbench.page.keyboard.press('Enter');
}

// F5 on the example in real VS Code: what a user sees at the stop in main, at a step, at a breakpoint, in a
// large array, after a reset and at the end.

import assert from 'node:assert/strict';
import path from 'node:path';
import {
  expandVariable,
  setFirstBreakpoint,
  startDebugging,
  stopDebugging,
  variables,
  waitForCallStack,
  waitForStoppedLine,
  waitForTopFrame,
  waitForVariable,
} from './support/debug-session';
import { persist } from './support/persist';
import { useWorkbench } from './support/workbench';

/** The row of the call stack for a line of main.c, as text: "mainmain.c41". */
const at = (number: number): RegExp => new RegExp(`main\\.c\\s*${number}$`);

/** Lines of examples/f405-demo/Core/Src/main.c. */
const line = { mainFirst: 41, mainSecond: 42, mainThird: 43, callBody: 84, callReturn: 85 };

describe('F5 on the example', () => {
  const window = useWorkbench(() => ({
    workspace: path.resolve('examples', 'f405-demo'),
    extension: path.resolve('.'),
  }));

  it('stops at the first line of main', async () => {
    await startDebugging(window(), 'Debug f405-demo (QEMU)');
    await waitForTopFrame(window(), 'main');
    await waitForStoppedLine(window(), line.mainFirst);
    await waitForCallStack(window(), [`main main.c ${line.mainFirst}`]);
  });

  it('shows the globals and registers of the stopped program', async () => {
    await expandVariable(window(), 'Globals');
    await waitForVariable(window(), 'g_demo_request', /1$/);
    await window().screenshot('f5-stopped-in-main');
  });

  it('steps to the next line with F10', async () => {
    await window().page.keyboard.press('F10');
    await waitForTopFrame(window(), at(line.mainSecond));
    await waitForStoppedLine(window(), line.mainSecond);
  });

  it('stops at a breakpoint set with F9, with the arguments of the call', async () => {
    await setFirstBreakpoint(window(), line.callBody);
    // VS Code shows a breakpoint before it sends it; behind a step it has.
    await window().page.keyboard.press('F10');
    await waitForTopFrame(window(), at(line.mainThird));
    await window().page.keyboard.press('F5');
    await waitForTopFrame(window(), at(line.callBody));
    await waitForCallStack(window(), ['add_offset main.c 84', 'main main.c 52']);
    await waitForVariable(window(), 'value', /1$/);
    await waitForVariable(window(), 'offset', /7$/);
    await window().screenshot('f5-breakpoint');
  });

  it('shows the local that the next step sets', async () => {
    await window().page.keyboard.press('F10');
    await waitForTopFrame(window(), at(line.callReturn));
    await waitForVariable(window(), 'sum', /8$/);
    await window().page.locator('.debug-call-stack .stack-frame').nth(1).waitFor();
  });

  it('opens one page of an array of 10,000 elements', async () => {
    // Only what the view has room for is there.
    await expandVariable(window(), 'Locals', false);
    // In another frame than before the dear scopes are closed again.
    await expandVariable(window(), 'Globals');
    await expandVariable(window(), 'big_array');
    await expandVariable(window(), '[0..99]');
    await waitForVariable(window(), '[3]', /9$/);
    await window().screenshot('f5-array-page');
    const rows = await variables(window());
    assert.ok(rows.includes('[5] = 15'), rows.join('\n'));
    await expandVariable(window(), 'big_array', false);
  });

  it('resets the target by the button in the debug toolbar, and stays halted', async () => {
    const button = window().page.locator(
      '.debug-toolbar .action-label[aria-label^="Reset Target"]',
    );
    // A click is lost when the toolbar is drawn anew at that moment; a second reset ends at the same place.
    await persist(async (timeout) => {
      await button.click({ timeout });
      await waitForTopFrame(window(), 'Reset_Handler', timeout);
    });
    await window().screenshot('f5-after-reset');
  });

  it('ends with Shift+F5 and leaves no message behind', async () => {
    await stopDebugging(window());
    assert.equal(await window().page.locator('.notification-toast').count(), 0);
    assert.deepEqual(window().outside, []);
  });
});

// A log is explained where it is open or on the clipboard, and a launch that failed is reported without what tells who and where one is.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { startDebugging } from './support/debug-session';
import { answer, refusal } from './support/findings';
import { askAndAnswer } from './support/questions';
import { useWorkbench } from './support/workbench';

const name = 'Nobody listens';

/** OpenOCD 0.12.0 with a target that does not answer. */
const noAnswer = `Open On-Chip Debugger 0.12.0
Info : The selected transport took over low-level target control. The results might differ compared to plain JTAG/SWD
Info : STLINK V2J37S7 (API v2) VID:PID 0483:3748
Info : Target voltage: 3.251234
Error: init mode failed (unable to connect to the target)
`;

/** OpenOCD 0.12.0 with its GDB port taken. */
const log = `Open On-Chip Debugger 0.12.0
Error: couldn't bind gdb to socket on port 3333: Address already in use
`;

describe('logs and reports', () => {
  const window = useWorkbench(() => ({
    workspace: path.resolve('examples', 'f405-demo'),
    extension: path.resolve('.'),
    prepare: (workspace) => {
      const configuration = {
        ...{ name, type: 'stm32', request: 'launch', servertype: 'external' },
        ...{ gdbTarget: 'localhost:1', executable: '${workspaceFolder}/build/f405-demo.elf' },
        ...{ preflight: { mode: 'off' }, serialNumber: '066CFF515349898667113512' },
      };
      const json = { version: '0.2.0', configurations: [configuration] };
      fs.writeFileSync(path.join(workspace, '.vscode', 'launch.json'), JSON.stringify(json));
      fs.writeFileSync(path.join(workspace, 'server.log'), log);
    },
  }));

  it('tell the cause in the log that is open', async () => {
    await window().quickOpen('server.log');
    await askAndAnswer(window(), 'STM32: Explain Log', 'server.log');
    const card = window().webview();
    const cause = card.locator('.cause.confirmed[data-cause="port-in-use"]');
    await cause.waitFor();
    assert.match(await cause.innerText(), /couldn't bind gdb to socket on port 3333/);
    assert.equal(await card.locator('button', { hasText: 'Copy Launch Report' }).count(), 0);
    await window().screenshot('explained-log');
  });

  it('show a line of the log, which stands beside its causes', async () => {
    const line = window().webview().locator('button', { hasText: 'line 2' });
    await line.click();
    await window().cursorInLine(2);
    assert.equal(await window().page.locator('.editor-group-container').count(), 2);
  });

  it('tell the possible causes in the log on the clipboard', async () => {
    const { page } = window();
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.evaluate<undefined>(`navigator.clipboard.writeText(${JSON.stringify(noAnswer)})`);
    await askAndAnswer(window(), 'STM32: Explain Log', 'Clipboard');
    const card = window().webview();
    await card.locator('h1', { hasText: 'Clipboard' }).waitFor();
    assert.ok((await card.locator('.cause.possible').count()) > 1);
    assert.equal(await card.locator('button.primary').count(), 0);
    await window().screenshot('explained-clipboard');
  });

  it('are copied after a launch that failed, without folders and serial numbers', async () => {
    const { page, workspace } = window();
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await startDebugging(window(), name);
    await answer(await refusal(window(), 'Show Cause'), 'Cancel');
    await window().palette('STM32: Copy Launch Report');
    await page.locator('.statusbar-item', { hasText: 'Launch report copied' }).waitFor();
    const report = await page.evaluate<string>('navigator.clipboard.readText()');
    assert.match(report, /^## STM32 debug launch\n\nThe launch failed\.$/m);
    assert.match(report, /"gdbTarget": "localhost:1"/);
    assert.match(report, /"serialNumber": "<serial 1>"/);
    assert.match(report, /<workspace>\/build\/f405-demo\.elf/);
    assert.ok(!report.includes(workspace), report);
  });

  it('are saved with everything only after a question', async () => {
    await window().palette('STM32: Save Launch Report');
    const dialog = await refusal(window(), 'Save the launch report with everything that was said?');
    await window().screenshot('save-launch-report');
    await answer(dialog, 'Cancel');
  });
});

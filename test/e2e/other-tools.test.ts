// What other tools have left behind: their launch configurations, which are imported with a page about what became of each
// attribute, and their servers, which are ended.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import { answer, refusal } from './support/findings';
import { answerRow, answers, answerWith, tickAndAnswer } from './support/questions';
import { useWorkbench } from './support/workbench';

const fixtures = path.resolve('test', 'fixtures', 'import');

/** A launch.json of other debuggers with a comment of the user's, CubeIDE's own file, and one that is cut off. */
function leave(workspace: string): void {
  const configurations = ['st-snippet', 'cdt-gdb-pyocd', 'cortex-debug'].map((dialect): unknown =>
    JSON.parse(fs.readFileSync(path.join(fixtures, dialect, 'source.json'), 'utf8')),
  );
  const text = JSON.stringify({ version: '0.2.0', configurations }, undefined, 2);
  fs.writeFileSync(launchJson(workspace), text.replace('{', '{\n  // Ours.'));
  const ofCubeIde = path.join(workspace, 'pump', 'pump Debug.launch');
  fs.mkdirSync(path.dirname(ofCubeIde));
  fs.copyFileSync(path.join(fixtures, 'cubeide-stlink', 'source.launch'), ofCubeIde);
  fs.writeFileSync(path.join(workspace, 'cut off.launch'), '<launchConfiguration type="a">');
}

const launchJson = (workspace: string): string => path.join(workspace, '.vscode', 'launch.json');

/** A server that somebody else started; stopped, it hears nothing. */
async function startHangingServer(): Promise<ChildProcess> {
  const options = ['-machine', 'netduinoplus2', '-S', '-gdb', 'tcp:127.0.0.1:0'];
  const server = spawn('qemu-system-arm', [...options, '-display', 'none', '-monitor', 'none'], {
    stdio: 'ignore',
  });
  await once(server, 'spawn');
  server.kill('SIGSTOP');
  return server;
}

describe('what other tools left behind', () => {
  let server: ChildProcess | undefined;
  before('start a server', async () => {
    server = await startHangingServer();
  });
  after('end the server', () => server?.kill('SIGKILL'));
  const window = useWorkbench(() => ({
    workspace: path.resolve('examples', 'f405-demo'),
    extension: path.resolve('.'),
    prepare: leave,
  }));

  async function importConfiguration(name: string): Promise<string> {
    await window().palette('STM32: Import Launch Configuration');
    await answerWith(window(), name);
    const page = window()
      .webview()
      .locator('body', { hasText: `Imported: ${name}` });
    await page.waitFor();
    const [text = ''] = await window().texts(page);
    return text;
  }

  it('is listed with its debugger, and what cannot be read with the place', async () => {
    await window().quickOpen('main.c');
    await window().palette('STM32: Import Launch Configuration');
    const rows = await answers(window(), 5);
    assert.match(rows.join('\n'), /ST-Link GDB Server ?launch\.json: ST's extension for VS Code/);
    assert.match(rows.join('\n'), /pump Debug ?pump\/pump Debug\.launch: STM32CubeIDE/);
    await window().screenshot('import-question');
    await answerWith(window(), 'cut off');
    await window().notification('cut off.launch cannot be imported: line 1, column 31');
  });

  it('is put into launch.json, comments and all, and told beside it', async () => {
    const name = 'STM32Cube: Launch ST-Link GDB Server';
    const page = await importConfiguration(name);
    assert.match(page, /1 kept, 4 converted, 2 lost/);
    assert.match(page, /executable Converted filled in .*\$\{workspaceFolder\}\/build\/f405-demo/);
    await window().screenshot('import-page');
    const text = fs.readFileSync(launchJson(window().workspace), 'utf8');
    assert.match(text, /^\{\n {2}\/\/ Ours\./);
    const json = JSON.parse(text.replace('// Ours.', '')) as { configurations: object[] };
    assert.deepEqual(json.configurations.at(-1), {
      ...{ name: `${name} (stm32)`, type: 'stm32', request: 'launch', servertype: 'stlink' },
      ...{ cwd: '${workspaceFolder}', runToEntryPoint: 'main' },
      ...{ executable: '${workspaceFolder}/build/f405-demo.elf', device: 'STM32F405RGTx' },
    });
  });

  it('is imported from a .launch file too, in the same two columns', async () => {
    const page = await importConfiguration('pump Debug');
    // Two "$" in one line are no formula.
    assert.match(page, /"\$\{workspaceFolder\}\/pump\/Debug\/pump\.elf","\$\{workspaceFolder\}/);
    assert.equal(await window().page.locator('.editor-group-container').count(), 2);
    await window().screenshot('import-page-cubeide');
  });

  it('is a server that hangs: ended after a question, and killed only after another', async () => {
    await window().palette('STM32: Stop Orphan Server');
    const name = `qemu-system-arm (process ${server?.pid})`;
    await answerRow(window(), name).waitFor();
    await window().screenshot('orphan-list');
    await tickAndAnswer(window(), name);
    const question = await refusal(window(), `End ${name}, which may be in use?`);
    assert.match(await question.innerText(), /not started by STM32 Preflight/);
    await window().screenshot('orphan-question');
    await answer(question, 'End');
    const second = await refusal(window(), `${name} did not end when asked.`);
    assert.equal(server?.signalCode, null);
    await window().screenshot('orphan-kill');
    await answer(second, 'Kill');
    await window().notification(`Ended: ${name}.`);
    if (server?.signalCode === null) await once(server, 'exit');
    assert.equal(server?.signalCode, 'SIGKILL');
  });
});

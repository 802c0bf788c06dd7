// The Probes view with simulated boards behind an stlink-server: what it lists, what an examination finds, the chart of a
// link test, and that a debug session has the probes to itself.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import { poll } from '../../src/base/abort';
import { givenBack } from '../support/probe-bench';
import { startDebugging, stopDebugging } from './support/debug-session';
import { answer, refusal } from './support/findings';
import { boardWith, openProbes, probeRow, probeRows } from './support/probes';
import { rowAction, rowMenu, useBench, useServer } from './support/probes';
import { limits, persist } from './support/persist';
import { answerRow, answers, answerWith } from './support/questions';
import { useWorkbench } from './support/workbench';
import type { Workbench } from './support/workbench';

const slow = '066CFF515349898667113512';
const dead = '36FF6B064E4D343339470943';
const noisy = '002F00213137510739383538';

const boards = () => [
  boardWith('slow-nrst', 'v2-1', slow),
  boardWith('unpowered', 'v2', dead),
  boardWith('bit-errors', 'v3', noisy),
];

/** Tests the link of a probe, with reset held too. */
async function beginLinkTest(window: Workbench, serial: string): Promise<void> {
  const question = 'Test with reset held too';
  await rowAction(await probeRow(window, serial), 'Test SWD Link', answerRow(window, question));
  await answerWith(window, question);
}

/** Examines it until a finding is told. */
async function examine(window: Workbench, serial: string, finding: string): Promise<Locator> {
  const told = probeRows(window).filter({ hasText: new RegExp(`being examined|${finding}`) });
  await rowAction(await probeRow(window, serial), 'Examine Probe and Target', told.first());
  return probeRow(window, finding);
}

/** No notification is left when that of the progress of a link test has gone. */
async function nothingIsNotified({ page }: Workbench): Promise<void> {
  const toasts = page.locator('.notification-toast');
  await toasts.filter({ hasText: 'Testing SWD link' }).waitFor({ state: 'detached' });
  assert.equal(await toasts.count(), 0);
}

async function finishLinkTest(
  window: Workbench,
  serial: string,
): Promise<ReturnType<Workbench['webview']>> {
  await beginLinkTest(window, serial);
  const chart = window.webview();
  await chart.locator('.result', { hasText: /fastest clean clock/ }).waitFor();
  return chart;
}

describe('probes of an stlink-server', () => {
  const bench = useBench(boards);
  const window = useWorkbench(() => ({
    workspace: path.resolve('examples', 'f405-demo'),
    extension: path.resolve('.'),
    prepare: (workspace) => useServer(workspace, bench().address),
  }));

  it('are listed with their serial numbers, and none is opened', async () => {
    await openProbes(window());
    for (const serial of [slow, dead, noisy]) await probeRow(window(), serial);
    assert.deepEqual(bench().transcript, []);
    await window().screenshot('probes-listed');
  });

  it('show that a board has no supply, with the page about it behind the finding', async () => {
    const row = await examine(window(), dead, 'The target has no supply');
    await givenBack(bench());
    await window().screenshot('probes-unpowered');
    await persist(async (timeout) => {
      await row.click({ timeout });
      const title = window().webview().locator('h1', { hasText: 'target-unpowered' });
      await title.waitFor({ timeout });
    });
    await window().palette('View: Close All Editors');
  });

  it('are examined with reset only after the user has agreed', async () => {
    await rowMenu(await probeRow(window(), slow), 'Examine with Reset');
    const dialog = window().page.locator('.monaco-dialog-box', { hasText: 'Examine with reset?' });
    await dialog.waitFor();
    await window().screenshot('probes-reset-question');
    await answer(dialog, 'Reset and Examine');
    await probeRow(window(), /NRST/);
    // The simulated capacitor takes 1900 ms; when this computer looks is its own affair.
    const row = await probeRow(window(), /^NRST.*out of reset after \d{4} ms/);
    assert.match(await row.innerText(), /a pulse reaches the core/);
    await window().screenshot('probes-slow-nrst');
    assert.equal(await window().page.locator('.notification-toast').count(), 0);
  });

  it('can be chosen for the workspace and forgotten', async () => {
    await rowMenu(await probeRow(window(), slow), 'Use This Probe');
    await probeRow(window(), `chosen · ${slow}`);
    await window().palette('STM32: Choose Probe');
    await answerRow(window(), 'chosen for this workspace').waitFor();
    await window().screenshot('probes-choose');
    await answerWith(window(), 'Forget the choice');
    await probeRows(window()).filter({ hasText: 'chosen' }).waitFor({ state: 'detached' });
  });

  it('are reported as Markdown', async () => {
    const { page } = window();
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await rowMenu(await probeRow(window(), slow), 'Copy Probe Report');
    await page.locator('.statusbar-item', { hasText: 'Probe report copied' }).waitFor();
    const report = await page.evaluate<string>('navigator.clipboard.readText()');
    assert.match(report, /^## ST-LINK\/V2-1$/m);
    assert.match(report, new RegExp(`^\\| Serial number \\| ${slow} \\|$`, 'm'));
    assert.match(report, /`nrst-slow`/);
    assert.match(report, /STM32 Preflight \| \d/);
  });

  it('have their link tested: a chart with the fastest clean clock, by keyboard and as a table', async () => {
    const chart = await finishLinkTest(window(), noisy);
    assert.ok((await chart.locator('g.point').count()) >= 4);
    await window().screenshot('link-chart-dark');
    await chart.locator('g.point').first().focus();
    const detail = chart.locator('.detail');
    await detail.filter({ hasText: /^\d+ kHz, reset not held: \d+ of \d+ reads failed/ }).waitFor();
    const before = await detail.innerText();
    await window().page.keyboard.press('ArrowRight');
    await detail.filter({ hasText: 'kHz', hasNotText: before }).waitFor();
    await chart.locator('tr.fastest').first().waitFor();
  });

  it('have the chart say why a link cannot be tested, in no notification', async () => {
    await beginLinkTest(window(), dead);
    const chart = window().webview();
    await chart
      .locator('.result', { hasText: 'Not finished: the target did not answer' })
      .waitFor();
    await nothingIsNotified(window());
  });

  it('are left alone while a debug session runs', async () => {
    await startDebugging(window(), 'Debug f405-demo (QEMU)');
    const view = window().view('Probes');
    await view.locator('text=probes are left alone').waitFor();
    const opened = bench().transcript.length;
    await window().screenshot('probes-in-session');
    await stopDebugging(window());
    await view.locator('text=probes are left alone').waitFor({ state: 'hidden' });
    assert.equal(bench().transcript.length, opened);
  });

  it('are given to a debug session in the middle of a link test', async () => {
    await beginLinkTest(window(), noisy);
    const isOpen = () => Promise.resolve(bench().openCount() > 0 || undefined);
    await poll(isOpen, AbortSignal.timeout(limits.action));
    await startDebugging(window(), 'Debug f405-demo (QEMU)');
    await givenBack(bench());
    await nothingIsNotified(window());
    await stopDebugging(window());
  });
});

/** Puts a launch with OpenOCD into the project, for a probe that nothing names. */
function addOpenocd(workspace: string): void {
  const file = path.join(workspace, '.vscode', 'launch.json');
  const launch = JSON.parse(fs.readFileSync(file, 'utf8')) as { configurations: object[] };
  const [first] = launch.configurations;
  const added = { ...first, name: 'Debug with OpenOCD', servertype: 'openocd' };
  fs.writeFileSync(file, JSON.stringify({ ...launch, configurations: [added] }));
}

describe('several probes and a launch that names none', () => {
  const bench = useBench(boards);
  const window = useWorkbench(() => ({
    workspace: path.resolve('examples', 'f405-demo'),
    extension: path.resolve('.'),
    theme: 'light',
    prepare: (workspace) => {
      useServer(workspace, bench().address);
      addOpenocd(workspace);
    },
  }));

  it('lead to a question, whose answer the launch and its checks go by', async () => {
    await openProbes(window());
    await startDebugging(window(), 'Debug with OpenOCD');
    await answers(window(), 3);
    await window().screenshot('probes-launch-question');
    await answerWith(window(), dead);
    const dialog = await refusal(window(), 'has no supply');
    await window().screenshot('probes-launch-refused');
    await answer(dialog, 'Cancel');
  });

  it('are free again after a launch that was refused', async () => {
    const paused = window().view('Probes').locator('text=probes are left alone');
    await paused.waitFor({ state: 'hidden' });
    await givenBack(bench());
  });

  it('are not asked about again: the remembered one is examined', async () => {
    await probeRow(window(), `chosen · ${dead}`);
    await window().palette('STM32: Examine Probe and Target');
    await probeRow(window(), 'The target has no supply');
  });

  it('have the chart of their link in the colours of the theme', async () => {
    await examine(window(), noisy, 'The SWD link is marginal');
    await window().screenshot('probes-light');
    await finishLinkTest(window(), noisy);
    await window().screenshot('link-chart-light');
  });

  it('are told of in one notification where nobody sees the view', async () => {
    await window().palette('View: Show Explorer');
    await probeRows(window()).first().waitFor({ state: 'hidden' });
    await window().palette('STM32: Examine Probe and Target');
    await window().notification('The target has no supply');
    assert.equal(await window().page.locator('.notification-toast').count(), 1);
    await window().palette('Notifications: Clear All Notifications');
  });
});

describe('an stlink-server without a probe', () => {
  const bench = useBench(() => []);
  const window = useWorkbench(() => ({
    workspace: path.resolve('examples', 'f405-demo'),
    extension: path.resolve('.'),
    prepare: (workspace) => useServer(workspace, bench().address),
  }));

  it('is said to have none', async () => {
    await openProbes(window());
    await window().view('Probes').locator('text=lists no debug probe').waitFor();
    await window().screenshot('probes-none');
  });

  it('that does not answer is said not to', async () => {
    useServer(window().workspace, '127.0.0.1:1');
    await probeRow(window(), 'No stlink-server answers at 127.0.0.1:1');
  });

  it('is left for USB when the setting is gone', async () => {
    useServer(window().workspace, '');
    const welcome = window().view('Probes').locator('text=/No (debug probe|USB bus)/');
    await welcome
      .or(probeRows(window()).filter({ hasText: 'LINK' }))
      .first()
      .waitFor();
    await probeRows(window())
      .filter({ hasText: 'No stlink-server' })
      .waitFor({ state: 'detached' });
  });
});

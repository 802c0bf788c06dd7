// A launch that fails with the checks off: VS Code's own dialog leads to the card with the causes, whose experiment is tried
// with a click and kept in launch.json with another.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { poll } from '../../src/base/abort';
import { changed } from '../simulator/setup';
import type { Setup } from '../simulator/setup';
import { startDebugging, stopDebugging, waitForTopFrame } from './support/debug-session';
import { answer, refusal } from './support/findings';
import { boardWith, useBench, useServer } from './support/probes';
import { limits } from './support/persist';
import { useWorkbench } from './support/workbench';
import type { Workbench } from './support/workbench';

const example = path.resolve('examples', 'f405-demo');
const serial = '36FF6B064E4D343339470943';
const name = 'Debug with OpenOCD';

/** A launch that nothing is checked of before. */
function writeLaunch(workspace: string, attributes: object): void {
  const file = path.join(workspace, '.vscode', 'launch.json');
  const configuration = {
    ...{ name, type: 'stm32', request: 'launch', servertype: 'openocd', device: 'STM32F405RG' },
    ...{ executable: '${workspaceFolder}/build/f405-demo.elf', preflight: { mode: 'off' } },
    // The simulated flash sees what is programmed through the port, not what a loader in the core's RAM writes.
    openOCDPreConfigLaunchCommands: ['set WORKAREASIZE 0'],
    ...attributes,
  };
  const text = JSON.stringify({ version: '0.2.0', configurations: [configuration] }, undefined, 2);
  fs.writeFileSync(file, text.replace('{', '{\n  // Ours.'));
}

const launchJson = ({ workspace }: Workbench): string =>
  fs.readFileSync(path.join(workspace, '.vscode', 'launch.json'), 'utf8');

/** The firmware takes the SWD pins; its core runs truly. */
const lockedOut = (): Setup =>
  changed(boardWith('swd-off-after-boot', 'v2', serial), { target: { core: 'qemu' } });

describe('the card of a launch that failed', () => {
  const bench = useBench(() => [boardWith('unpowered', 'v2', serial)]);
  const window = useWorkbench(() => ({
    workspace: example,
    extension: path.resolve('.'),
    prepare: (workspace) => {
      useServer(workspace, bench().address);
      writeLaunch(workspace, {});
    },
  }));

  it('does not open by itself, but by the button of the one dialog', async () => {
    await window().quickOpen('main.c');
    await startDebugging(window(), name);
    const dialog = await refusal(window(), 'Show Cause');
    await window().screenshot('failure-dialog');
    assert.equal(await window().page.locator('iframe.webview').count(), 0);
    await answer(dialog, 'Show Cause');
    await window()
      .webview()
      .locator('h1', { hasText: 'Connecting to the target failed' })
      .waitFor();
    await window().screenshot('failure-card-dark');
  });

  it('has the causes as a list, each with its confidence, what speaks for it and what to do', async () => {
    const causes = window().webview().locator('ol.causes > li');
    await causes.first().waitFor();
    const [first = ''] = await window().texts(causes);
    assert.match(first, /(confirmed|likely|possible)/i);
    assert.match(first, /supply|power/i);
    assert.match(first, /What to do/);
    assert.match(first, /What was said .*OpenOCD, line \d+/);
  });

  it('is reached by the keyboard, from the first button to the last', async () => {
    const card = window().webview();
    const buttons = card.locator('button, summary');
    const count = await buttons.count();
    await buttons.first().focus();
    for (let step = 1; step < count; step++) await window().page.keyboard.press('Tab');
    const last = await card.locator(':focus').innerText();
    assert.equal(last, 'Show Log');
  });

  it('fits into a narrow column', async () => {
    await window().page.setViewportSize({ width: 760, height: 900 });
    const isTooWide = 'document.documentElement.scrollWidth > window.innerWidth';
    const wide = await window().webview().locator('body').evaluate<boolean, unknown>(isTooWide);
    await window().screenshot('failure-card-narrow');
    await window().page.setViewportSize({ width: 1400, height: 900 });
    assert.equal(wide, false);
  });

  it('is there again by the command', async () => {
    await window().palette('View: Close All Editors');
    await window().palette('STM32: Show Launch Failure');
    await window().webview().locator('ol.causes > li').first().waitFor();
  });
});

describe('the experiment of a card', () => {
  const bench = useBench(() => [lockedOut()]);
  const window = useWorkbench(() => ({
    workspace: example,
    extension: path.resolve('.'),
    theme: 'light',
    prepare: (workspace) => {
      useServer(workspace, bench().address);
      writeLaunch(workspace, { connect: 'configured' });
    },
  }));

  it('is tried with a click, and stops at main', async () => {
    await window().quickOpen('main.c');
    await startDebugging(window(), name);
    await answer(await refusal(window(), 'Show Cause'), 'Show Cause');
    const button = window().webview().locator('button', { hasText: 'Connect Under Reset' }).first();
    await button.waitFor();
    await window().screenshot('failure-card-light');
    await button.click();
    await window().notification('Connected under reset. Keep this in launch.json?');
    await window().screenshot('failure-card-keep');
    await waitForTopFrame(window(), 'main');
  });

  it('is kept in launch.json with another click, comments and all', async () => {
    await window().answerNotification('Connected under reset. Keep this in launch.json?', 'Keep');
    const isKept = () =>
      Promise.resolve(
        /"resetStrategy": "connect-under-reset"/.test(launchJson(window())) || undefined,
      );
    await poll(isKept, AbortSignal.timeout(limits.action));
    assert.match(launchJson(window()), /^\{\n {2}\/\/ Ours\./);
    await stopDebugging(window());
  });
});

describe('a launch that found its own way', () => {
  const bench = useBench(() => [lockedOut()]);
  const window = useWorkbench(() => ({
    workspace: example,
    extension: path.resolve('.'),
    prepare: (workspace) => {
      useServer(workspace, bench().address);
      writeLaunch(workspace, {});
    },
  }));

  it('offers to keep it in one notification', async () => {
    await window().quickOpen('main.c');
    await startDebugging(window(), name);
    const offer = 'Connected under reset at 480 kHz. Keep this in launch.json?';
    await window().notification(offer);
    await window().screenshot('way-offer');
    await waitForTopFrame(window(), 'main');
    await window().answerNotification(offer, 'Not Now');
    await stopDebugging(window());
  });

  it('does not offer it again in this window once that was declined', async () => {
    const before = launchJson(window());
    await startDebugging(window(), name);
    await waitForTopFrame(window(), 'main');
    assert.equal(await window().page.locator('.notification-toast').count(), 0);
    assert.equal(launchJson(window()), before);
    await stopDebugging(window());
  });
});

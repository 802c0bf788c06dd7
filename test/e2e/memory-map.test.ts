// "STM32: Show Memory Map" and "STM32: Run Preflight" as a user meets them: the picture with the finding's place, by
// pointer, by keyboard and as a table; and what is said where nothing is wrong.

import assert from 'node:assert/strict';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import { persist } from './support/persist';
import { answerWith } from './support/questions';
import { hoverAtCursor } from './support/script-editor';
import { useWorkbench } from './support/workbench';
import type { Workbench } from './support/workbench';

async function openMap(window: Workbench): Promise<ReturnType<Workbench['webview']>> {
  await window.palette('STM32: Show Memory Map');
  const map = window.webview();
  await map.locator('.memory').first().waitFor();
  return map;
}

describe('the memory map of a project with a finding', () => {
  const window = useWorkbench(() => ({
    workspace: path.resolve('examples', 'broken', 's6-psram-without-noload'),
    extension: path.resolve('.'),
  }));

  it('shows the part, its memories and the place of the finding', async () => {
    const map = await openMap(window());
    assert.equal(await map.locator('h1').innerText(), 'STM32F405ZG');
    const names = await map.locator('.memory h2').allInnerTexts();
    for (const name of ['FLASH', 'SRAM1', 'CCMRAM']) assert.ok(names.includes(name), name);
    await map.locator('path.mark').waitFor();
    await map.locator('.detail', { hasText: 'elf-zeros-in-external-memory' }).waitFor();
    await window().screenshot('memory-map-dark');
  });

  it('tells of a section by the keyboard', async () => {
    const map = window().webview();
    // It is drawn anew, without a focus, when the launch was checked once more.
    await persist(async (timeout) => {
      await map.locator('rect.block').first().focus({ timeout });
      await map.locator('.detail', { hasText: '.isr_vector' }).waitFor({ timeout });
      await window().page.keyboard.press('ArrowRight');
      await map.locator('.detail', { hasText: '.text' }).waitFor({ timeout });
    });
  });

  it('says the same as a table', async () => {
    const map = window().webview();
    await map.locator('.table summary').click();
    const row = map.locator('tbody tr', { hasText: 'FSMC' });
    assert.match(await row.innerText(), /\.psram 8 KiB/);
    await window().screenshot('memory-map-table');
  });

  it('can be looked at closer: only what is used', async () => {
    const map = window().webview();
    await map.locator('select').selectOption('used');
    await map.locator('h1').scrollIntoViewIfNeeded();
    await window().screenshot('memory-map-used');
    await persist(async () => {
      const box = await map.locator('rect.block').first().boundingBox();
      assert.ok((box?.width ?? 0) > 100, `.isr_vector is ${box?.width} wide`);
    });
  });

  it('shows what is in a memory by library and object of the map file, by the keyboard alone', async () => {
    const map = window().webview();
    const { keyboard } = window().page;
    await map.locator('.enter', { hasText: 'FLASH' }).focus();
    await keyboard.press('Enter');
    await map.locator('.tile').first().waitFor();
    assert.match(await map.locator('.contents > .note').innerText(), /psram\.map$/);
    await window().screenshot('memory-contents-dark');
    const trail = map.locator('.crumbs');
    await keyboard.press('Enter');
    await trail.filter({ hasText: /All memories\s*FLASH\s*build/ }).waitFor();
    await keyboard.press('Enter');
    await trail.filter({ hasText: 'main.o' }).waitFor();
    await map.locator('.told', { hasText: /^\.text.*% of what is shown/ }).waitFor();
    await keyboard.press('Escape');
    await trail.filter({ hasNotText: 'main.o' }).waitFor();
  });

  it('finds in a memory what is searched for, in tiles and in the table', async () => {
    const map = window().webview();
    await map.locator('.search').fill('vector');
    await map.locator('.sizes tbody tr').first().waitFor();
    await map.locator('.figures, .contents .files', { hasText: 'in 1 part' }).waitFor();
    await map.locator('.search').fill('no such name');
    await map.locator('.nothing').waitFor();
    await map.locator('.search').fill('');
    await map.locator('.crumb', { hasText: 'All memories' }).click();
    await map.locator('rect.block').first().waitFor();
    const focused = await map.locator('.enter:focus').innerText();
    assert.equal(focused, 'FLASH');
  });

  it('knows a map file by what is in it, and tells how full a region is', async () => {
    await window().quickOpen('psram.map');
    const { page } = window();
    await page.locator('.statusbar-item', { hasText: 'GNU Linker Map' }).waitFor();
    await page.locator('.view-line', { hasText: 'Reset_Handler' }).first().waitFor();
    await window().goTo(11);
    await hoverAtCursor(window(), 'Region PSRAM');
    await window().screenshot('map-file-hover');
    await window().palette('View: Close Editor');
  });

  it('opens the line of the script that is at fault', async () => {
    const map = window().webview();
    await map.locator('path.mark').click();
    await map.locator('.detail button', { hasText: 'STM32F405ZGTX_FLASH.ld:50' }).click();
    const tab = window().page.locator('.tab[data-resource-name="STM32F405ZGTX_FLASH.ld"].active');
    await tab.waitFor();
    await window().cursorInLine(50);
  });
});

describe('a project in which nothing is wrong', () => {
  const window = useWorkbench(() => ({
    workspace: path.resolve('examples', 'f405-demo'),
    extension: path.resolve('.'),
    theme: 'light',
  }));

  it('is said to be so by Run Preflight, in one notification', async () => {
    await window().quickOpen('main.c');
    await window().palette('STM32: Run Preflight');
    await answerWith(window(), 'Debug f405-demo (QEMU)');
    await window().notification('nothing wrong was found');
    assert.equal(await window().page.locator('.notification-toast').count(), 1);
    await window().screenshot('run-preflight-clean');
  });

  it('has a memory map without marks', async () => {
    await window().palette('STM32: Show Memory Map');
    await answerWith(window(), 'Debug f405-demo (QEMU)');
    const map = window().webview();
    await map.locator('.memory').first().waitFor();
    assert.equal(await map.locator('path.mark').count(), 0);
    await window().screenshot('memory-map-light');
  });

  it('shows what is in a memory by section and symbol where there is no map file', async () => {
    const map = window().webview();
    await map.locator('.enter', { hasText: 'FLASH' }).click();
    await map.locator('.tile', { hasText: '.text' }).waitFor();
    await window().screenshot('memory-contents-light');
    await map.locator('.tile', { hasText: '.text' }).click();
    await map.locator('.tile', { hasText: 'main' }).first().waitFor();
    await window().screenshot('memory-contents-symbols-light');
  });
});

describe('two builds', () => {
  const broken = path.resolve('examples', 'broken');
  const window = useWorkbench(() => ({
    workspace: path.join(broken, 's6-psram-without-noload'),
    extension: path.resolve('.'),
  }));

  it('are compared: what grew and what shrank, as a page', async () => {
    await window().palette('STM32: Compare Builds');
    const titled = (text: string): Locator =>
      window().page.locator('.quick-input-title', { hasText: text });
    const earlier = titled('the earlier build');
    const later = titled('the later build');
    await openInDialog(earlier, 'data-without-load-region/build/data.map', later);
    await openInDialog(later, 'flash-overflow/build/font.map', window().webview().locator('h1'));
    const page = window().webview();
    await page.locator('h1', { hasText: 'Builds compared' }).waitFor();
    await page.locator('h2', { hasText: 'Regions' }).waitFor();
    await page.locator('tr', { hasText: 'build/main.o' }).first().waitFor();
    await window().screenshot('builds-compared');
  });

  /** Gives VS Code's file dialog a path. It ignores its button while it still looks at what was typed. */
  async function openInDialog(dialog: Locator, build: string, next: Locator): Promise<void> {
    const { page } = window();
    const entry = page.locator('.quick-input-list .monaco-list-row', {
      hasText: path.basename(build),
    });
    await persist(async (timeout) => {
      if (await next.isVisible()) return;
      await dialog.waitFor({ timeout });
      await window().fillQuickInput(path.join(broken, build), timeout);
      await entry.first().waitFor({ timeout });
      await page.locator('.quick-input-action .monaco-button').first().click({ timeout });
      await next.waitFor({ timeout });
    });
  }
});

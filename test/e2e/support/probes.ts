// The Probes view: its rows by their text, their actions, and the simulated bench behind it.

import fs from 'node:fs';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import { serveBench } from '../../simulator/serve';
import type { Bench } from '../../simulator/serve';
import { faults } from '../../simulator/faults';
import { changed, healthy, probeOfKind } from '../../simulator/setup';
import type { ProbeSetup, Setup } from '../../simulator/setup';
import { persist } from './persist';
import type { Workbench } from './workbench';

/** A board with a fault, on a probe of its own. */
export function boardWith(faultId: string, kind: ProbeSetup['kind'], serial: string): Setup {
  const fault = faults.find(({ id }) => id === faultId);
  if (fault === undefined) throw new Error(`the simulator has no fault "${faultId}"`);
  return changed(changed(healthy, fault.change), { probe: { ...probeOfKind(kind), serial } });
}

/** For a `describe`, before `useWorkbench`: the bench is there before the window opens, and until after it. */
export function useBench(setups: () => readonly Setup[]): () => Bench {
  let bench: Bench | undefined;
  before('start the bench', async () => {
    bench = await serveBench(setups());
  });
  after('end the bench', () => bench?.dispose());
  return () => {
    if (bench === undefined) throw new Error('the bench starts before the first test');
    return bench;
  };
}

/** Of a machine's settings VS Code takes those of the remote computer; a workspace may have its own. */
export function useServer(workspace: string, address: string): void {
  const file = path.join(workspace, '.vscode', 'settings.json');
  fs.writeFileSync(file, JSON.stringify({ 'stm32-preflight.stlinkServer': address }));
}

/** Shows the view, with room for it, and gives its rows. */
export async function openProbes(workbench: Workbench): Promise<Locator> {
  await workbench.palette('Run and Debug: Focus on Probes View');
  await workbench.foldViews('Variables', 'Watch', 'Call Stack', 'Breakpoints');
  return probeRows(workbench);
}

export function probeRows(workbench: Workbench): Locator {
  return workbench.view('Probes').locator('.monaco-list-row');
}

/** The row with this text, once it is there. */
export async function probeRow(workbench: Workbench, text: string | RegExp): Promise<Locator> {
  const row = probeRows(workbench).filter({ hasText: text }).first();
  await row.waitFor();
  return row;
}

/** Presses one of the buttons that a row shows under the pointer, until this comes of it, which is not there yet. */
export async function rowAction(row: Locator, title: string, effect: Locator): Promise<void> {
  // The view may draw the row anew under the pointer.
  await persist(async (timeout) => {
    if (!(await effect.isVisible())) {
      await row.hover({ timeout });
      await row.locator(`.action-item a[aria-label^="${title}"]`).click({ timeout });
    }
    await effect.waitFor({ timeout });
  });
}

/** Takes an entry of the menu of a row. A click that comes too soon after the menu opened is ignored by VS Code. */
export async function rowMenu(row: Locator, title: string): Promise<void> {
  const entry = row.page().locator('.monaco-menu .action-item', { hasText: title }).first();
  await persist(async (timeout) => {
    if (!(await entry.isVisible())) await row.click({ button: 'right', timeout });
    await entry.click({ timeout });
    await entry.waitFor({ state: 'hidden', timeout });
  });
}

// A quick pick that has the last choice on top, so that Enter repeats it.

import * as vscode from 'vscode';

export interface RememberedItem extends vscode.QuickPickItem {
  readonly id: string;
}

/** @param key what is asked, in the memory of the workspace. @returns undefined when the user went away */
export async function pickLastFirst<T extends RememberedItem>(
  memory: vscode.Memento,
  key: string,
  items: readonly T[],
  options: vscode.QuickPickOptions,
): Promise<T | undefined> {
  const place = `stm32-preflight.last.${key}`;
  const last = memory.get<string>(place);
  const picked = await vscode.window.showQuickPick(lastFirst(items, last), options);
  if (picked !== undefined) await memory.update(place, picked.id);
  return picked;
}

/** @returns the items with the one of this id first; all else in the given order. */
function lastFirst<T extends { readonly id: string }>(
  items: readonly T[],
  last: string | undefined,
): T[] {
  return [...items.filter(({ id }) => id === last), ...items.filter(({ id }) => id !== last)];
}

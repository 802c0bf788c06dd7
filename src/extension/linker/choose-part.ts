// The list to choose the part of a linker script from: what the project names first, then every part there is.

import * as vscode from 'vscode';
import { allDeviceNames, findDevice } from '../../devices/find-device';
import type { ScriptPartParams } from '../../protocol/lsp-extensions';
import { partRows } from './part-words';
import type { PartRow } from './part-words';

type PartItem = vscode.QuickPickItem & { readonly row?: PartRow };

const headings: Readonly<Record<PartRow['group'], string>> = {
  choice: '',
  project: 'named in this project',
  all: 'all parts',
};

/** @returns the row that was taken; undefined when the user went away */
export function choosePart(about: ScriptPartParams): Promise<PartRow | undefined> {
  const names = allDeviceNames();
  const list = vscode.window.createQuickPick<PartItem>();
  const show = (typed: string): void => {
    list.items = itemsOf(partRows(about, names, typed, findDevice), about.part);
  };
  list.title = `Part of ${vscode.Uri.parse(about.uri).path.replace(/^.*\//, '')}`;
  list.placeholder = 'Select the part that this linker script is for, or type its name';
  list.matchOnDescription = true;
  show('');
  list.onDidChangeValue(show);
  list.show();
  return new Promise<PartRow | undefined>((resolve) => {
    list.onDidAccept(() => {
      resolve(list.selectedItems[0]?.row);
      list.hide();
    });
    list.onDidHide(() => resolve(undefined));
  }).finally(() => list.dispose());
}

function itemsOf(rows: readonly PartRow[], part: string | undefined): PartItem[] {
  return rows.flatMap((row, index) => {
    const { label, description, group, isKept } = row;
    const isCurrent = row.part !== undefined && row.part === part;
    const item: PartItem = {
      label,
      description: isCurrent ? `${description} (in use)`.trim() : description,
      alwaysShow: isKept,
      row,
    };
    const isFirst = rows[index - 1]?.group !== group;
    return isFirst && headings[group] !== '' ? [separator(headings[group]), item] : [item];
  });
}

function separator(label: string): PartItem {
  return { label, kind: vscode.QuickPickItemKind.Separator };
}

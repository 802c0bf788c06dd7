// Quick fixes of the problems that the checks found: the edits a finding brings, shown for confirmation before
// anything changes, and "do not tell me this here".

import * as vscode from 'vscode';
import type { FileEdit, Fix } from '../findings/finding';
import type { FindingsStore, ShownFinding } from './findings-store';

export function registerFindingActions(store: FindingsStore): vscode.Disposable {
  const provider: vscode.CodeActionProvider = {
    provideCodeActions: (document, range) =>
      store.at(document.uri, range).flatMap((item) => [...fixActions(item), ignoreAction(item)]),
  };
  return vscode.languages.registerCodeActionsProvider({ scheme: 'file' }, provider, {
    providedCodeActionKinds: [vscode.CodeActionKind.QuickFix],
  });
}

function fixActions({ finding, diagnostic }: ShownFinding): vscode.CodeAction[] {
  const editing = finding.fixes.filter(({ edits }) => edits !== undefined && edits.length > 0);
  return editing.map((fix, index) => {
    const action = new vscode.CodeAction(fix.title, vscode.CodeActionKind.QuickFix);
    action.diagnostics = [diagnostic];
    action.edit = toWorkspaceEdit(fix);
    action.isPreferred = index === 0;
    return action;
  });
}

/** Every edit waits in VS Code's preview until the user applies it. */
function toWorkspaceEdit({ title, edits = [] }: Fix): vscode.WorkspaceEdit {
  const edit = new vscode.WorkspaceEdit();
  const metadata = { needsConfirmation: true, label: title };
  for (const { file, newText, ...range } of edits) {
    edit.replace(vscode.Uri.file(file), toRange(range), newText, metadata);
  }
  return edit;
}

function toRange({ start, end }: Pick<FileEdit, 'start' | 'end'>): vscode.Range {
  return new vscode.Range(start.line - 1, start.column - 1, end.line - 1, end.column - 1);
}

function ignoreAction({ finding, launch, diagnostic }: ShownFinding): vscode.CodeAction {
  const title = `Ignore ${finding.id} in "${launch.configuration.name}"`;
  const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
  action.diagnostics = [diagnostic];
  action.command = {
    title,
    command: 'stm32-preflight.ignoreFinding',
    arguments: [launch.folder?.uri.toString(), launch.configuration.name, finding.id],
  };
  return action;
}

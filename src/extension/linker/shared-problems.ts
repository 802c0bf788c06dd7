// Each problem once: the server tells, as it is typed, what the text of a script says; the preflight tells what the
// linked file shows. What a preflight finds in the text is left to the server, and what the server says too of a line
// where the linked file shows it is left to the preflight, until it is built anew. What every launch configuration of the
// folder ignores is told by neither.

import * as vscode from 'vscode';
import type { HandleDiagnosticsSignature } from 'vscode-languageclient';
import type { FindingsStore } from '../findings-store';
import { launchConfigurations } from '../launch-configurations';
import { idsCovering } from './ids-covering';
import { isIgnored } from './is-ignored';

interface Told {
  readonly uri: vscode.Uri;
  readonly diagnostics: vscode.Diagnostic[];
  readonly publish: HandleDiagnosticsSignature;
}

export class SharedProblems implements vscode.Disposable {
  private readonly told = new Map<string, Told>();
  private readonly listening: vscode.Disposable;

  constructor(private readonly store: FindingsStore) {
    const again = (): void => {
      for (const each of this.told.values()) this.publish(each);
    };
    this.listening = vscode.Disposable.from(
      store.onDidChange(again),
      vscode.workspace.onDidChangeConfiguration((change) => {
        if (change.affectsConfiguration('launch')) again();
      }),
    );
  }

  /** What the server says of a script; an open one without problems is told of too. */
  take(uri: vscode.Uri, diagnostics: vscode.Diagnostic[], publish: HandleDiagnosticsSignature) {
    const key = uri.toString();
    const isOpen = vscode.workspace.textDocuments.some((each) => each.uri.toString() === key);
    const told = { uri, diagnostics, publish };
    this.told.set(key, told);
    this.publish(told);
    this.store.leaveScript(uri, isOpen || diagnostics.length > 0);
  }

  /** The server is gone, and with it what it said. */
  forget(): void {
    const uris = [...this.told.values()].map(({ uri }) => uri);
    this.told.clear();
    for (const uri of uris) this.store.leaveScript(uri, false);
  }

  dispose(): void {
    this.listening.dispose();
    this.forget();
  }

  /** Quick fixes of what is not shown are the preflight's. */
  fixesOf(
    uri: vscode.Uri,
    actions: readonly (vscode.CodeAction | vscode.Command)[],
  ): (vscode.CodeAction | vscode.Command)[] {
    return actions.filter((action) => {
      const about = 'diagnostics' in action ? (action.diagnostics ?? []) : [];
      return about.length === 0 || about.some((diagnostic) => !this.isLeftOut(uri, diagnostic));
    });
  }

  private publish({ uri, diagnostics, publish }: Told): void {
    publish(
      uri,
      diagnostics.filter((diagnostic) => !this.isLeftOut(uri, diagnostic)),
    );
  }

  /** The linked file shows the same in this line, or no launch of the folder wants to hear of it. */
  private isLeftOut(uri: vscode.Uri, diagnostic: vscode.Diagnostic): boolean {
    const covering = idsCovering(diagnostic);
    const launches = launchConfigurations(vscode.workspace.getWorkspaceFolder(uri));
    if (isIgnored([idOf(diagnostic), ...covering], launches)) return true;
    if (covering.length === 0) return false;
    const { line } = diagnostic.range.start;
    const whole = new vscode.Range(line, 0, line, Number.MAX_SAFE_INTEGER);
    return this.store.at(uri, whole).some(({ finding }) => covering.includes(finding.id));
  }
}

function idOf({ code }: vscode.Diagnostic): string {
  return String(typeof code === 'object' ? code.value : code);
}

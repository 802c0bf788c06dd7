// The record of the last launch of this window: what a report about it is made of.

import * as vscode from 'vscode';
import type { LaunchRecord } from '../protocol/debug-events';

export interface RecordedLaunch {
  readonly record: LaunchRecord;
  readonly session: vscode.DebugSession;
}

export class LaunchRecords implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<RecordedLaunch>();
  readonly onDidChange = this.changed.event;
  private latest: RecordedLaunch | undefined;

  get last(): RecordedLaunch | undefined {
    return this.latest;
  }

  put(record: LaunchRecord, session: vscode.DebugSession): void {
    this.latest = { record, session };
    this.changed.fire(this.latest);
    // The commands about a record are in the palette from now on.
    void vscode.commands.executeCommand('setContext', 'stm32-preflight.hasLaunchRecord', true);
  }

  dispose(): void {
    this.changed.dispose();
  }
}

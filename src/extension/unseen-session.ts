// For a session that only does something and ends: no toolbar, no change of the view, no other colour of the status bar.

import type * as vscode from 'vscode';

export const unseenSession: vscode.DebugSessionOptions = {
  suppressDebugToolbar: true,
  suppressDebugStatusbar: true,
  suppressDebugView: true,
};

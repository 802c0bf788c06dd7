// Says how VS Code starts the debug adapter: as a process of its own, so that nothing that happens to GDB or a
// server can take the extension host down.

import * as vscode from 'vscode';
import { debugType } from './candidates';
import type { Services } from './services';

/**
 * VS Code takes the command `node` for the Node it runs on itself and forks it, in the desktop's Electron as
 * in a server (`ExecutableDebugAdapter` in its debugAdapter.ts), so users need no Node. A launch.json with
 * `debugServer` never comes here: VS Code then connects to that port by itself.
 */
export function registerAdapterFactory({ asset, probes }: Services): vscode.Disposable {
  const program = asset('dist/debug-adapter.js');
  return vscode.debug.registerDebugAdapterDescriptorFactory(debugType, {
    // Not before every probe is free: the adapter's checks and its server open it.
    createDebugAdapterDescriptor: async (session) => {
      await probes.sessionStarts(session);
      return new vscode.DebugAdapterExecutable('node', [program]);
    },
  });
}

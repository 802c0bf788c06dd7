// Leaves the probes to debug sessions: from before a session's adapter starts until its process has ended, which is when
// the GDB server is gone too.

import * as vscode from 'vscode';
import { debugType } from '../candidates';
import type { ProbeService } from './probe-service';

/**
 * The end is the adapter's own: VS Code tells of the end of a session that was refused at its launch no other way. An
 * adapter that runs already (`debugServer`) is not started by us, so its session is first heard of here.
 */
export function guardSessions(probes: ProbeService): vscode.Disposable {
  return vscode.debug.registerDebugAdapterTrackerFactory(debugType, {
    async createDebugAdapterTracker(session) {
      probes.adapterStarts(session);
      await probes.sessionStarts(session);
      let hasEnded = false;
      const end = (): void => {
        if (!hasEnded) probes.adapterEnds(session);
        hasEnded = true;
      };
      return { onExit: end, onError: end };
    },
  });
}

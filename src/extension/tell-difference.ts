// Warns once a session that the target holds another program than the symbols are of, before a line number is trusted, and
// offers to program it.

import * as vscode from 'vscode';
import { fileNameOf } from '../base/file-name';
import type { ImageCompared } from '../protocol/debug-events';
import { startLaunch } from './base-launch';
import { programAndDebug } from './launch-variants';
import type { Services } from './services';

export async function tellDifference(
  services: Services,
  session: vscode.DebugSession,
  { file, outcome, sections }: ImageCompared,
): Promise<void> {
  const name = fileNameOf(file);
  const what =
    outcome === 'erased'
      ? `The flash of the target is erased where ${name} belongs.`
      : `The target holds another program than ${name}: ${sections.join(', ')} differ${sections.length === 1 ? 's' : ''}.`;
  const program = 'Program It';
  const message = `${what} Line numbers and variables are not to be trusted.`;
  if ((await vscode.window.showWarningMessage(message, program)) !== program) return;
  const { workspaceFolder, configuration } = session;
  await vscode.debug.stopDebugging(session);
  await startLaunch(services, workspaceFolder, programAndDebug(configuration));
}

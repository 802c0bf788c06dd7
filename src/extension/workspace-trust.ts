// The trust in the workspace that a launch takes, asked for before a command asks anything of its own.

import { debug, workspace } from 'vscode';
import type { DebugConfiguration } from 'vscode';
import { debugType } from './candidates';

const key = 'asksForTrust';

/**
 * VS Code's own question, which extensions reach by starting a session only: it comes before the configuration is
 * looked at, and this one ends there.
 * @returns whether the workspace is trusted
 */
export async function askForTrust(): Promise<boolean> {
  if (workspace.isTrusted) return true;
  const name = 'Workspace trust';
  await debug.startDebugging(undefined, { type: debugType, request: 'launch', name, [key]: true });
  return workspace.isTrusted;
}

/** Whether a configuration is there for the question alone. */
export function isTrustQuestion(configuration: DebugConfiguration): boolean {
  return configuration[key] === true;
}

// How a command ends when something is not as it should be: one notification, where VS Code would show a dialog about a
// failed command.

import * as vscode from 'vscode';
import { toFailure } from '../../base/failure';

/** Does the work; what was called off is not told at all. @throws what is a fault of ours */
export async function orTell(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (isCancelled(error)) return;
    if (!isFailure(error)) throw error;
    const { message, fix } = toFailure(error);
    await vscode.window.showErrorMessage(fix === undefined ? message : `${message} ${fix}`);
  }
}

/** Whether nobody needs to be told: the user, or a session that began, called it off. */
export function isCancelled(error: unknown): boolean {
  return isFailure(error) && 'code' in error && error.code === 'cancelled';
}

/** By its name: the analyzer's bundle has a class of its own. */
function isFailure(error: unknown): error is Error {
  return error instanceof Error && error.name === 'Failure';
}

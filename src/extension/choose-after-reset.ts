// The question what a target does after a reset, with the last answer on top.

import type * as vscode from 'vscode';
import type { AfterReset } from '../protocol/debug-events';
import { pickLastFirst } from './pick-last-first';

const choices: readonly { id: AfterReset; label: string; detail: string }[] = [
  {
    id: 'halt',
    label: '$(debug-pause) Halt at the reset vector',
    detail: 'Nothing of the program has run.',
  },
  {
    id: 'main',
    label: '$(debug-continue) Run to main',
    detail: "Stops at main, or at the configuration's runToEntryPoint.",
  },
  {
    id: 'run',
    label: '$(play) Leave it running',
    detail: 'The program starts anew; pause it, or wait for a breakpoint.',
  },
];

/** @returns undefined when the user went away */
export async function chooseAfterReset(
  memory: vscode.Memento,
  title: string,
): Promise<AfterReset | undefined> {
  const placeHolder = 'What does the target do after the reset?';
  const picked = await pickLastFirst(memory, 'afterReset', choices, { title, placeHolder });
  return picked?.id;
}

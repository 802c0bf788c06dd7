// The one question a launch without launch.json may ask: which ELF file, on which server.

import { posix } from 'node:path';
import * as vscode from 'vscode';
import { soleCandidate } from './candidates';
import type { Candidate } from './candidates';

export interface CandidateQuestion {
  /** What it is asked for: a command's title. */
  readonly title: string;
  readonly placeHolder: string;
}

const debugging: CandidateQuestion = {
  title: 'Debug an STM32',
  placeHolder: 'Select what to debug, and on what',
};

/** @returns the one that needs no question, else the chosen one; undefined when the user went away. */
export async function chooseCandidate(
  candidates: readonly Candidate[],
  token?: vscode.CancellationToken,
  question = debugging,
): Promise<Candidate | undefined> {
  return soleCandidate(candidates) ?? askForCandidate(candidates, token, question);
}

/** @returns the only one unasked. */
export async function askForCandidate(
  candidates: readonly Candidate[],
  token?: vscode.CancellationToken,
  question = debugging,
): Promise<Candidate | undefined> {
  if (candidates.length <= 1) return candidates[0];
  const items = candidates.map((candidate) => ({ ...describe(candidate), candidate }));
  const options: vscode.QuickPickOptions = {
    ...question,
    matchOnDescription: true,
    matchOnDetail: true,
  };
  return (await vscode.window.showQuickPick(items, options, token))?.candidate;
}

function describe({ elf, driver, configuration }: Candidate): vscode.QuickPickItem {
  const known = [elf, configuration['device'], configuration['gdbTarget']];
  return {
    label: posix.basename(elf),
    description: driver.label,
    detail: known.filter((part) => typeof part === 'string').join(' · '),
    iconPath: new vscode.ThemeIcon(driver.tool === undefined ? 'plug' : 'vm'),
  };
}

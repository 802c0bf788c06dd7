// Asks once which part a script is for, when nothing around it says so. Answered or closed, it is never asked again for
// this script.

import * as vscode from 'vscode';
import { looksLikeStm32 } from './looks-like-stm32';

const memoryKey = 'stm32-preflight.partAsked';
const choose = 'Choose Part';

/** @returns whether the user wants to choose */
export async function askForPart(
  document: vscode.TextDocument,
  memory: vscode.Memento,
): Promise<boolean> {
  const asked = memory.get<readonly string[]>(memoryKey, []);
  const script = document.uri.toString();
  if (document.isUntitled || asked.includes(script) || !looksLikeStm32(document.getText())) {
    return false;
  }
  const name = document.uri.path.replace(/^.*\//, '');
  const answer = await vscode.window.showInformationMessage(
    `Which part is ${name} for? Nothing in the project says so, and its regions can only be compared with the memories of a known part.`,
    choose,
  );
  await memory.update(memoryKey, [...memory.get<readonly string[]>(memoryKey, []), script]);
  return answer === choose;
}

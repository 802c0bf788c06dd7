// The list of commands. An addition is a file, a line here, and its entry in package.json.

import * as vscode from 'vscode';
import type { Services } from '../services';
import type { Command } from './command';
import { createLaunchConfiguration } from './create-launch-configuration';
import { explainFinding } from './explain-finding';
import { ignoreFinding } from './ignore-finding';
import { launchAnyway } from './launch-anyway';
import { resetTarget } from './reset-target';
import { runPreflight } from './run-preflight';
import { showMemoryMap } from './show-memory-map';
import { showOutput } from './show-output';

const commands: readonly Command[] = [
  createLaunchConfiguration,
  explainFinding,
  ignoreFinding,
  launchAnyway,
  resetTarget,
  runPreflight,
  showMemoryMap,
  showOutput,
];

export function registerCommands(services: Services): vscode.Disposable {
  return vscode.Disposable.from(
    ...commands.map(({ id, run }) =>
      vscode.commands.registerCommand(id, (...args: unknown[]) => run(services, ...args)),
    ),
  );
}

// The list of commands. An addition is a file, a line here, and its entry in package.json.

import * as vscode from 'vscode';
import type { Services } from '../services';
import type { Command } from './command';
import { createLaunchConfiguration } from './create-launch-configuration';
import { resetTarget } from './reset-target';
import { showOutput } from './show-output';

const commands: readonly Command[] = [createLaunchConfiguration, resetTarget, showOutput];

export function registerCommands(services: Services): vscode.Disposable {
  return vscode.Disposable.from(
    ...commands.map(({ id, run }) => vscode.commands.registerCommand(id, () => run(services))),
  );
}

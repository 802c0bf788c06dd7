// The VS Code extension as a program: makes the parts and connects them. No logic, and nothing here is loaded
// or looked for before somebody needs it.

import * as vscode from 'vscode';
import { registerAdapterFactory } from './extension/adapter-factory';
import { registerCommands } from './extension/commands';
import { registerConfigProvider } from './extension/config-provider';
import { isStm32Workspace } from './extension/find-project';
import { watchLinkerScripts } from './extension/linker-scripts';
import type { Services } from './extension/services';
import { trackSessions } from './extension/session-tracker';
import { createShowFindings } from './extension/show-findings';
import { drivers } from './servers';

export function activate(context: vscode.ExtensionContext): void {
  const log = vscode.window.createOutputChannel('STM32 Preflight', { log: true });
  const services: Services = { log, drivers, asset: (path) => context.asAbsolutePath(path) };
  const showFindings = createShowFindings();
  context.subscriptions.push(
    log,
    showFindings,
    registerAdapterFactory(services),
    registerConfigProvider(services),
    registerCommands(services),
    trackSessions(services, showFindings),
    watchLinkerScripts(services),
  );
  isStm32Workspace()
    .then((found) =>
      vscode.commands.executeCommand('setContext', 'stm32-preflight.isStm32Workspace', found),
    )
    .catch((error: unknown) => log.warn(`The workspace could not be searched: ${String(error)}`));
}

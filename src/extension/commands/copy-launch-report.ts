// Puts what is known of the last launch on the clipboard, as Markdown for a forum or an issue.

import * as vscode from 'vscode';
import { loadAnalyzer } from '../analyzer';
import { reportEnvironment } from '../report-environment';
import type { Command } from './command';

/** How long the status bar says that it was done. */
const toldMs = 5_000;

export const noLaunchYet =
  'Nothing was launched in this window yet, so there is nothing to report.';

export const copyLaunchReport: Command = {
  id: 'stm32-preflight.copyLaunchReport',
  async run(services) {
    const { last } = services.records;
    if (last === undefined) {
      await vscode.window.showInformationMessage(noLaunchYet);
      return;
    }
    const { launchReport } = await loadAnalyzer();
    const report = launchReport(last.record, await reportEnvironment(services));
    await vscode.env.clipboard.writeText(report);
    const told = '$(clippy) Launch report copied, without names, folders and serial numbers';
    vscode.window.setStatusBarMessage(told, toldMs);
  },
};

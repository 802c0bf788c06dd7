// Puts what is known of a probe and its target on the clipboard, as Markdown.

import * as vscode from 'vscode';
import { loadAnalyzer } from '../analyzer';
import { probeFor } from '../probes/choose-probe';
import { orTell } from '../probes/or-tell';
import { keyOf } from '../probes/probes-state';
import type { Command } from './command';

/** How long the status bar says that it was done. */
const toldMs = 5_000;

export const copyProbeReport: Command = {
  id: 'stm32-preflight.copyProbeReport',
  run: ({ probes, version }, node: unknown) =>
    orTell(async () => {
      const probe = await probeFor(probes, node);
      const { list, examined } = probes.state;
      if (probe === undefined || list === undefined) return;
      const { probeReport } = await loadAnalyzer();
      const report = probeReport({
        probe,
        examined: examined.get(keyOf(probe, list)),
        versions: [
          ['STM32 Preflight', version],
          [vscode.env.appName, vscode.version],
          ['System', `${process.platform} ${process.arch}`],
        ],
      });
      await vscode.env.clipboard.writeText(report);
      const told = '$(clippy) Probe report copied, with the serial number';
      vscode.window.setStatusBarMessage(told, toldMs);
    }),
};

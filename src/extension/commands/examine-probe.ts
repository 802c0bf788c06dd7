// Looks at a probe and its target without halting or resetting anything.

import * as vscode from 'vscode';
import { count } from '../../base/count';
import { probeFor } from '../probes/choose-probe';
import { orTell } from '../probes/or-tell';
import type { ExaminedProbe } from '../probes/probes-state';
import { probesViewId } from '../probes/probes-view';
import type { Services } from '../services';
import type { Command } from './command';

export const examineProbe: Command = {
  id: 'stm32-preflight.examineProbe',
  run: (services, node: unknown) => examineFor(services, node, false),
};

/** The result is shown in the view; only where nobody sees that one notification says what came of it. */
export function examineFor(services: Services, node: unknown, mayReset: boolean): Promise<void> {
  const { probes, probesView } = services;
  return orTell(async () => {
    const probe = await probeFor(probes, node);
    if (probe === undefined) return;
    const told = await vscode.window.withProgress(
      { location: { viewId: probesViewId }, title: `Examining ${probe.name}` },
      () => probes.examine(probe, mayReset),
    );
    if (!probesView.isVisible) await report(probe.name, told);
  });
}

async function report(name: string, { findings }: ExaminedProbe): Promise<void> {
  const show =
    findings.length === 0 ? vscode.window.showInformationMessage : vscode.window.showWarningMessage;
  const [first] = findings;
  const more = findings.length > 1 ? ` And ${count(findings.length - 1, 'more finding')}.` : '';
  const what = first === undefined ? 'nothing wrong was found.' : first.message + more;
  const answer = await show(`${name}: ${what}`, 'Show Probes');
  if (answer !== undefined) await vscode.commands.executeCommand(`${probesViewId}.focus`);
}

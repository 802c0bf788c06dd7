// Looks at a probe and its target without halting or resetting anything.

import * as vscode from 'vscode';
import { count } from '../probes/count';
import { probeFor } from '../probes/choose-probe';
import { isCancelled } from '../probes/probe-service';
import type { ExaminedProbe } from '../probes/probes-state';
import { probesViewId } from '../probes/probes-view';
import type { Services } from '../services';
import type { Command } from './command';

export const examineProbe: Command = {
  id: 'stm32-preflight.examineProbe',
  async run(services: Services, node: unknown) {
    await examineFor(services, node, false);
  },
};

/** The result is shown in the view; only where nobody sees that one notification says what came of it. */
export async function examineFor(
  services: Services,
  node: unknown,
  mayReset: boolean,
): Promise<void> {
  const { probes } = services;
  const probe = await probeFor(probes, node);
  if (probe === undefined) return;
  try {
    const told = await vscode.window.withProgress(
      { location: { viewId: probesViewId }, title: `Examining ${probe.name}` },
      () => probes.examine(probe, mayReset),
    );
    if (!services.probesView.isVisible) await report(probe.name, told);
  } catch (error) {
    if (!isCancelled(error)) throw error;
  }
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

// Which probe a launch uses, put into its configuration where it leaves that open.

import type * as vscode from 'vscode';
import type { ProbeInfo } from '../probe/probe-info';
import { pickProbe } from './probes/choose-probe';
import { decideProbe, looksForProbe } from './probes/probe-choice';
import type { Services } from './services';

export interface NamedProbe {
  readonly configuration: vscode.DebugConfiguration;
  /** Undefined where the launch needs none, names one itself, or none is there. */
  readonly probe: ProbeInfo | undefined;
}

/** Of several probes the user chooses, unless one is remembered. @returns undefined to end the launch */
export async function nameProbe(
  { probes, drivers, log }: Services,
  configuration: vscode.DebugConfiguration,
  token?: vscode.CancellationToken,
): Promise<NamedProbe | undefined> {
  const place = looksForProbe(configuration, drivers);
  if (place === undefined) return { configuration, probe: undefined };
  const list = await probes.listFor(place).catch((error: unknown) => {
    log.warn(`Probes could not be listed: ${String(error)}`);
    return undefined;
  });
  const decided = decideProbe(list?.probes ?? [], probes.chosenSerial);
  switch (decided.kind) {
    case 'none':
      return { configuration, probe: undefined };
    case 'one': {
      const isAlone = list?.probes.length === 1;
      return isAlone
        ? { configuration, probe: decided.probe }
        : named(configuration, decided.probe);
    }
    case 'ask': {
      const question = 'Which probe is this launch for? The choice is kept for this workspace.';
      const chosen = await pickProbe(probes, decided.candidates, question, token);
      return chosen && named(configuration, chosen);
    }
  }
}

function named(configuration: vscode.DebugConfiguration, probe: ProbeInfo): NamedProbe {
  const { serial } = probe;
  if (serial === undefined) return { configuration, probe };
  return { configuration: { ...configuration, serialNumber: serial }, probe };
}

// The question which probe is meant, and the memory of its answer in this workspace.

import * as vscode from 'vscode';
import { isSerial } from '../../analysis/probe-words';
import { Failure } from '../../base/failure';
import type { ProbeInfo } from '../../probe/probe-info';
import type { ProbeNode } from './probe-nodes';
import { decideProbe } from './probe-choice';
import type { ProbeService } from './probe-service';
import { placeWords, probeOf } from './probes-state';

type Item = vscode.QuickPickItem & { readonly probe?: ProbeInfo };

/**
 * The probe that a command is for: the row it was called on, the only one, the remembered one, or the one picked.
 * @throws Failure `probes-in-session`, `no-probe`, `probes-unlisted`
 */
export async function probeFor(
  probes: ProbeService,
  node: unknown,
): Promise<ProbeInfo | undefined> {
  if (isNode(node)) return probeOf(node.probeKey ?? '', probes.state.list);
  await probes.refresh();
  const { list, failure } = probes.state;
  if (list === undefined && probes.isPaused)
    throw problem(
      'probes-in-session',
      'A debug session is running: probes are left alone until it ends.',
    );
  if (failure !== undefined) throw problem('probes-unlisted', failure);
  const decided = decideProbe(list?.probes ?? [], probes.chosenSerial);
  switch (decided.kind) {
    case 'none':
      throw noneThere(list?.hasBus ?? true);
    case 'one':
      return decided.probe;
    case 'ask':
      return pickProbe(
        probes,
        decided.candidates,
        'Which probe? The choice is kept for this workspace.',
      );
  }
}

function isNode(value: unknown): value is ProbeNode {
  return typeof value === 'object' && value !== null && 'probeKey' in value;
}

function noneThere(hasBus: boolean): Failure {
  const message = hasBus
    ? 'No ST-LINK is attached to this computer.'
    : 'No USB bus can be seen from here, so no ST-LINK can be used (container, WSL or virtual machine).';
  return problem('no-probe', message);
}

function problem(code: string, message: string): Failure {
  return new Failure(code, 'user', message);
}

/** Asks, and keeps the answer. @returns undefined when the user went away. */
export async function pickProbe(
  probes: ProbeService,
  candidates: readonly ProbeInfo[],
  placeHolder: string,
  token?: vscode.CancellationToken,
): Promise<ProbeInfo | undefined> {
  const items = candidates.map((probe) => toItem(probe, probes.chosenSerial));
  const options = {
    title: 'Choose Probe',
    placeHolder,
    matchOnDescription: true,
    matchOnDetail: true,
  };
  const picked = (await vscode.window.showQuickPick<Item>(items, options, token))?.probe;
  if (picked?.serial !== undefined) await probes.choose(picked.serial);
  return picked;
}

/** For "Choose Probe": also takes the choice back. @throws Failure `no-probe`, `probes-unlisted` */
export async function chooseOrForget(probes: ProbeService): Promise<void> {
  await probes.refresh();
  const { list, failure } = probes.state;
  if (failure !== undefined) throw problem('probes-unlisted', failure);
  const candidates = (list?.probes ?? []).filter(({ family }) => family === 'stlink');
  const remembered = probes.chosenSerial;
  if (candidates.length === 0 && remembered === undefined) throw noneThere(list?.hasBus ?? true);
  const forget: readonly Item[] =
    remembered === undefined
      ? []
      : [
          { label: '', kind: vscode.QuickPickItemKind.Separator },
          { label: '$(discard) Forget the choice', description: remembered },
        ];
  const items = [...candidates.map((probe) => toItem(probe, remembered)), ...forget];
  const placeHolder = 'For launches of this workspace that name no probe';
  const picked = await vscode.window.showQuickPick<Item>(items, {
    title: 'Choose Probe',
    placeHolder,
  });
  if (picked !== undefined) await probes.choose(picked.probe?.serial);
}

function toItem(probe: ProbeInfo, chosenSerial: string | undefined): Item {
  const { name, serial, access } = probe;
  const isChosen = isSerial(serial, chosenSerial);
  const details = [placeWords(probe), ...(access === 'ok' || access === 'unknown' ? [] : [access])];
  return {
    probe,
    label: `$(plug) ${name}`,
    description: serial ?? 'no serial number',
    detail: [...details, ...(isChosen ? ['chosen for this workspace'] : [])].join(' · '),
  };
}

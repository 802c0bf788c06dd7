// Lists the GDB servers that run for this user and ends those that are chosen: asked to end first, killed only after
// another question.

import * as vscode from 'vscode';
import { count } from '../../base/count';
import { createNodeHost } from '../../host/node-host';
import type { Host } from '../../host/host';
import { askToEnd, endProcess } from '../../servers/left-over';
import { findOrphans, holdingWords, originWords } from '../../servers/orphans';
import type { Orphan } from '../../servers/orphans';
import type { Command } from './command';

interface Item extends vscode.QuickPickItem {
  readonly orphan: Orphan;
}

export const stopOrphanServer: Command = {
  id: 'stm32-preflight.stopOrphanServer',
  async run({ log }) {
    const host = createNodeHost();
    const orphans = await findOrphans(host);
    if (orphans.length === 0) {
      void vscode.window.showInformationMessage('No GDB server runs for this user.');
      return;
    }
    const chosen = await choose(orphans);
    if (chosen === undefined || chosen.length === 0 || !(await isConfirmed(chosen))) return;
    const told = await end(host, chosen);
    log.info(`[servers] ${told.message}`);
    const show = told.isDone
      ? vscode.window.showInformationMessage
      : vscode.window.showWarningMessage;
    void show(told.message);
  },
};

/** Those left over are chosen already. */
async function choose(orphans: readonly Orphan[]): Promise<readonly Orphan[] | undefined> {
  const items = orphans.map((orphan): Item => ({
    label: nameOf(orphan),
    description: [originWords(orphan), holdingWords(orphan, vscode.env.language)]
      .filter((words) => words !== '')
      .join(', '),
    detail: orphan.commandLine,
    picked: orphan.kind === 'left-over',
    orphan,
  }));
  const picked = await vscode.window.showQuickPick(items, {
    title: 'Stop Orphan Server',
    placeHolder: 'Which of these servers shall end?',
    canPickMany: true,
    matchOnDetail: true,
  });
  return picked?.map(({ orphan }) => orphan);
}

/** What we did not leave behind is ended only after a yes. */
async function isConfirmed(chosen: readonly Orphan[]): Promise<boolean> {
  const others = chosen.filter(({ kind }) => kind !== 'left-over');
  if (others.length === 0) return true;
  const detail = others
    .map((orphan) => `${nameOf(orphan)}: ${originWords(orphan)}\n${orphan.commandLine}`)
    .join('\n\n');
  const message = `End ${subjectOf(others)}, which may be in use?`;
  const answer = await vscode.window.showWarningMessage(message, { modal: true, detail }, 'End');
  return answer === 'End';
}

async function end(
  host: Host,
  chosen: readonly Orphan[],
): Promise<{ readonly message: string; readonly isDone: boolean }> {
  const asked = await Promise.all(
    chosen.map(async (orphan) => ({ orphan, way: await askToEnd(host, orphan, 'leftOverExit') })),
  );
  const deaf = asked.filter(({ way }) => way === 'stays').map(({ orphan }) => orphan);
  const left = deaf.length > 0 && (await mayKill(deaf)) ? await kill(host, deaf) : deaf;
  const ended = chosen.filter((orphan) => !left.includes(orphan));
  const sentences = [
    ...(ended.length === 0 ? [] : [`Ended: ${ended.map(nameOf).join(', ')}.`]),
    ...(left.length === 0 ? [] : [`Still running: ${left.map(nameOf).join(', ')}.`]),
    ...(deaf.length > left.length
      ? ['If the probe does not answer now, unplug it and plug it in again.']
      : []),
  ];
  return { message: sentences.join(' '), isDone: left.length === 0 };
}

async function mayKill(deaf: readonly Orphan[]): Promise<boolean> {
  const message = `${subjectOf(deaf)} did not end when asked.`;
  const names = deaf.length === 1 ? '' : `${deaf.map(nameOf).join(', ')}\n\n`;
  const detail = `${names}A server that is killed while it uses a probe can leave the probe unusable until it is unplugged.`;
  const answer = await vscode.window.showWarningMessage(message, { modal: true, detail }, 'Kill');
  return answer === 'Kill';
}

/** @returns those that run on. */
async function kill(host: Host, deaf: readonly Orphan[]): Promise<readonly Orphan[]> {
  const ways = await Promise.all(deaf.map((orphan) => endProcess(host, orphan, 'leftOverKilled')));
  return deaf.filter((_, index) => ways[index] === 'stays');
}

function subjectOf(orphans: readonly Orphan[]): string {
  const [first, ...others] = orphans.map(nameOf);
  return first === undefined || others.length > 0 ? count(orphans.length, 'server') : first;
}

function nameOf({ name, pid }: Orphan): string {
  return `${name} (process ${pid})`;
}

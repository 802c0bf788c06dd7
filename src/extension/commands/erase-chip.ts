// Erases the whole flash of the chip, once the user has agreed to lose what is in it.

import { window } from 'vscode';
import type { ProbeInfo } from '../../probe/probe-info';
import { chooseBase, startLaunch } from '../base-launch';
import type { Configuration } from '../candidates';
import { completeConfiguration } from '../complete-configuration';
import { eraseQuestion } from '../erase-question';
import { eraseChip as variantOf } from '../launch-variants';
import { nameProbe } from '../name-probe';
import { readLaunchSettings } from '../settings';
import { unseenSession } from '../unseen-session';
import type { Command } from './command';

const yes = 'Erase';

/** How long the status bar says that it was done. */
const toldMs = 10_000;

export const eraseChip: Command = {
  id: 'stm32-preflight.eraseChip',
  async run(services) {
    const { drivers } = services;
    const base = await chooseBase(services, {
      title: 'Erase Chip',
      accepts: (driver) => driver.erase !== undefined && driver.isSimulated !== true,
      none: 'No GDB server is known that could erase the chip of this folder.',
    });
    if (base === undefined) return;
    const { folder, configuration } = base;
    const settings = readLaunchSettings(drivers, folder);
    const completed = completeConfiguration(configuration, settings, folder.uri.fsPath, drivers);
    // The question names the probe, so which one comes before it.
    const named = await nameProbe(services, completed);
    if (named === undefined || !(await mayErase(completed, named.probe))) return;
    const erase = variantOf(named.configuration);
    if (!(await startLaunch(services, folder, erase, unseenSession))) return;
    window.setStatusBarMessage('$(check) The flash of the chip was erased', toldMs);
  },
};

async function mayErase(
  configuration: Configuration,
  probe: ProbeInfo | undefined,
): Promise<boolean> {
  const { message, detail } = eraseQuestion(configuration, probe);
  const answer = await window.showWarningMessage(message, { modal: true, detail }, yes);
  return answer === yes;
}

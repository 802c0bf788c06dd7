// Looks at a target as it runs: nothing is halted, nothing is reset, nothing is programmed.

import { chooseBase, startLaunch } from '../base-launch';
import { attachToRunning } from '../launch-variants';
import type { Command } from './command';

export const attachToRunningTarget: Command = {
  id: 'stm32-preflight.attachToRunningTarget',
  async run(services) {
    const base = await chooseBase(services, {
      title: 'Attach to Running Target',
      // A simulator that is started for the session runs nothing yet.
      accepts: ({ isSimulated }) => isSimulated !== true,
      none: 'No GDB server is known that could attach to the target of this folder.',
    });
    if (base === undefined) return;
    await startLaunch(services, base.folder, attachToRunning(base.configuration, base.driver));
  },
};

// Gets into a target whose firmware keeps the debugger out: connects while NRST is held, and programs nothing.

import { chooseBase, startLaunch } from '../base-launch';
import { connectUnderReset as variantOf } from '../launch-variants';
import type { Command } from './command';

export const connectUnderReset: Command = {
  id: 'stm32-preflight.connectUnderReset',
  async run(services) {
    const base = await chooseBase(services, {
      title: 'Connect Under Reset',
      accepts: ({ resetStrategies }) => resetStrategies.includes('connect-under-reset'),
      none: 'No GDB server is known that could connect under reset to the target of this folder.',
    });
    if (base === undefined) return;
    await startLaunch(services, base.folder, variantOf(base.configuration, base.driver));
  },
};

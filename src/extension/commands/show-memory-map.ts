// Shows the part's memories with the image in them.

import type { Services } from '../services';
import type { Command } from './command';
import { chooseLaunch } from './run-preflight';

export const showMemoryMap: Command = {
  id: 'stm32-preflight.showMemoryMap',
  async run(services: Services) {
    const launch = await chooseLaunch(services);
    if (launch !== undefined) await services.memoryMap.show(launch);
  },
};

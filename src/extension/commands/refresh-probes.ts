// Lists the probes anew.

import type { Command } from './command';

export const refreshProbes: Command = {
  id: 'stm32-preflight.refreshProbes',
  run: ({ probes }) => probes.refresh(),
};

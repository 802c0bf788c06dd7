// Forgets which probe this workspace uses.

import type { Command } from './command';

export const forgetProbe: Command = {
  id: 'stm32-preflight.forgetProbe',
  run: ({ probes }) => probes.choose(undefined),
};

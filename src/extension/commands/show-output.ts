// Shows the log: everything that was said between adapter, GDB and server at the chosen level.

import type { Command } from './command';

export const showOutput: Command = {
  id: 'stm32-preflight.showOutput',
  run: ({ log }) => log.show(),
};

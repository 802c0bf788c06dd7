// Says which part the linker script in the active editor is for, or takes that back.

import type { Command } from './command';

export const chooseScriptPart: Command = {
  id: 'stm32-preflight.chooseScriptPart',
  run: ({ linkerScripts }) => linkerScripts.choosePart(),
};

// Says which probe the launches of this workspace use, or takes that back.

import { chooseOrForget } from '../probes/choose-probe';
import { orTell } from '../probes/or-tell';
import type { Command } from './command';

export const chooseProbe: Command = {
  id: 'stm32-preflight.chooseProbe',
  run: ({ probes }) => orTell(() => chooseOrForget(probes)),
};

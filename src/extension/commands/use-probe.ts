// Makes a probe the one of this workspace.

import { probeFor } from '../probes/choose-probe';
import type { Command } from './command';

export const useProbe: Command = {
  id: 'stm32-preflight.useProbe',
  async run({ probes }, node: unknown) {
    const probe = await probeFor(probes, node);
    if (probe?.serial !== undefined) await probes.choose(probe.serial);
  },
};

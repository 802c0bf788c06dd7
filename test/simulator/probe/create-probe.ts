// A probe with the target that its setup describes behind it.

import type { Setup } from '../setup';
import { createTarget } from '../target/create-target';
import { SimulatedProbe } from './probe';

export async function createProbe(setup: Setup): Promise<SimulatedProbe> {
  return new SimulatedProbe(setup.probe, await createTarget(setup.target));
}

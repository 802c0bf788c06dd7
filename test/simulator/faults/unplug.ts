// Unplugged at a command: not one fault but one for each position.

import type { Fault } from '../setup';

/** @param command counted from 1 over all connections */
export function unplugAt(command: number): Fault {
  return {
    id: `unplug-at-${command}`,
    what: `The probe is pulled out before it answers command ${command}.`,
    change: { probe: { unplugAtCommand: command } },
    expect: { findings: ['probe-missing'] },
  };
}

// The facts of this computer: programs that can run, ports, USB probes, what kind of machine it is.

import { unknownFact } from '../facts';
import type { Facts } from '../facts';

export type MachineFacts = Pick<
  Facts,
  'gdbHealth' | 'ports' | 'usb' | 'surroundings' | 'serverFiles'
>;

export function gatherMachine(): Promise<MachineFacts> {
  const none = unknownFact('this computer was not looked at');
  return Promise.resolve({
    ...{ gdbHealth: none, ports: none, usb: none, surroundings: none, serverFiles: none },
  });
}

// The configuration is for another part or family.

import { defineCause, generic, narrowing } from '../cause';
import { isFamily } from '../symptoms';

export const targetConfigMismatch = defineCause({
  id: 'target-config-mismatch',
  message:
    'The target script or device name of the configuration belongs to another part than the one attached.',
  signs: [
    narrowing(5, 'ocd-unexpected-idcode', (log) => !log.has('ocd-clone-idcode')),
    narrowing(8, 'ocd-clone-idcode', (log) =>
      isFamily(log, 'F0', 'F2', 'F3', 'F4', 'F7', 'L1', 'L4', 'G0', 'G4', 'H7'),
    ),
    narrowing(3, 'ocd-clone-idcode'),
    narrowing(3.5, 'cannot-identify'),
    generic(1.5, ['ocd-auto-probe', 'ocd-gdb-refused']),
    narrowing(4, 'jl-init-target'),
  ],
  findings: { 'chip-mismatch': 10, 'device-mismatch': 4 },
  fix: () =>
    'Set "device" to what is printed on the chip, and use the target script of its family (target/stm32f4x.cfg for an F4, and so on); plug in the other board if that one was meant.',
  experiment: {
    text: 'Read the device id of the chip and compare it with the configured part.',
    action: 'examine-probe',
  },
});

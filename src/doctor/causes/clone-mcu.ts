// The chip is not made by ST.

import { decisive, defineCause, generic, narrowing } from '../cause';
import { isFamily } from '../symptoms';

export const cloneMcu = defineCause({
  id: 'clone-mcu',
  message: 'The chip is not one of STMicroelectronics: its identification is that of a copy.',
  isOutlasting: true,
  signs: [
    { ...decisive('st-vendor-55'), points: 14 },
    narrowing(
      7,
      'st-not-genuine',
      (log) =>
        !isFamily(log, 'WL') &&
        !['openocd', 'stlink-tools', 'jlink', 'pyocd'].some((tool) =>
          [...log.tools.keys()].some((known) => known === tool),
        ),
    ),
    narrowing(
      8,
      'ocd-clone-idcode',
      (log) => !isFamily(log, 'F0', 'F2', 'F3', 'F4', 'F7', 'L1', 'L4', 'G0', 'G4', 'H7'),
    ),
    narrowing(2, 'ocd-clone-idcode'),
    narrowing(2, 'ocd-unexpected-idcode'),
    narrowing(1.5, ['cube-flash-default', 'ocd-size-failed', 'cannot-identify', 'ocd-locked']),
    narrowing(2, ['su-verify', 'ocd-verify']),
    generic(1, 'data-mismatch'),
    generic(0.8, ['erase-failed', 'ocd-init-mode'], (log) => isFamily(log, 'F1')),
  ],
  findings: { 'chip-clone': 10 },
  fix: () =>
    "Use a genuine part, or OpenOCD with the identification of this one (set CPUTAPID 0x2ba01477 before the target script); ST's own tools refuse chips of other makers.",
  experiment: {
    text: 'Examine the target and read its DPIDR and the designer in its ROM table: 0x2ba01477 on an "STM32F103", or a designer other than 0x20, confirms it.',
    action: 'examine-probe',
  },
});

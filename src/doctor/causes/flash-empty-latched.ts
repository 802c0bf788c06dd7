// The chip latched at power-up that its flash was empty.

import { defineCause, generic, narrowing, rule } from '../cause';
import { isFamily } from '../symptoms';

export const flashEmptyLatched = defineCause({
  id: 'flash-empty-latched',
  message:
    'The chip still starts its boot loader because the flash was empty when it was powered up.',
  isOutlasting: true,
  signs: [
    narrowing(6, 'break-in-system-memory'),
    rule('narrowing', 1, (log) =>
      log.has('break-in-system-memory') &&
      isFamily(log, 'G0', 'C0', 'L0', 'L4', 'G4', 'F0', 'WB', 'U0')
        ? log.heard('break-in-system-memory')
        : [],
    ),
    generic(0.6, 'ocd-lockup'),
  ],
  moments: ['run'],
  findings: { 'boot-source': 6 },
  fix: () =>
    'Switch the supply of the board off and on (unplug every cable) once after the first programming; a reset is not enough.',
  experiment: {
    text: 'Switch the supply off and on and launch again without any other change: cured means this; not cured means BOOT0.',
    action: 'replug-and-relaunch',
  },
});

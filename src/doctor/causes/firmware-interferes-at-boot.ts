// The firmware on the chip does something to flash, clocks or RAM before the debugger stops it.

import { defineCause, generic, narrowing, rule } from '../cause';
import { identified } from '../symptoms';
import { eraseAll, sentence, underReset } from '../remedies';

export const firmwareInterferesAtBoot = defineCause({
  id: 'firmware-interferes-at-boot',
  message:
    'The firmware on the chip changes flash, clocks or RAM before the debugger has stopped it.',
  isOutlasting: true,
  signs: [
    narrowing(5, 'cube-not-halted'),
    narrowing(3, 'ocd-locked'),
    generic(1.6, ['jl-ramcode', 'cube-loader']),
    generic(1.3, 'erase-failed', (log) => identified(log)),
    rule('narrowing', 3, (log) =>
      log.has('cube-not-halted') ? log.heard('gdb-flash-failed') : [],
    ),
    generic(0.8, 'gdb-flash-failed'),
  ],
  findings: { 'core-reset-loop': 2 },
  fix: (context) =>
    `${sentence(underReset(context))} and ${eraseAll(context)}, so that the old firmware is gone; then launch again. Give new firmware a short delay before it touches flash or clocks.`,
  experiment: {
    text: 'Launch again with a connection under reset: if it works now, the firmware on the chip was in the way; erase the whole chip to be rid of it.',
    action: 'connect-under-reset',
  },
});

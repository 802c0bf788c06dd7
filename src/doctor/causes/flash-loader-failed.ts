// The routine that programs the flash cannot run in the RAM of the chip.

import { defineCause, generic, narrowing } from '../cause';
import { identified } from '../symptoms';
import { sentence, slower, underReset } from '../remedies';

export const flashLoaderFailed = defineCause({
  id: 'flash-loader-failed',
  message: 'The routine that programs the flash does not run in the RAM of the chip.',
  signs: [
    narrowing(6.5, 'cube-loader'),
    narrowing(6, 'jl-ramcode'),
    narrowing(6, 'py-flash-failure'),
    narrowing(6, 'py-algorithm'),
    narrowing(4.5, 'su-loader-write'),
    narrowing(2.5, 'su-loader-run'),
    narrowing(3, 'ocd-algorithm'),
    narrowing(3, 'ocd-timeout-flash'),
    generic(1, 'ocd-write-error'),
    generic(0.8, 'gdb-flash-failed'),
    generic(0.8, 'erase-failed', (log) => identified(log)),
  ],
  fix: (context) =>
    `${sentence(underReset(context))} and ${slower(context)}, so that RAM is free and reads are right. Update the device pack or the tool, and cross-check with another server.`,
  experiment: {
    text: 'Launch again with a connection under reset: if it works, the running firmware was in the way of the routine. If not, write a pattern to RAM while the core is halted and read it back: a difference confirms it.',
    action: 'connect-under-reset',
  },
});

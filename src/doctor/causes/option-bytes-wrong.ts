// Option bytes other than the protections are wrong.

import { defineCause, generic, narrowing, rule } from '../cause';

export const optionBytesWrong = defineCause({
  id: 'option-bytes-wrong',
  message:
    'Option bytes are not as they should be (the mode of NRST, the boot choice, or all of them after a broken write).',
  isOutlasting: true,
  signs: [
    narrowing(6, 'option-bytes-expected'),
    narrowing(4, 'option-bytes-failed'),
    narrowing(3, 'held-under-reset', (log) => log.has('mass-erase-failed')),
    narrowing(1.5, 'held-under-reset'),
    narrowing(1.5, ['cube-flash-default', 'su-flash-zero', 'break-in-system-memory']),
    generic(1, 'mass-erase-failed'),
    rule('narrowing', 4, (log) =>
      log.matching(/NRST_MODE|BOOT_LOCK|option bytes? (?:error|corrupt|mismatch|invalid)|OPTVERR/i),
    ),
  ],
  fix: () =>
    'Connect in hot-plug mode and write the factory values of the option bytes (the reference manual lists them; NRST_MODE, nBOOT0, BOOT_LOCK among them), or do so through the boot loader with BOOT0 high. Then switch the supply off and on and read them back.',
  experiment: {
    text: 'Write the factory values in hot-plug mode, switch the supply off and on, and read them: other values confirm it.',
  },
});

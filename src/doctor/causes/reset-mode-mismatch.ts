// The chosen way of resetting or connecting does not stop this target.

import { defineCause, generic, narrowing, rule } from '../cause';
import { eraseFailed, nobodyAnswers } from '../symptoms';
import { softwareReset, underReset } from '../remedies';

export const resetModeMismatch = defineCause({
  id: 'reset-mode-mismatch',
  message:
    'The chosen reset or connect mode does not stop this target (hot plug while it runs, software instead of hardware reset, or the reverse).',
  signs: [
    rule('narrowing', 5, (log) =>
      log.has(...eraseFailed, 'download-failed', 'cube-not-halted', 'cube-loader')
        ? log.heard('cube-hot-plug')
        : [],
    ),
    generic(1.4, 'erase-failed'),
    narrowing(2, ['ocd-not-halted', 'cube-not-halted', 'ocd-locked']),
    narrowing(
      1.5,
      'st-status-unread',
      (log) => !log.has('erase-failed', 'download-failed', 'data-mismatch'),
    ),
    narrowing(1.5, ['ocd-debug-reason', 'ocd-timeout-flash']),
    generic(1, 'ocd-algorithm'),
    generic(
      0.5,
      ['ocd-init-mode', 'ocd-invalid-mode', ...nobodyAnswers],
      (log) => log.matching(/connect_deassert_srst/).length > 0,
    ),
  ],
  fix: (context) =>
    `Try the modes one after the other: ${softwareReset(context)}; a hardware reset with NRST wired; ${underReset(context)}. Keep the one with which the core is halted before it is erased.`,
  experiment: {
    text: 'Launch again with a connection under reset, then with the software reset: the one that works names the reason.',
    action: 'connect-under-reset',
  },
});

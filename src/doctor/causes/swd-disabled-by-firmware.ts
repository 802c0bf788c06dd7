// The firmware on the chip takes the pins of SWD.

import { defineCause, generic, narrowing, rule } from '../cause';
import {
  eraseFailed,
  hasGoodVolts,
  isOnBoardProbe,
  isServerSilent,
  nobodyAnswers,
} from '../symptoms';
import { triedConnections } from '../launch-facts';
import { sentence, underReset } from '../remedies';

import { afterDownload, onlyUnderReset, lostAtOnce } from '../timeline';

export const swdDisabledByFirmware = defineCause({
  id: 'swd-disabled-by-firmware',
  message:
    'The firmware on the chip switches SWD off (PA13 and PA14 used otherwise), so the chip answers only before it runs.',
  signs: [
    generic(1.4, ['gdb-timed-out', 'gdb-target-remote'], isServerSilent),
    generic(2.3, nobodyAnswers),
    generic(0.6, nobodyAnswers, (log) => isOnBoardProbe(log) || hasGoodVolts(log)),
    generic(-0.5, nobodyAnswers, (log) => log.has('cube-under-reset') && !isOnBoardProbe(log)),
    narrowing(
      4,
      'st-status-unread',
      (log) => !log.has(...eraseFailed, 'download-failed', 'data-mismatch', 'cube-loader'),
    ),
    narrowing(2, 'st-breakpoint-type', (log) => !log.has(...eraseFailed)),
    // A download that went well, and then the target is gone.
    rule('narrowing', 6, afterDownload),
    narrowing(5, 'su-use-under-reset'),
    narrowing(1, 'su-soft-reset'),
    // It fails normally and works under reset.
    rule('narrowing', 6, onlyUnderReset),
    narrowing(3.5, 'py-after-reset'),
    // It answers now and then, as when reset is held by hand; then the size of the flash cannot be read.
    rule('narrowing', 8, (log) => {
      const silent = log.overcome(...nobodyAnswers);
      return silent.length > 0 && log.has('su-flash-zero')
        ? [...silent.slice(-1), ...log.heard('su-flash-zero')]
        : [];
    }),
    narrowing(2, 'st-retry-under-reset'),
    narrowing(1.8, 'jl-under-reset-failed'),
    narrowing(1.5, 'cube-reset-err'),
    narrowing(1.5, 'su-flash-zero', (log) => log.has('su-nrst', 'su-zero-chip-id')),
    generic(1.3, ['ocd-invalid-mode', 'ocd-polling', 'st-not-responding']),
    rule('generic', 1.4, lostAtOnce),
  ],
  moments: ['connect', 'run'],
  findings: {
    'ioc-swd-disabled': 9,
    'source-disables-swd': 9,
    'ioc-debug-not-set': 3,
    'target-only-under-reset': 6,
    'target-unpowered': -3,
  },
  facts(launch) {
    const tried = triedConnections(launch);
    return tried?.onlyUnderReset === true
      ? [{ strength: 'narrowing', points: 3, evidence: tried.evidence }]
      : [];
  },
  fix: (context) =>
    `${sentence(underReset(context))} with NRST wired (or hold BOOT0 high while powering up), and erase the chip. Then keep the pins for SWD: in STM32CubeMX, Pinout & Configuration > SYS > Debug: Serial Wire, and generate the code again.`,
  experiment: {
    text: 'Connect under reset at a low clock, or with BOOT0 high: if the target answers only then, the firmware shuts the debugger out.',
    action: 'connect-under-reset',
  },
});

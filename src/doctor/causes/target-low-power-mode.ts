// The firmware sleeps, and the debug port sleeps with it.

import { defineCause, generic, narrowing, rule } from '../cause';
import { identified, isFamily, isOnBoardProbe, nobodyAnswers, unknownReason } from '../symptoms';
import { knownOf } from '../launch-facts';
import { sentence, underReset } from '../remedies';

import { onlyUnderReset } from '../timeline';

export const targetLowPowerMode = defineCause({
  id: 'target-low-power-mode',
  message:
    'The firmware puts the chip to sleep (WFI, STOP or STANDBY), and the debug clock stops with it.',
  signs: [
    // Only what tells of sleep is more than generic: a lost link has many reasons.
    narrowing(7, 'py-debug-power'),
    rule('narrowing', 3, (log) => log.matching(/Memory transfer fault.{0,30}@ 0xe0/i)),
    narrowing(6, 'ocd-no-breakpoints'),
    generic(3.5, 'ocd-invalid-mode'),
    generic(3, 'ocd-polling'),
    generic(3.5, 'ocd-not-halted'),
    generic(3, 'ocd-cpuid'),
    generic(3, 'ocd-mem2array'),
    narrowing(4, 'st-not-responding', (log) => identified(log)),
    generic(2, 'st-not-responding'),
    generic(1.9, nobodyAnswers),
    generic(0.6, nobodyAnswers, (log) => isOnBoardProbe(log)),
    generic(-0.8, nobodyAnswers, (log) => log.has('cube-under-reset')),
    // The families that are made to sleep.
    generic(0.5, nobodyAnswers, (log) =>
      isFamily(log, 'L0', 'L1', 'L4', 'L5', 'U0', 'U3', 'U5', 'WB', 'WBA', 'WL'),
    ),
    generic(1, 'st-retry-under-reset'),
    generic(3, 'su-use-under-reset'),
    generic(1.5, 'su-soft-reset'),
    rule('generic', 5, onlyUnderReset),
    generic(
      2,
      ['st-status-unread', 'st-breakpoint-type'],
      (log) => !log.has('erase-failed', 'download-failed', 'data-mismatch'),
    ),
    generic(2, ['py-no-cores', 'py-after-reset', 'py-transfer-fault']),
    generic(2, 'ocd-gdb-refused'),
    generic(1.5, [
      'cube-not-halted',
      'jl-ramcode',
      'ocd-auto-probe',
      'cube-unknown-device',
      'su-loader-run',
      'cube-loader',
      'ocd-algorithm',
    ]),
    generic(1, unknownReason),
    generic(1, 'pc-is-dhcsr-key'),
  ],
  moments: ['connect', 'run'],
  findings: {
    'core-low-power': 9,
    'ioc-low-power': 4,
    'target-only-under-reset': 3,
    'target-unpowered': -3,
  },
  facts(launch) {
    const core = knownOf(launch, 'coreState');
    return core?.value.isAsleep === true
      ? [
          {
            strength: 'narrowing',
            points: 4,
            evidence: { what: 'the core was asleep before the launch', where: core.source },
          },
        ]
      : [];
  },
  fix: (context) =>
    `${sentence(underReset(context))}: the core is caught before it sleeps. While you debug, keep the debug clock on: sessions of this extension do so unless "debugInLowPower" is false, elsewhere call HAL_DBGMCU_EnableDBGStopMode() and its relatives at the start of main.`,
  experiment: {
    text: "Connect under reset, or hold the board's reset button while connecting: if the target answers only then, its firmware sleeps or takes the pins.",
    action: 'connect-under-reset',
  },
});

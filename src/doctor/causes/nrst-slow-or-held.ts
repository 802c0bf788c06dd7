// NRST is held low, or comes back too slowly after a reset.

import { defineCause, generic, narrowing, rule } from '../cause';
import { hasNoVolts, isServerSilent, linkLost, nobodyAnswers, wasHalted } from '../symptoms';
import { knownOf } from '../launch-facts';
import { softwareReset } from '../remedies';

import { lostAtOnce } from '../timeline';

export const nrstSlowOrHeld = defineCause({
  id: 'nrst-slow-or-held',
  message:
    'NRST is held low, or rises too slowly after a reset (a large capacitor, a button, a supervisor, another probe).',
  signs: [
    generic(1.5, ['gdb-timed-out', 'gdb-target-remote'], isServerSilent),
    narrowing(6.5, 'held-under-reset'),
    narrowing(3, 'held-under-reset', (log) => log.has('mass-erase-failed') && !hasNoVolts(log)),
    narrowing(4, 'cube-reset-err'),
    narrowing(4, 'cube-rdp-or-reset'),
    generic(1.1, nobodyAnswers),
    // It was halted a moment before: without a reset it would still be.
    narrowing(5, 'ocd-not-halted', wasHalted),
    // The link was good, and the core was not seen again after the reset.
    narrowing(
      2.6,
      'ocd-not-halted',
      (log) => log.has('ocd-examined') && !log.has('ocd-polling', 'ocd-invalid-mode'),
    ),
    generic(1.2, ['ocd-not-halted', 'su-nrst', 'su-soft-reset']),
    generic(1.2, 'mass-erase-failed'),
    generic(1, linkLost, (log) => !log.has('erase-failed', 'download-failed', 'data-mismatch')),
    generic(1.3, 'gdb-flash-failed'),
    generic(0.8, 'su-zero-chip-id'),
    rule('narrowing', 4, (log) =>
      log.matching(/nRESET = 0\b|nSRST asserted|SRST.{0,12}(?:asserted|stuck)/i),
    ),
    rule('generic', 1.3, lostAtOnce),
  ],
  findings: { 'nrst-slow': 9, 'nrst-held': 10, 'nrst-not-wired': -1 },
  facts(launch) {
    const nrst = knownOf(launch, 'nrst');
    if (nrst === undefined) return [];
    const { isInResetAtStart, pulse } = nrst.value;
    if (isInResetAtStart === true)
      return [
        {
          strength: 'narrowing',
          points: 8,
          evidence: {
            what: 'the core was in reset before anything was driven',
            where: nrst.source,
          },
        },
      ];
    if (pulse?.reachedCore === true && (pulse.recoveryMs === undefined || pulse.recoveryMs > 50)) {
      const after =
        pulse.recoveryMs === undefined
          ? `not within ${pulse.waitedMs} ms`
          : `${Math.round(pulse.recoveryMs)} ms after`;
      return [
        {
          strength: 'narrowing',
          points: 8,
          evidence: { what: `the core left reset ${after} the pulse on NRST`, where: nrst.source },
        },
      ];
    }
    return pulse?.reachedCore === true
      ? [
          {
            strength: 'narrowing',
            points: -1.5,
            evidence: {
              what: `the core left reset ${Math.round(pulse.recoveryMs ?? 0)} ms after the pulse on NRST`,
              where: nrst.source,
            },
          },
        ]
      : [];
  },
  fix: (context) =>
    `Measure NRST: it must be at VDD and be back there within milliseconds after a pulse. Fit 100 nF at most, and remove what holds it (button, solder bridge, supervisor, second probe). Until then, ${softwareReset(context)}.`,
  experiment: {
    text: 'Examine the probe and the target: whether the core is in reset before anything is driven, and how soon it leaves it after a pulse on NRST, where a reset is allowed.',
    action: 'examine-probe',
  },
});

// The configuration resets over NRST, and the wire is missing.

import { defineCause, generic, narrowing, rule } from '../cause';
import { nobodyAnswers, triedUnderReset, wasHalted } from '../symptoms';
import { knownOf } from '../launch-facts';
import { softwareReset } from '../remedies';

export const nrstNotWired = defineCause({
  id: 'nrst-not-wired',
  message: 'The launch resets the target over NRST, and that wire does not reach the chip.',
  signs: [
    narrowing(4, 'su-nrst', (log) => !log.has('su-stale-chip-id', 'su-use-under-reset')),
    narrowing(1, 'su-nrst'),
    narrowing(3, 'cube-reset-err'),
    rule('narrowing', 4, (log) =>
      log.has('ocd-not-halted', 'ocd-mem2array') && !wasHalted(log)
        ? log.matching(/srst_only|connect_assert_srst|SRST error/)
        : [],
    ),
    narrowing(2.5, 'ocd-not-halted', (log) => log.matching(/CMSIS-DAP/).length > 0),
    narrowing(1.5, 'ocd-not-halted'),
    generic(1.4, ['su-soft-reset', 'jl-under-reset-failed', 'ocd-mem2array']),
    generic(0.4, nobodyAnswers, (log) => triedUnderReset(log)),
  ],
  findings: { 'nrst-not-wired': 9 },
  facts(launch) {
    const nrst = knownOf(launch, 'nrst');
    return nrst?.value.pulse?.reachedCore === false
      ? [
          {
            strength: 'narrowing',
            points: 6,
            evidence: { what: 'a pulse on NRST did not reach the core', where: nrst.source },
          },
        ]
      : [];
  },
  fix: (context) =>
    `Wire NRST from the probe to the chip (pin 15 of the 20-pin, pin 10 of the 10-pin connector), or ${softwareReset(context)}.`,
  experiment: {
    text: 'Examine the probe and the target with a pulse on NRST: if the core does not notice it (S_RESET_ST of DHCSR), the wire does not reach the chip.',
    action: 'examine-probe',
  },
});

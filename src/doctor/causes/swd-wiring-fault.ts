// SWDIO, SWCLK or GND is open, swapped or loaded.

import { defineCause, generic, narrowing, rule } from '../cause';
import {
  hasGoodVolts,
  isLooseProbe,
  isOnBoardProbe,
  nobodyAnswers,
  portTaken,
  triedUnderReset,
  unknownReason,
} from '../symptoms';
import { knownOf, triedConnections } from '../launch-facts';

export const swdWiringFault = defineCause({
  id: 'swd-wiring-fault',
  message:
    'SWDIO, SWCLK or GND is not connected, swapped, or loaded by something else on the board.',
  signs: [
    narrowing(6, 'ocd-ack'),
    generic(2.1, nobodyAnswers),
    generic(
      0.9,
      nobodyAnswers,
      (log) => isLooseProbe(log) || (log.tools.has('jlink') && !log.has('jl-under-reset-failed')),
    ),
    generic(-0.9, nobodyAnswers, (log) => isOnBoardProbe(log)),
    generic(0.8, nobodyAnswers, (log) => triedUnderReset(log) && hasGoodVolts(log)),
    generic(1.8, unknownReason, (log) => !log.has(...portTaken)),
    generic(1.2, 'st-retry-under-reset', (log) => !log.has('st-unknown-error')),
    narrowing(2, 'st-unknown-error', (log) => log.has('st-retry-under-reset')),
    rule('narrowing', 3, (log) => log.matching(/SWCLK\/TCK = 0 SWDIO\/TMS = 0/)),
    generic(0.4, [
      'su-zero-chip-id',
      'su-stale-register',
      'py-no-target',
      'py-no-ack',
      'rs-no-target',
      'jl-no-target',
    ]),
  ],
  moments: ['connect', 'run'],
  findings: { 'target-silent': 4, 'link-marginal': 2, 'target-unpowered': -3 },
  facts(launch) {
    const tried = triedConnections(launch);
    const isSilent = tried?.none === true && knownOf(launch, 'connection')?.value.mayReset === true;
    return isSilent ? [{ strength: 'narrowing', points: 3, evidence: tried.evidence }] : [];
  },
  fix: () =>
    'Check SWDIO, SWCLK and GND from the probe to the pins of the chip with a meter (swapped wires are common), and take off whatever else drives them: a second probe, jumpers CN2 of a Nucleo, a level shifter.',
  experiment: {
    text: 'Measure the link: reads that fail at every clock speak for a wire. Then connect the same cable to a board that is known to work: if that answers, the fault is on this board.',
    action: 'test-link',
  },
});

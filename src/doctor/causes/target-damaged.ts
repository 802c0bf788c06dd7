// The chip is broken.

import { defineCause, generic } from '../cause';
import { hasGoodVolts, nobodyAnswers, triedUnderReset } from '../symptoms';

export const targetDamaged = defineCause({
  id: 'target-damaged',
  message: 'The chip may be damaged: it has power, and answers in no mode.',
  signs: [
    generic(0.6, nobodyAnswers),
    generic(0.9, nobodyAnswers, (log) => triedUnderReset(log) && hasGoodVolts(log)),
    generic(1.2, 'st-unknown-error', (log) => log.has('st-retry-under-reset')),
    generic(0.8, 'held-under-reset'),
  ],
  findings: { 'target-silent': 1.5 },
  fix: () =>
    'Feel whether the chip gets hot and measure its supply current while NRST is low (a few mA are normal); compare with a second board. Replace the chip if only this one stays silent.',
  experiment: {
    text: 'Connect a second board with the same wires: if that answers, and this one in no mode, this chip is broken.',
  },
});

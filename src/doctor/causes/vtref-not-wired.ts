// The target has power, and the wire over which the probe measures it is missing.

import { defineCause, generic, narrowing, rule } from '../cause';
import { hasNoVolts, identified, identifiedLines, nobodyAnswers } from '../symptoms';

export const vtrefNotWired = defineCause({
  id: 'vtref-not-wired',
  message:
    'The wire from the VTref (VAPP) pin of the probe to VDD of the target is missing, so the probe sees 0 V.',
  signs: [
    // Voltage 0 and an identification in one run.
    rule('narrowing', 12, (log) => {
      const zero = log.heard('zero-volts');
      return zero.length > 0 && identified(log)
        ? [...zero, ...identifiedLines(log)].slice(0, 3)
        : [];
    }),
    narrowing(4, ['zero-volts', 'jl-low-voltage'], (log) => !identified(log)),
    narrowing(4, 'ocd-low-voltage'),
    narrowing(3, 'su-too-low'),
    generic(0.6, nobodyAnswers, (log) => hasNoVolts(log)),
    // An isolated probe is fed by this pin: retries, and never a sign of the target.
    rule('narrowing', 4.5, (log) => {
      const retries = log.heard('st-not-responding');
      return retries.length >= 3 && !identified(log) ? retries.slice(0, 3) : [];
    }),
  ],
  findings: { 'vtref-not-wired': 9, 'target-unpowered': 6 },
  fix: () =>
    'Wire VTref (pin 1 of the 20-pin and of the 10-pin connector; VAPP, TVCC) to VDD of the target. Isolated probes such as the V2-ISOL, and J-Links, drive SWD from this pin and do nothing without it.',
  experiment: {
    text: 'Let the probe measure the voltage at VTref, then measure VDD at the chip: 0 V at the probe and 3.3 V at the chip is this wire.',
    action: 'examine-probe',
  },
});

// The chip has no supply.

import { defineCause, generic, narrowing, rule } from '../cause';
import {
  hasGoodVolts,
  hasNoVolts,
  hasSomeVolts,
  identified,
  isServerSilent,
  linesOf,
  nobodyAnswers,
  unknownReason,
} from '../symptoms';
import { knownOf } from '../launch-facts';

export const targetNoPower = defineCause({
  id: 'target-no-power',
  message: 'The target has no supply: the probe measures no voltage, and nobody answers.',
  signs: [
    generic(1.3, ['gdb-timed-out', 'gdb-target-remote'], isServerSilent),
    narrowing(7, ['zero-volts', 'jl-low-voltage'], (log) => !identified(log)),
    narrowing(5, 'ocd-low-voltage', (log) => !hasSomeVolts(log)),
    rule('narrowing', 5, (log) =>
      identified(log) ? [] : linesOf(log.values.volts, (volts) => volts < 1 && volts >= 0),
    ),
    generic(1.3, nobodyAnswers, (log) => !hasGoodVolts(log)),
    generic(0.8, unknownReason, (log) => !hasGoodVolts(log)),
    narrowing(1, 'held-under-reset', (log) => hasNoVolts(log)),
    generic(1.5, 'ocd-no-breakpoints'),
    narrowing(1.5, 'su-too-low'),
  ],
  findings: { 'target-unpowered': 9, 'target-silent': 1 },
  facts(launch) {
    const supply = knownOf(launch, 'supply');
    const [volts] = supply?.value.idleVolts ?? [];
    if (supply === undefined || volts === undefined) return [];
    const evidence = {
      what: `${volts.toFixed(2)} V at VTref before the launch`,
      where: supply.source,
    };
    if (volts < 1) return [{ strength: 'narrowing', points: 9, evidence }];
    return volts > 2.4 ? [{ strength: 'narrowing', points: -4, evidence }] : [];
  },
  fix: () =>
    'Power the board and measure VDD at the chip: an ST-LINK (V2-ISOL, V3 and most others) does not supply the target, it only measures its voltage, and an isolated one is itself fed from the VTref pin. Check power jumpers and the regulator.',
  experiment: {
    text: 'Let the probe measure the voltage at VTref, then measure VDD at a supply pin of the chip: 0 V at both confirms it; 3.3 V at the chip means that only the VTref wire is missing.',
    action: 'examine-probe',
  },
});

// The supply is too low, too high, too weak, or comes in the wrong order.

import { defineCause, generic, narrowing, rule } from '../cause';
import {
  eraseFailed,
  flashFailed,
  hasSomeVolts,
  linesOf,
  linkLost,
  nobodyAnswers,
  unknownReason,
} from '../symptoms';
import { knownOf } from '../launch-facts';

export const targetSupplyOutOfRange = defineCause({
  id: 'target-supply-out-of-range',
  message: 'The supply of the target is too low, too weak or unstable for what the launch does.',
  signs: [
    { ...narrowing(9, 'su-too-low'), strength: 'decisive' },
    rule('narrowing', 5, (log) =>
      log.has(
        ...eraseFailed,
        'download-failed',
        ...flashFailed,
        ...linkLost,
        'st-unknown-reason',
        ...nobodyAnswers,
      )
        ? linesOf(log.values.volts, (volts) => (volts >= 1 && volts < 2.4) || volts > 3.65)
        : [],
    ),
    rule('generic', 1.5, (log) =>
      linesOf(log.values.volts, (volts) => (volts >= 1 && volts < 2.4) || volts > 3.65),
    ),
    generic(1.5, 'st-not-responding'),
    generic(1.6, 'erase-failed'),
    generic(1.3, ['download-failed', 'write-buffer-failed']),
    generic(1, ['ocd-algorithm', 'py-flash-failure', 'ocd-timeout-flash']),
    generic(1, unknownReason),
    narrowing(6, 'ocd-low-voltage', hasSomeVolts),
    narrowing(2, 'ocd-low-voltage'),
    narrowing(3.2, 'ocd-mem2array'),
    generic(1, 'cube-flash-63'),
    // It identified itself and the voltage was another one later.
    rule('narrowing', 4, (log) => {
      const [lowest, highest] = [Math.min, Math.max].map((pick) =>
        pick(...log.values.volts.map(({ value }) => value)),
      );
      const isSagging =
        lowest !== undefined && highest !== undefined && lowest > 1 && highest - lowest > 0.4;
      return isSagging ? log.values.volts.map(({ from }) => from).slice(-2) : [];
    }),
  ],
  findings: { 'target-voltage-low': 9, 'target-voltage-sags': 9 },
  facts(launch) {
    const supply = knownOf(launch, 'supply');
    const [volts] = supply?.value.idleVolts ?? [];
    if (supply === undefined || volts === undefined || volts < 1 || (volts >= 2 && volts <= 3.7))
      return [];
    return [
      {
        strength: 'narrowing',
        points: 6,
        evidence: {
          what: `${volts.toFixed(2)} V at VTref before the launch`,
          where: supply.source,
        },
      },
    ];
  },
  fix: () =>
    'Feed the board from a stable supply that gives enough current (a second USB cable, or a bench supply), and measure VDD at the chip while it erases; check the capacitors at VDD, VDDA and VCAP. For 1.8 V targets use a probe with that level.',
  experiment: {
    text: 'Let the probe measure the voltage at VTref, then watch VDD with a meter during a mass erase: less than 2.0 V at any time confirms it.',
    action: 'examine-probe',
  },
});

// The target's voltage depends on what the core does: the supply is too weak for it.

import { defineCheck } from '../check';
import { volts } from '../probe-words';
import {
  idleVoltage,
  isAbsent,
  isTooLow,
  leastVoltage,
  stateVoltages,
  voltageEvidence,
} from '../target-supply';
import type { StateVoltage } from '../target-supply';

/**
 * Of the highest voltage. What a supply is usually allowed in all is ±5 %; a healthy board's figures, taken with the same
 * reference, lie within 0.1 % of each other (3.279 V to 3.281 V on a Nucleo).
 */
const leastFall = 0.05;

export const targetVoltageSags = defineCheck({
  id: 'target-voltage-sags',
  title: "The target's voltage keeps up when the core runs",
  severity: 'warning',
  needs: ['supply'],
  uses: ['probe', 'device', 'chip'],
  run({ supply: { value: supply }, probe, device, chip }) {
    const least = leastVoltage(device, chip);
    const idle = idleVoltage(supply);
    // Not connected, or too low to begin with.
    if (idle === undefined || isAbsent(idle) || isTooLow(idle, least)) return [];
    const [highest, lowest] = extremes(stateVoltages(supply));
    if (highest === undefined || lowest === undefined) return [];
    const fall = highest.volts - lowest.volts;
    if (fall < leastFall * highest.volts) return [];
    const percent = Math.round((100 * fall) / highest.volts);
    const below =
      lowest.volts < least.volts
        ? `, less than the ${volts(least.volts)} that ${least.who} needs`
        : '';
    return [
      {
        confidence: 'likely',
        message:
          highest.state === lowest.state
            ? `The supply is not steady: VTref is between ${volts(lowest.volts)} and ${volts(highest.volts)} (${percent} %) ${highest.state}${below}.`
            : `The supply is too weak: VTref is ${volts(highest.volts)} ${highest.state} and ${volts(lowest.volts)} (${percent} % less) ${lowest.state}${below}.`,
        evidence: voltageEvidence(supply, probe),
        fixes: [
          {
            title:
              'Power the board from a stronger supply or over its second USB cable, and look whether the voltage then stays the same.',
          },
          {
            title:
              'Measure VDD at the chip while the firmware runs, with an oscilloscope if there is one.',
          },
        ],
      },
    ];
  },
});

function extremes(
  states: readonly StateVoltage[],
): readonly [StateVoltage | undefined, StateVoltage | undefined] {
  const sorted = [...states].sort((a, b) => b.volts - a.volts);
  return [sorted[0], sorted.at(-1)];
}

// The voltage that the probe reports cannot be the target's: the constant of a clone, or more than any STM32 bears.

import { defineCheck } from '../check';
import type { Problem } from '../check';
import { volts } from '../probe-words';
import {
  idleVoltage,
  mostVolts,
  readingTolerance,
  stateVoltages,
  voltageEvidence,
} from '../target-supply';

/**
 * Clones without a converter say 3.300 V with nothing attached. A converter's steps are 1.6 mV, and its samples differ by
 * some of them: to the half millivolt the same in all of at least three samples is no measurement.
 */
const constant = { volts: 3.3, withinVolts: 0.0005, samples: 3 };

/** What nearly all boards have, ±10 %: twice of it is told as that (a Nucleo whose VDD goes to AIN_1 reports 5.98 V). */
const usual = { volts: 3.3, withinVolts: 0.33 };

export const probeVoltageImplausible = defineCheck({
  id: 'probe-voltage-implausible',
  title: 'The voltage that the probe reports can be true',
  severity: 'warning',
  needs: ['supply'],
  uses: ['probe'],
  run({ supply: { value: supply }, probe }) {
    const voltage = idleVoltage(supply);
    if (voltage === undefined) return [];
    const evidence = voltageEvidence(supply, probe);
    const states = stateVoltages(supply);
    if (
      supply.idleVolts.length >= constant.samples &&
      [...supply.idleVolts, ...states.map((state) => state.volts)].every(
        (value) => Math.abs(value - constant.volts) < constant.withinVolts,
      )
    )
      return [{ ...asConstant(supply.idleVolts.length), evidence }];
    if (voltage <= mostVolts * (1 + readingTolerance)) return [];
    return [{ ...asTooHigh(voltage), evidence }];
  },
});

type Judged = Pick<Problem, 'confidence' | 'message' | 'fixes'>;

function asConstant(samples: number): Judged {
  return {
    confidence: 'possible',
    message: `The probe reports exactly 3.300 V in each of ${samples} samples, as clones do that measure nothing: whether the target has a supply is not known.`,
    fixes: [
      {
        title:
          'To find out, unplug the wires to the target and ask again: if it still says 3.300 V, it measures nothing.',
      },
      { title: 'Measure VDD at the chip instead.' },
    ],
  };
}

function asTooHigh(voltage: number): Judged {
  const half = voltage / 2;
  const isDoubled = Math.abs(half - usual.volts) <= usual.withinVolts;
  return {
    confidence: isDoubled ? 'likely' : 'possible',
    message: isDoubled
      ? `The probe reports ${volts(voltage)}, more than the ${volts(mostVolts)} that an STM32 bears; likely it reports twice the voltage, which would be ${volts(half)}.`
      : `The probe reports ${volts(voltage)}, more than the ${volts(mostVolts)} that an STM32 bears.`,
    fixes: [
      { title: 'Measure VDD at the chip; if it is really above 3.6 V, switch it off at once.' },
      {
        title:
          'If VDD is right, VTref is connected behind the divider of the probe (on a Nucleo: to AIN_1 or VDD_TARGET while its own supply is on), or the probe is a clone that leaves the divider out.',
      },
    ],
  };
}

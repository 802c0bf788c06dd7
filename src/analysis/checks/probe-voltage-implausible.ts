// The voltage that the probe reports cannot be the target's: the constant of a clone, or more than any STM32 bears.

import { defineCheck } from '../check';
import type { Problem } from '../check';
import { volts } from '../probe-words';
import {
  idleVoltage,
  isConstant,
  mostVolts,
  readingTolerance,
  voltageEvidence,
} from '../target-supply';

/** What nearly all boards have, ±10 %: twice of it is told as that (a Nucleo whose VDD goes to AIN_1 reports 5.98 V). */
const usual = { volts: 3.3, withinVolts: 0.33 };

export const probeVoltageImplausible = defineCheck({
  id: 'probe-voltage-implausible',
  title: 'The voltage that the probe reports can be true',
  severity: 'warning',
  needs: ['supply'],
  uses: ['probe', 'connection'],
  run({ supply: { value: supply }, probe, connection }) {
    const voltage = idleVoltage(supply);
    if (voltage === undefined) return [];
    const evidence = voltageEvidence(supply, probe);
    if (isConstant(supply)) {
      const answers = connection.ok && connection.value.succeeded !== undefined;
      return [{ ...asConstant(supply.idleVolts.length, answers), evidence }];
    }
    if (voltage <= mostVolts * (1 + readingTolerance)) return [];
    return [{ ...asTooHigh(voltage), evidence }];
  },
});

type Judged = Pick<Problem, 'severity' | 'confidence' | 'message' | 'fixes'>;

/** A target that answers has a supply, and a board may have these 3.300 V: no alarm then. */
function asConstant(samples: number, answers: boolean): Judged {
  const unknown = answers
    ? 'a supply that is too low or sags would not be seen'
    : 'whether the target has a supply is not known';
  return {
    severity: answers ? 'information' : 'warning',
    confidence: 'possible',
    message: `The probe reports exactly 3.300 V in each of ${samples} samples, as clones do that measure nothing; if it is one, ${unknown}.`,
    fixes: [
      { title: 'Measure VDD at the chip.' },
      {
        title:
          'To know the probe: ask again without the target; if it still says 3.300 V, it measures nothing.',
      },
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
          'If VDD is right, the voltage reaches the probe past its divider (on a Nucleo: wired to AIN_1), or the probe is a clone with another divider.',
      },
    ],
  };
}

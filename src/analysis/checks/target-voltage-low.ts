// The target has a supply, and it is lower than the part or the probe needs. It takes the place of target-silent and
// target-voltage-sags.

import { defineCheck } from '../check';
import { attemptEvidence, volts } from '../probe-words';
import { isSilent, severityOfSilence } from '../target-link';
import { idleVoltage, isTooLow, leastVoltage, voltageEvidence } from '../target-supply';

export const targetVoltageLow = defineCheck({
  id: 'target-voltage-low',
  title: "The target's voltage is high enough",
  severity: 'warning',
  needs: ['supply'],
  uses: ['probe', 'connection', 'device', 'chip'],
  run({ supply: { value: supply }, probe, connection, device, chip }, context) {
    const voltage = idleVoltage(supply);
    const least = leastVoltage(device, chip);
    if (voltage === undefined || !isTooLow(voltage, least)) return [];
    const silent = connection.ok && isSilent(connection.value) ? connection.value : undefined;
    return [
      {
        ...(silent === undefined ? {} : { severity: severityOfSilence(silent, context) }),
        message: `The target's voltage of ${volts(voltage)} is too low: ${least.who} needs at least ${volts(least.volts)}${
          silent === undefined
            ? ', and programming the flash may fail or be refused'
            : ', and nothing answers on SWD'
        }.`,
        evidence: [
          ...voltageEvidence(supply, probe),
          ...(silent === undefined ? [] : attemptEvidence(silent.attempts, probe)),
        ],
        fixes: [
          { title: 'Measure VDD at the chip, and raise it or find what loads it.' },
          {
            title:
              'If VDD is right there, VTref is connected to something else: wire it (pin 1 of the connector; VAPP, TVCC) to VDD.',
          },
        ],
      },
    ];
  },
});

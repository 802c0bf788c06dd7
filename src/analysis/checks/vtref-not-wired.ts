// The probe reads no voltage and the target answers all the same: it has a supply, and VTref is not connected.

import { defineCheck } from '../check';
import { attemptEvidence, volts } from '../probe-words';
import { idleVoltage, isAbsent, voltageEvidence } from '../target-supply';

export const vtrefNotWired = defineCheck({
  id: 'vtref-not-wired',
  title: "The probe sees the target's voltage",
  severity: 'warning',
  needs: ['supply', 'connection'],
  uses: ['probe'],
  run({ supply: { value: supply }, connection: { value: connection }, probe }) {
    const voltage = idleVoltage(supply);
    const { succeeded } = connection;
    if (voltage === undefined || !isAbsent(voltage) || succeeded === undefined) return [];
    return [
      {
        confidence: 'likely',
        message: `VTref is not connected: the probe reads ${volts(voltage)}, and yet the target answers.`,
        evidence: [...voltageEvidence(supply, probe), ...attemptEvidence([succeeded], probe)],
        fixes: [
          {
            title:
              'Wire VTref (pin 1 of the connector; VAPP, TVCC) to the VDD of the target: without it some tools refuse to program, and probes with level shifters or isolation do not work.',
          },
        ],
      },
    ];
  },
});

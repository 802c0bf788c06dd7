// The probe reads no voltage and nothing answers: the target is off, or the probe's target side has no supply because
// VTref is not connected. It takes the place of target-silent.

import type { Fix } from '../../findings/finding';
import { defineCheck } from '../check';
import { attemptEvidence, volts } from '../probe-words';
import { isSilent, severityOfSilence } from '../target-link';
import { idleVoltage, isAbsent, voltageEvidence } from '../target-supply';

export const targetUnpowered = defineCheck({
  id: 'target-unpowered',
  title: 'The target has a supply',
  severity: 'error',
  needs: ['supply', 'connection'],
  uses: ['probe'],
  run({ supply: { value: supply }, connection: { value: connection }, probe }, context) {
    const voltage = idleVoltage(supply);
    if (voltage === undefined || !isAbsent(voltage) || !isSilent(connection)) return [];
    // Line drivers are fed from VTref, and a V2-ISOL's whole target side is (UM1075, UM2448: "target voltage"), with the
    // USB id of a plain V2. The ST-LINK/V2-1 of a board has no such wire to forget.
    const hasWire = !probe.ok || probe.value.kind !== 'V2-1';
    const mayBeIsolated = !probe.ok || probe.value.kind === 'V2';
    return [
      {
        severity: severityOfSilence(connection, context),
        confidence: 'likely',
        message: `The target has no supply, as far as the probe sees: VTref reads ${volts(voltage)} and nothing answers on SWD${
          hasWire
            ? '; or the VTref wire is missing, without which some probes do not drive SWD'
            : ''
        }.`,
        evidence: [
          ...voltageEvidence(supply, probe),
          ...attemptEvidence(connection.attempts, probe),
        ],
        fixes: [
          {
            title:
              "Power the board, and measure VDD at the chip; an ST-LINK's VTref is an input and does not power the target.",
          },
          { title: 'Wire VTref (pin 1 of the connector; VAPP, TVCC) to the VDD of the target.' },
          ...(mayBeIsolated ? [isolated] : []),
        ],
      },
    ];
  },
});

const isolated: Fix = {
  title:
    'If the probe is an ST-LINK/V2-ISOL (its USB id is that of a plain V2): its target side is powered from the VCC pin of the connector, and is dead without that wire.',
};

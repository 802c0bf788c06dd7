// The probe is open and makes no sense: it does not answer, or what it answers is no answer. Its last client was killed
// while it held the probe, or the probe hangs for another reason. Nothing else is judged then.

import { defineCheck } from '../check';
import { chosenProbe } from '../launch-probe';
import { attemptEvidence, listedAt, probeAt } from '../probe-words';
import { answersNonsense } from '../target-link';

export const probeWedged = defineCheck({
  id: 'probe-wedged',
  title: 'The probe answers',
  // OpenOCD resets the USB device and asks again (0.12, stlink_usb.c, stlink_usb_usb_open), which may help: no error.
  severity: 'warning',
  needs: ['probeOpening'],
  uses: ['probeChoice', 'probe', 'connection'],
  run({ probeOpening: { value: opening }, probeChoice, probe, connection }) {
    const chosen = chosenProbe(probeChoice);
    const name = chosen === undefined ? probeAt(probe) : listedAt(chosen);
    const fixes = [
      { title: 'Unplug the probe and plug it in again.' },
      {
        title:
          'If it happens again: end sessions instead of killing their server, try another socket, and install the latest firmware of the probe (STSW-LINK007).',
      },
    ];
    if (opening.state === 'wedged')
      return [
        {
          confidence: 'likely' as const,
          message: `The probe ${name} takes commands and gives no sensible answer, as probes do after their last client was killed.`,
          evidence: [opening.message, ...(opening.evidence ?? [])].map((what) => ({
            what,
            where: name,
          })),
          fixes,
        },
      ];
    if (opening.state !== 'opened' || !connection.ok || !answersNonsense(connection.value))
      return [];
    return [
      {
        confidence: 'likely' as const,
        message: `The probe ${name} answers every command with a status that no ST-LINK is known to have.`,
        evidence: attemptEvidence(connection.value.attempts, probe),
        fixes,
      },
    ];
  },
});

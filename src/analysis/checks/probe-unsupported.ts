// An ST-LINK/V1: it speaks another protocol (SCSI commands of a mass storage) than all that came later.

import { stLinkModel } from '../../probe/stlink/ids';
import { defineCheck } from '../check';
import { chosenProbe } from '../launch-probe';
import { listedAt } from '../probe-words';

export const probeUnsupported = defineCheck({
  id: 'probe-unsupported',
  title: 'The probe is one that today’s servers drive',
  // OpenOCD 0.12 still has a driver for it: the launch may work.
  severity: 'warning',
  needs: ['probeChoice'],
  uses: ['probeOpening'],
  run({ probeChoice, probeOpening }) {
    const chosen = chosenProbe(probeChoice);
    if (chosen === undefined) return [];
    const isRefused = probeOpening.ok && probeOpening.value.state === 'unsupported';
    if (!isRefused && stLinkModel(chosen.id)?.kind !== 'V1') return [];
    return [
      {
        message: `The probe ${listedAt(chosen)} is of the first generation, which cannot be examined and which current GDB servers do not drive or no longer test.`,
        evidence: [
          { what: `${chosen.id} is ${chosen.name}`, where: probeChoice.source },
          ...(isRefused && probeOpening.ok
            ? [{ what: probeOpening.value.message, where: listedAt(chosen) }]
            : []),
        ],
        fixes: [
          {
            title:
              'Use an ST-LINK/V2 or later: a dongle, or the ST-LINK part of a Nucleo board, wired to the target. A V1 cannot be turned into one by firmware.',
          },
        ],
      },
    ];
  },
});

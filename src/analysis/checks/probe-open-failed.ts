// The probe could not be opened for a reason that has no check of its own.

import { defineCheck } from '../check';
import { chosenProbe } from '../launch-probe';
import { listedAt } from '../probe-words';

export const probeOpenFailed = defineCheck({
  id: 'probe-open-failed',
  title: 'The probe can be opened',
  // It may be our own way to the probe that is blocked, and not the server's.
  severity: 'warning',
  needs: ['probeOpening'],
  uses: ['probeChoice'],
  run({ probeOpening: { value: opening }, probeChoice }) {
    if (opening.state !== 'failed') return [];
    const chosen = chosenProbe(probeChoice);
    const where = chosen === undefined ? 'the probe' : listedAt(chosen);
    const name = chosen === undefined ? 'The probe' : `The probe ${where}`;
    return [
      {
        message: `${name} could not be opened, so that it and its target were not examined.`,
        evidence: [opening.message, ...(opening.evidence ?? [])].map((what) => ({ what, where })),
        fixes: [
          { title: opening.fix ?? 'Unplug the probe and plug it in again.' },
          { title: 'To launch without examining it, set "preflight": { "probe": "list" }.' },
        ],
      },
    ];
  },
});

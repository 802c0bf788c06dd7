// Something keeps NRST low: the core is in reset whenever it is looked at.

import { defineCheck } from '../check';
import { isHeldLow } from '../nrst-state';
import { probeAt } from '../probe-words';

export const nrstHeld = defineCheck({
  id: 'nrst-held',
  title: 'NRST is not held low',
  severity: 'error',
  needs: ['nrst'],
  uses: ['probe', 'coreState'],
  run({ nrst: { value: nrst }, probe, coreState }) {
    if (!isHeldLow(nrst, coreState)) return [];
    const { pulse } = nrst;
    const where = probeAt(probe);
    return [
      {
        // Without a pulse, a core that is reset very often looks the same.
        ...(pulse === undefined
          ? { severity: 'warning' as const, confidence: 'likely' as const }
          : {}),
        message: `NRST is held low by something on the board: the core is in reset${
          pulse === undefined
            ? ' each time it is read'
            : `, and still was ${Math.round(pulse.waitedMs)} ms after the probe let go of NRST`
        }.`,
        evidence: [
          {
            what: `DHCSR.S_RESET_ST, which a read clears, was set again${
              coreState.ok ? ` at each of ${coreState.value.resetReads} further reads` : ''
            }`,
            where,
          },
        ],
        fixes: [
          {
            title:
              'Measure NRST (it must be near VDD), and look for what pulls it down: a stuck button, a supervisor, a solder bridge, a second probe.',
          },
        ],
      },
    ];
  },
});

// A pulse on NRST did not reset the core: the wire is missing. It matters only to a launch that uses it.

import { defineCheck } from '../check';
import { probeAt } from '../probe-words';

export const nrstNotWired = defineCheck({
  id: 'nrst-not-wired',
  title: 'NRST reaches the core, if the launch needs it',
  severity: 'warning',
  needs: ['nrst'],
  uses: ['probe'],
  run({ nrst: { value: nrst }, probe }, { args, driver }) {
    const { pulse } = nrst;
    if (pulse?.reachedCore !== false) return [];
    const isNeeded = driver?.probeUse?.(args).usesNrst === true;
    // Who asks about the bench alone is told; a launch that resets by software has no use for the wire.
    if (driver !== undefined && !isNeeded) return [];
    return [
      {
        // An attach does not wait for the reset to halt the core.
        ...(isNeeded && args.request === 'launch' ? { severity: 'error' as const } : {}),
        message: `NRST is not wired: the probe held it low for ${Math.round(pulse.lowMs)} ms and the core was not reset${
          driver === undefined
            ? ', so connecting under reset is not possible'
            : `, but ${driver.name} is configured to use it`
        }.`,
        evidence: [
          {
            what: 'DHCSR.S_RESET_ST stayed clear during and after the pulse',
            where: probeAt(probe),
          },
        ],
        fixes: [
          {
            title:
              'Wire NRST of the probe to NRST of the chip; on cheap dongles the pin is often another one, or does nothing for SWD.',
          },
          ...(driver === undefined
            ? []
            : [
                {
                  title:
                    'Or reset by software: take srst_only and connect_assert_srst out of the configuration ("reset_config none").',
                },
              ]),
        ],
        connect: { reset: 'software' as const },
      },
    ];
  },
});

// What is wrong with a serialNumber: it is none. For the `problems` of drivers that pass it on as an argument.

import type { Finding } from '../findings/finding';
import type { LaunchArgs } from '../launch/launch-args';

/** @param form what a serial number of these probes looks like. */
export function serialProblems({ serialNumber }: LaunchArgs, form: RegExp): readonly Finding[] {
  if (serialNumber === undefined || serialNumber === '' || form.test(serialNumber)) return [];
  return [
    {
      id: 'probe-serial-invalid',
      severity: 'error',
      message: `serialNumber "${serialNumber}" is no serial number of such a probe.`,
      evidence: [{ what: '"serialNumber" as it is set', where: 'launch configuration' }],
      attribute: 'serialNumber',
      fixes: [
        {
          title:
            'Take it from the list of "stm32-preflight probe", or leave it out with a single probe.',
        },
      ],
    },
  ];
}

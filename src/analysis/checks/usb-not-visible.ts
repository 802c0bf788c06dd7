// The launch needs a probe on USB, and there is no USB here, or the probe's device was not passed on to here. That there
// is a bus without a probe is probe-missing's.

import type { Fix } from '../../findings/finding';
import { placeOf } from '../../probe/probe-info';
import { defineCheck } from '../check';
import type { Problem } from '../check';
import type { Surroundings } from '../facts';
import { chosenProbe } from '../launch-probe';
import { passInto } from '../usb-passing';

export const usbNotVisible = defineCheck({
  id: 'usb-not-visible',
  title: 'There is a USB bus, and the probe on it can be reached',
  severity: 'error',
  needs: ['probes', 'surroundings'],
  uses: ['probeChoice'],
  run({ probes: { value: listed, source }, surroundings, probeChoice }, { args, driver }) {
    if (args.stlinkServer !== undefined) return [];
    const { kind, evidence } = surroundings.value;
    const isSure = driver?.isSurelyUsb?.(args) === true;
    const place = kind === undefined ? [] : [{ what: `this is ${kind}`, where: evidence }];
    const softer = { severity: 'warning', confidence: 'possible' } as const;
    if (!listed.hasBus) {
      const bus = `there is no USB bus ${kind === undefined ? 'on this computer' : `in ${kind}`}`;
      // Without a server it is the probe itself that was asked for.
      const message =
        driver === undefined
          ? `No probe can be reached: ${bus}.`
          : `${driver.name} ${isSure ? 'needs' : 'usually needs'} a probe, but ${bus}.`;
      const problem = { message, evidence: [{ what: 'no USB bus', where: source }, ...place] };
      return [{ ...problem, fixes: fixesFor(surroundings.value), ...(isSure ? {} : softer) }];
    }
    const chosen = chosenProbe(probeChoice);
    const probe = chosen ?? listed.probes.find(({ access }) => access === 'missing');
    if (probe === undefined) return [];
    return [probe, ...(chosen === undefined ? listed.probes : [])].every(
      ({ access }) => access === 'missing',
    )
      ? [unreachable(placeOf(probe), source, surroundings.value, isSure)]
      : [];
  },
});

/** The list shows the host's devices, but nothing in here can open them. */
function unreachable(
  devicePath: string,
  source: string,
  surroundings: Surroundings,
  isSure: boolean,
): Problem {
  return {
    message: `The probe is listed, but its device ${devicePath} is not there to be opened.`,
    evidence: [
      { what: 'there is no such device', where: devicePath },
      { what: 'the probe is listed', where: source },
    ],
    fixes: fixesFor(surroundings),
    ...(isSure ? {} : { severity: 'warning' as const }),
  };
}

function fixesFor({ kind }: Surroundings): readonly Fix[] {
  const ways = passInto(kind);
  return [
    ...(ways.length === 0 ? [{ title: 'Start the session where the probe is plugged in.' }] : ways),
    {
      title:
        'Or start the GDB server on the computer with the probe, and use servertype "external" with its address in gdbTarget.',
    },
  ];
}

// The launch needs a probe on USB, and there is no USB here, or no probe on it.

import type { Fix } from '../../findings/finding';
import { placeOf } from '../../probe/probe-info';
import { defineCheck } from '../check';
import type { Problem } from '../check';
import type { Surroundings } from '../facts';

export const usbNotVisible = defineCheck({
  id: 'usb-not-visible',
  title: 'A debug probe can be seen',
  severity: 'error',
  needs: ['probes', 'surroundings'],
  run({ probes: { value: listed, source }, surroundings }, { args, driver }) {
    const { kind, evidence } = surroundings.value;
    const isSure = driver?.isSurelyUsb?.(args) === true;
    const needs = `${driver?.name ?? 'the server'} ${isSure ? 'needs' : 'usually needs'} a probe`;
    const place = kind === undefined ? [] : [{ what: `this is ${kind}`, where: evidence }];
    const softer = { severity: 'warning', confidence: 'possible' } as const;
    if (!listed.hasBus) {
      const message = `${needs}, but there is no USB bus ${kind === undefined ? 'on this computer' : `in ${kind}`}.`;
      const problem = { message, evidence: [{ what: 'no USB bus', where: source }, ...place] };
      return [{ ...problem, fixes: fixesFor(surroundings.value), ...(isSure ? {} : softer) }];
    }
    if (listed.probes.length === 0) {
      const message = `${needs}, and no ST-LINK, J-Link or CMSIS-DAP probe is plugged in.`;
      const evidenceOfNone = [
        { what: 'none of the devices is a known probe', where: source },
        ...place,
      ];
      return [{ ...softer, message, evidence: evidenceOfNone, fixes: [cable, ...pass(kind)] }];
    }
    const [first] = listed.probes;
    return first !== undefined && listed.probes.every(({ access }) => access === 'missing')
      ? [unreachable(placeOf(first), source, surroundings.value, isSure)]
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

const cable: Fix = {
  title: 'Plug the probe in with a cable that carries data (many only charge), without a hub.',
};

function fixesFor({ kind }: Surroundings): readonly Fix[] {
  const ways = pass(kind);
  return [
    ...(ways.length === 0 ? [{ title: 'Start the session where the probe is plugged in.' }] : ways),
    {
      title:
        'Or start the GDB server on the computer with the probe, and use servertype "external" with its address in gdbTarget.',
    },
  ];
}

/** How a device gets into such a place (learn.microsoft.com, "Connect USB devices"; docs.docker.com, "docker run"). */
function pass(kind: string | undefined): readonly Fix[] {
  if (kind?.startsWith('WSL') === true)
    return [
      {
        title:
          'In Windows, with usbipd-win installed: "usbipd list", then "usbipd bind --busid <id>" and "usbipd attach --wsl --busid <id>".',
      },
    ];
  if (kind?.includes('container') === true)
    return [
      {
        title:
          'Start the container with "--device=/dev/bus/usb" ("runArgs" in devcontainer.json), with the probe plugged in before; Docker Desktop has no USB.',
      },
    ];
  return [];
}

// The probe's firmware is older than what the server needs, or has no debug interface at all.

import type { FirmwareVersion } from '../../probe/stlink/stlink';
import { defineCheck } from '../check';
import type { CheckContext, Problem } from '../check';
import type { OpenedProbe } from '../../examination/examination';

/** What refuses a version below, with the J number of a V2 and a V3 (undefined: not known). */
interface Refuser {
  readonly name: string;
  readonly v2: number;
  readonly v3: number | undefined;
}

/**
 * Seen or read: OpenOCD's DAP driver (stlink_usb.c, STLINK_F_HAS_DAP_REG), pyOCD (stlink.py, MIN_JTAG_VERSION), probe-rs
 * (its MIN_JTAG_VERSION), and ST-LINK_gdbserver 7.10 and 7.11, which were seen to refuse V2J31 and V2J38; their least
 * version is not documented, so that J39 and later say nothing.
 */
const refusers: readonly Refuser[] = [
  { name: "OpenOCD's DAP driver", v2: 24, v3: undefined },
  { name: 'pyOCD', v2: 24, v3: undefined },
  { name: 'probe-rs', v2: 26, v3: 3 },
  { name: 'ST-LINK_gdbserver 7.10', v2: 39, v3: undefined },
];

const upgrade = {
  title:
    'Upgrade it with STLinkUpgrade (STSW-LINK007), or in STM32CubeProgrammer with "Firmware upgrade"; then unplug the probe and plug it in again.',
};

export const probeFirmwareOld = defineCheck({
  id: 'probe-firmware-old',
  title: "The probe's firmware is new enough for the server",
  severity: 'warning',
  needs: ['probe'],
  run({ probe: { value: probe } }, context) {
    const { firmware } = probe;
    const evidence = [
      {
        what: `firmware ${firmware.text}`,
        where: `${probe.name} at ${probe.place}`,
      },
    ];
    const problem = firmware.jtag === 0 ? withoutDebug(probe, context) : tooOld(firmware, context);
    return problem === undefined ? [] : [{ ...problem, evidence, fixes: [upgrade] }];
  },
});

type Judged = Pick<Problem, 'severity' | 'message'>;

function withoutDebug({ firmware }: OpenedProbe, { driver }: CheckContext): Judged {
  return {
    severity: driver === undefined ? 'warning' : 'error',
    message: `The probe's firmware ${firmware.text} has no debug interface for STM32, only SWIM for STM8.`,
  };
}

function tooOld(firmware: FirmwareVersion, { args, driver }: CheckContext): Judged | undefined {
  const { jtag, text } = firmware;
  const isV3 = firmware.hardware >= 3;
  const hardware = isV3 ? 'V3' : 'V2';
  if (driver !== undefined) {
    const least = driver.probeUse?.(args).leastJtag;
    const leastJtag = isV3 ? least?.v3 : least?.v2;
    if (leastJtag === undefined || jtag >= leastJtag) return undefined;
    return {
      severity: 'error',
      message: `The probe's firmware ${text} is older than ${hardware}J${leastJtag}, the first that ${driver.name} takes with these settings.`,
    };
  }
  const refusing = refusers.filter(({ v2, v3 }) => jtag < ((isV3 ? v3 : v2) ?? 0));
  if (refusing.length === 0) return undefined;
  const names = refusing.map(
    ({ name, v2, v3 }) => `${name} (needs ${hardware}J${(isV3 ? v3 : v2) ?? 0})`,
  );
  // One server that asks for the latest is no reason for alarm; what nearly all refuse is.
  return {
    severity: refusing.length > 1 ? 'warning' : 'information',
    message: `The probe's firmware ${text} is too old for ${names.join(', ')}.`,
  };
}

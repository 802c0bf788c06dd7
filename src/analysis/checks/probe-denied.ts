// The probe is there, but this user may not open it: on Linux a udev rule is missing.

import type { Fix } from '../../findings/finding';
import { placeOf } from '../../probe/probe-info';
import type { ProbeInfo } from '../../probe/probe-info';
import { defineCheck } from '../check';
import type { Fact, Surroundings } from '../facts';
import { chosenProbe, probesInQuestion } from '../launch-probe';

export const probeDenied = defineCheck({
  id: 'probe-denied',
  title: 'This user may open the probe',
  severity: 'error',
  needs: ['probes'],
  uses: ['surroundings', 'probeChoice', 'probeOpening'],
  run({ probes, surroundings, probeChoice, probeOpening }, { args, driver }) {
    const { value: listed, source } = probes;
    const chosen = chosenProbe(probeChoice);
    const isMeant = chosen !== undefined || listed.probes.every(({ access }) => access !== 'ok');
    const isSure = driver?.isSurelyUsb?.(args) === true && isMeant;
    // Some systems tell only when it is opened; one finding for both.
    const refusal =
      probeOpening.ok && probeOpening.value.state === 'denied' ? probeOpening.value : undefined;
    return probesInQuestion(listed.probes, probeChoice)
      .filter(({ access }) => access === 'denied' || refusal !== undefined)
      .map((probe) => ({
        ...(isSure ? {} : { severity: 'warning' as const }),
        message: `This user may not open the probe ${probe.name} at ${placeOf(probe)}.`,
        evidence: [
          {
            what: refusal === undefined ? 'no right to read and write' : refusal.message,
            where: placeOf(probe),
          },
          { what: `${probe.id} is ${probe.name}`, where: source },
        ],
        fixes: fixesFor(probe, surroundings),
      }));
  },
});

function fixesFor(probe: ProbeInfo, surroundings: Fact<Surroundings>): readonly Fix[] {
  const platform = surroundings.ok ? surroundings.value.platform : 'linux';
  if (platform === 'darwin')
    return [
      {
        title: 'Allow the accessory in System Settings, Privacy & Security, and plug it in again.',
      },
    ];
  if (platform === 'win32')
    return [
      { title: "Install ST's USB driver for ST-LINK (STSW-LINK009), and plug the probe in again." },
    ];
  const kind = surroundings.ok ? surroundings.value.kind : undefined;
  const inContainer = kind?.includes('container') === true || kind === 'GitHub Codespaces';
  return [
    {
      title: `${inContainer ? 'On the computer that runs the container, write' : 'Write'} this line to /etc/udev/rules.d/70-debug-probe.rules: ${ruleOf(probe)}`,
    },
    {
      title:
        'Then run "sudo udevadm control --reload-rules; sudo udevadm trigger" and plug the probe in again.',
    },
    {
      title:
        'Over SSH the rule alone is not enough: "sudo usermod -aG plugdev $USER", then log in again.',
    },
  ];
}

/**
 * `uaccess` gives it to whoever sits at the computer, in rules that sort before 73-seat-late.rules (systemd-logind);
 * the group is for the others. The form is that of OpenOCD's 60-openocd.rules.
 */
function ruleOf({ id }: ProbeInfo): string {
  const [vendor = '', product = ''] = id.split(':');
  return `ATTRS{idVendor}=="${vendor}", ATTRS{idProduct}=="${product}", MODE="660", GROUP="plugdev", TAG+="uaccess"`;
}

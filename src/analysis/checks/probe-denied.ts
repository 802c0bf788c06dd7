// The probe is there, but this user may not open it: on Linux a udev rule is missing.

import { placeOf } from '../../probe/probe-info';
import type { ProbeInfo } from '../../probe/probe-info';
import { defineCheck } from '../check';

export const probeDenied = defineCheck({
  id: 'probe-denied',
  title: 'This user may open the probe',
  severity: 'error',
  needs: ['probes'],
  uses: ['surroundings'],
  run({ probes: { value: listed, source }, surroundings }, { args, driver }) {
    const isSure =
      driver?.isSurelyUsb?.(args) === true && listed.probes.every(({ access }) => access !== 'ok');
    const kind = surroundings.ok ? surroundings.value.kind : undefined;
    const inContainer = kind?.includes('container') === true || kind === 'GitHub Codespaces';
    return listed.probes
      .filter(({ access }) => access === 'denied')
      .map((probe) => ({
        ...(isSure ? {} : { severity: 'warning' as const }),
        message: `This user may not open the probe ${probe.name} at ${placeOf(probe)}.`,
        evidence: [
          { what: 'no right to read and write', where: placeOf(probe) },
          { what: `${probe.id} is ${probe.name}`, where: source },
        ],
        fixes: [
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
        ],
      }));
  },
});

/**
 * `uaccess` gives it to whoever sits at the computer, in rules that sort before 73-seat-late.rules (systemd-logind);
 * the group is for the others. The form is that of OpenOCD's 60-openocd.rules.
 */
function ruleOf({ id }: ProbeInfo): string {
  const [vendor = '', product = ''] = id.split(':');
  return `ATTRS{idVendor}=="${vendor}", ATTRS{idProduct}=="${product}", MODE="660", GROUP="plugdev", TAG+="uaccess"`;
}

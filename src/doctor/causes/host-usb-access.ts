// The probe is on USB, and this user or system may not open it.

import { decisive, defineCause, generic, narrowing, rule } from '../cause';
import { isServerSilent } from '../symptoms';
import { knownOf } from '../launch-facts';

export const hostUsbAccess = defineCause({
  id: 'host-usb-access',
  message: 'The probe is on USB, and the system does not let this user or driver open it.',
  signs: [
    decisive('libusb-access'),
    narrowing(5, 'libusb-not-found'),
    narrowing(6, 'libusb-not-supported', (log) => !log.has('ocd-init-mode')),
    narrowing(3, 'py-denied'),
    rule('narrowing', 6, (log) =>
      log.matching(
        /darwin_claim_interface|no interface found|not permitted|permission denied|device driver software was not|udev rule/i,
      ),
    ),
    generic(2, 'ocd-open-failed'),
    generic(2, 'rs-open'),
    generic(2, ['usb-claim', 'py-busy']),
    generic(1.8, ['py-waiting', 'py-no-probe']),
    generic(2.2, 'su-no-probe'),
    generic(1.5, [
      'cube-no-probe',
      'st-no-probe',
      'ocd-no-cmsis-dap',
      'ocd-no-jlink',
      'rs-no-probe',
    ]),
    generic(1, ['st-enumeration-failed', 'st-connect-error']),
    generic(1.2, 'gdb-refused', isServerSilent),
  ],
  findings: { 'probe-denied': 10, 'usb-not-visible': 4 },
  facts(launch) {
    const opening = knownOf(launch, 'probeOpening');
    return opening?.value.state === 'denied'
      ? [
          {
            strength: 'decisive',
            points: 12,
            evidence: { what: opening.value.message, where: opening.source },
          },
        ]
      : [];
  },
  fix: () =>
    "Linux: install the udev rules of the tool (or of STM32CubeProgrammer) and plug the probe in again. Windows: install ST's driver (STSW-LINK009), or WinUSB on the ST-LINK interface for libusb tools. macOS: allow the accessory in System Settings.",
  experiment: {
    text: 'List the probe once with administrator rights (sudo st-info --probe): if it is found only then, it is the rights.',
  },
});

// The USB connection of the probe is bad.

import { defineCause, generic, narrowing, rule } from '../cause';
import { identified } from '../symptoms';
import { sentence, slower } from '../remedies';

export const probeUsbLinkFault = defineCause({
  id: 'probe-usb-link-fault',
  message: 'The USB connection to the probe is unreliable (cable, hub, socket or its driver).',
  signs: [
    narrowing(5, 'libusb-timeout'),
    narrowing(5, 'libusb-transfer'),
    narrowing(3.5, 'py-usb-timeout'),
    narrowing(6, 'cube-usb-communication'),
    narrowing(3, ['cube-usb-comm', 'st-usb-comms']),
    narrowing(2, 'cube-rdp-or-reset'),
    generic(2, ['su-no-probe'], (log) => log.matching(/src\\usb\.c/).length > 0),
    generic(1, ['su-no-probe', 'cube-read-failed']),
    generic(0.8, 'su-stale-chip-id'),
    // It works for a while: the transfer broke off in the middle.
    rule('narrowing', 3, (log) =>
      identified(log) || log.has('download-complete')
        ? log.heard('cube-usb-comm', 'st-usb-comms')
        : [],
    ),
  ],
  findings: { 'probe-open-failed': 3 },
  fix: (context) =>
    `Use another, short data cable and another socket of the computer (a USB 2 one), without a hub, and update the driver of the USB controller. ${sentence(slower(context))} as long as it is not cured.`,
  experiment: {
    text: 'Let the probe tell its version and voltage several times, then again at another socket of the computer: failures at one of them show the bad path.',
    action: 'examine-probe',
  },
});

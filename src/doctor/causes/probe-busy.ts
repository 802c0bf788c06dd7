// Another program, or the system, holds the probe.

import { decisive, defineCause, generic, narrowing, rule } from '../cause';
import { knownOf } from '../launch-facts';

export const probeBusy = defineCause({
  id: 'probe-busy',
  message: 'Another program, or a driver of the system, holds the probe.',
  signs: [
    narrowing(3, 'ocd-tcp-status'),
    { ...decisive('ocd-already-used'), points: 12 },
    narrowing(10, 'st-in-use'),
    narrowing(8, 'usb-claim'),
    narrowing(7, 'cube-connect-err'),
    narrowing(6, 'py-busy'),
    narrowing(
      5,
      'st-connect-error',
      (log) => !log.has('stlink-server-running', 'stlink-server-open-failed'),
    ),
    narrowing(2, 'stlink-server-open-failed'),
    generic(3, 'rs-open'),
    narrowing(3, 'libusb-access'),
    generic(1.2, 'py-denied'),
    generic(1.5, ['st-dll-error', 'st-enumeration-failed']),
    generic(1.1, ['cube-usb-comm', 'st-usb-comms']),
    generic(0.8, ['ocd-open-failed', 'jl-no-probe']),
    rule('narrowing', 5, (log) =>
      log.has('libusb-not-found', 'libusb-access')
        ? []
        : log.matching(
            /device (?:is )?(?:busy|in use)|already in use by|used by another|another (?:process|program|application) has|exclusive access|Could not claim/i,
          ),
    ),
  ],
  findings: { 'probe-held': 10 },
  facts(launch) {
    const opening = knownOf(launch, 'probeOpening');
    return opening?.value.state === 'in-use'
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
    'Close the other program: another debug session, STM32CubeProgrammer, STM32CubeMonitor, or a GDB server that was left running; then launch again. On macOS an ST-LINK/V1 is taken by the disk driver of the system.',
  experiment: {
    text: 'End every program that can use the probe and launch again: if it works, one of them held it.',
    action: 'relaunch',
  },
});

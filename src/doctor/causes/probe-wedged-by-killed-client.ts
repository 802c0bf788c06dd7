// The probe hangs since its last client was killed.

import { defineCause, generic, narrowing, rule } from '../cause';
import { hasGoodVolts, hasNoVolts, nobodyAnswers, portTaken, unknownReason } from '../symptoms';
import { knownOf } from '../launch-facts';

import { lostAtOnce } from '../timeline';

export const probeWedgedByKilledClient = defineCause({
  id: 'probe-wedged-by-killed-client',
  message:
    'The probe hangs: the program that used it last was killed or left it in another mode, so it does not answer as it should.',
  signs: [
    narrowing(5, 'ocd-tcp-status'),
    narrowing(7, 'cube-usb-comm'),
    narrowing(6.5, 'st-usb-comms'),
    narrowing(8, 'stlink-server-open-failed'),
    narrowing(7, 'st-connect-error', (log) =>
      log.has('stlink-server-running', 'stlink-server-open-failed'),
    ),
    rule('narrowing', 8, (log) => log.matching(/STLINK V8J0S0|VID:PID 0000:0001/)),
    narrowing(2, 'stlink-version-nonsense'),
    narrowing(3, 'py-usb-timeout'),
    narrowing(2.5, 'libusb-timeout'),
    generic(2, unknownReason, (log) => hasGoodVolts(log)),
    generic(
      1.2,
      unknownReason,
      (log) => !hasNoVolts(log) && !log.has('st-retry-under-reset') && !log.has(...portTaken),
    ),
    generic(1.5, 'cube-no-core-id', (log) => hasGoodVolts(log)),
    generic(1, 'st-dll-error'),
    generic(1.6, 'st-connect-error'),
    generic(0.5, nobodyAnswers),
    generic(1, 'cube-usb-communication'),
    rule('generic', 1.2, lostAtOnce),
  ],
  findings: { 'probe-wedged': 10 },
  facts(launch) {
    const opening = knownOf(launch, 'probeOpening');
    return opening?.value.state === 'wedged'
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
    'Unplug the probe and plug it in again, before anything else. Let servers end by detaching GDB instead of killing them: a server that is killed while it holds the probe leaves it like this sooner or later.',
  experiment: {
    text: 'Unplug the probe, plug it in and launch again without any other change: if it works, the probe hung.',
    action: 'replug-and-relaunch',
  },
});

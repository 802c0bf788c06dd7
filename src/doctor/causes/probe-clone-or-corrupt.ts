// A copied probe, or a probe with damaged or foreign firmware.

import { defineCause, generic, narrowing, rule } from '../cause';
import { isLooseProbe, linesOf, nobodyAnswers, unknownReason } from '../symptoms';

export const probeCloneOrCorrupt = defineCause({
  id: 'probe-clone-or-corrupt',
  message: 'The probe is a copy, or its firmware is damaged or not the original one.',
  isOutlasting: true,
  signs: [
    rule('narrowing', 9, (log) => log.matching(/STLINK V0J|version:?\s+V0J|VID:PID 0000:0000/)),
    narrowing(3, 'stlink-version-nonsense'),
    narrowing(3.5, 'su-stale-chip-id'),
    rule('narrowing', 4, (log) => (log.has('su-stale-chip-id') ? log.heard('su-nrst') : [])),
    rule('narrowing', 3, (log) =>
      linesOf(log.values.probeSerial, (serial) =>
        /^(?:B55B5A1A|0{8}|303030303030303030303030)/i.test(serial),
      ),
    ),
    generic(1, ['libusb-timeout', 'libusb-transfer']),
    generic(0.6, nobodyAnswers, (log) => isLooseProbe(log)),
    generic(0.9, unknownReason),
    generic(0.8, 'ocd-open-failed'),
    // Exactly 3.300 V is what probes print that cannot measure.
    rule('generic', 1, (log) =>
      log.has(...nobodyAnswers) ? linesOf(log.values.volts, (volts) => volts === 3.3) : [],
    ),
  ],
  findings: { 'probe-voltage-implausible': 2, 'probe-bootloader': 2 },
  fix: () =>
    'Try the same target with a genuine ST-LINK (any Nucleo board has one, jumpers CN2 off). Re-flash the firmware of this probe with STLinkUpgrade if it is a genuine one.',
  experiment: {
    text: 'Connect to the same target with another, genuine probe: if that works, it is the probe.',
  },
});

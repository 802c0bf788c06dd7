// TrustZone, a product state or secure boot closes the debug port.

import { defineCause, generic, narrowing, rule } from '../cause';
import { flashFailed, isFamily, linkLost, nobodyAnswers } from '../symptoms';
import { knownOf } from '../launch-facts';

export const trustzoneOrDebugAuth = defineCause({
  id: 'trustzone-or-debug-auth',
  message:
    'Security settings (TrustZone, product state, RDP 0.5, secure boot) close the debug port.',
  signs: [
    narrowing(6, 'cube-access-port'),
    narrowing(6, 'ocd-tzen', (log) =>
      log.has(...nobodyAnswers, ...flashFailed, 'ocd-algorithm', ...linkLost, 'memory-fault'),
    ),
    generic(2.5, [...nobodyAnswers, 'cube-not-halted', 'cube-read-failed'], (log) =>
      isFamily(log, 'H5', 'U5', 'WBA', 'N6', 'L5', 'U3', 'H7RS'),
    ),
    narrowing(3, 'option-bytes-failed'),
    narrowing(3, 'option-bytes-failed', (log) => log.has('cube-not-halted')),
    narrowing(1.5, 'cube-flash-default'),
    narrowing(3, ['ocd-ap-gone', 'ocd-no-mem-ap']),
    narrowing(1.5, ['st-rom-table', 'py-no-cores', 'jl-init-target', 'memory-fault', 'ocd-cpuid']),
    generic(0.9, 'cube-no-target'),
    generic(0.8, ['cube-no-core-id', 'util-no-target', 'ocd-algorithm', 'cube-read-failed']),
    generic(-0.6, nobodyAnswers, (log) =>
      isFamily(log, 'F0', 'F1', 'F2', 'F3', 'F4', 'F7', 'G0', 'L0', 'L1', 'L4', 'G4'),
    ),
    rule('narrowing', 5, (log) =>
      log
        .matching(
          /\bTZEN\b|TrustZone|product state|debug authentication (?:fail|discovery|error)|certificate|secure boot/i,
        )
        .filter(
          ({ text }) => !/If your product embeds/i.test(text) && !/TZEN = 0|disabled/i.test(text),
        ),
    ),
  ],
  findings: { 'chip-secured': 8, 'trustzone-alias': 5 },
  facts(launch) {
    const protection = knownOf(launch, 'protection');
    return protection?.value.isTrustZoneOn === true
      ? [
          {
            strength: 'narrowing',
            points: 4,
            evidence: { what: 'TrustZone is on (TZEN)', where: protection.source },
          },
        ]
      : [];
  },
  fix: () =>
    'Run the discovery of debug authentication in STM32CubeProgrammer, with BOOT0 high or NRST held, to read the product state; then do the regression of TZEN and RDP together, or open the port with the certificate or password that was provisioned.',
  experiment: {
    text: 'Launch again with a connection under reset, or with BOOT0 high, so that no firmware runs: if the target answers only then, what runs closes the port.',
    action: 'connect-under-reset',
  },
});

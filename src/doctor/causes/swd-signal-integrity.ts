// The SWD lines are too long, stubbed or too fast.

import { defineCause, generic, narrowing, rule } from '../cause';
import {
  eraseFailed,
  isServerSilent,
  linesOf,
  linkLost,
  nobodyAnswers,
  wasHalted,
} from '../symptoms';
import { knownOf } from '../launch-facts';
import { sentence, slower } from '../remedies';

import { lostAtOnce } from '../timeline';

export const swdSignalIntegrity = defineCause({
  id: 'swd-signal-integrity',
  message:
    'The SWD link is marginal: lines too long, with stubs or without pull resistors, or the clock too fast for them.',
  signs: [
    generic(0.9, ['gdb-timed-out', 'gdb-target-remote'], isServerSilent),
    narrowing(
      4,
      'cube-unknown-device',
      (log) => log.matching(/DevID = 0x0{3,4}|24000|Cannot identify/i).length > 0,
    ),
    narrowing(4, 'py-transfer-fault'),
    // The core's own registers are always there: such a read fails on the wires.
    rule('narrowing', 5, (log) => log.matching(/Memory transfer fault.{0,30}@ 0xe0/i)),
    // Everything was "written" in no time, to a chip that did not even tell its id.
    rule('narrowing', 6, (log) =>
      log.has('cube-unknown-device')
        ? linesOf(log.values.downloadSeconds, (seconds) => seconds < 0.3)
        : [],
    ),
    rule('narrowing', 2, (log) =>
      linesOf(log.values.mismatches, ({ found }) => found === 0xff).length > 0
        ? linesOf(log.values.downloadSeconds, (seconds) => seconds < 0.3)
        : [],
    ),
    rule('narrowing', 3, (log) =>
      log.has('cube-unknown-device', ...nobodyAnswers, ...linkLost, 'data-mismatch', 'ocd-cpuid')
        ? linesOf(log.values.speedKhz, (khz) => khz >= 8000)
        : [],
    ),
    generic(1.2, nobodyAnswers),
    generic(1.2, linkLost, (log) => !log.has(...eraseFailed, 'download-failed', 'data-mismatch')),
    narrowing(2.5, 'ocd-ack'),
    narrowing(1.5, 'ocd-dp-lost'),
    generic(1, ['ocd-cpuid', 'ocd-not-halted', 'data-mismatch', 'jl-ramcode', 'ocd-mem2array']),
    generic(0.6, 'cube-flash-63'),
    rule('generic', 1.6, lostAtOnce),
    // Lost and found again in one session: a core that sleeps, or pins that are taken, do not come back by themselves.
    rule('narrowing', 6, (log) =>
      wasHalted(log) ? log.heard('ocd-invalid-mode', 'ocd-polling') : [],
    ),
    // Sometimes it works: a connection of the same kind succeeded in the same log.
    rule('narrowing', 2, (log) =>
      log.overcome(...nobodyAnswers).length > 0 && log.has(...nobodyAnswers)
        ? log.overcome(...nobodyAnswers)
        : [],
    ),
  ],
  findings: { 'link-marginal': 9, 'target-only-slow': 9 },
  facts(launch) {
    const link = knownOf(launch, 'link');
    if (link === undefined) return [];
    const bad = link.value.samples.find(({ errors }) => errors > 0);
    if (bad === undefined) {
      const best = link.value.fastestCleanKhz;
      return best === undefined
        ? []
        : [
            {
              strength: 'narrowing',
              points: -2,
              evidence: { what: `reads over SWD at ${best} kHz did not fail`, where: link.source },
            },
          ];
    }
    return [
      {
        strength: 'narrowing',
        points: 6,
        evidence: {
          what: `${bad.errors} of ${bad.reads} reads failed at ${bad.speedKhz} kHz`,
          where: link.source,
        },
      },
    ];
  },
  fix: (context) =>
    `${sentence(slower(context))}. Then shorten the cable, give it a ground wire beside SWCLK, cut off stubs to other connectors, and fit 10 kΩ from SWDIO to VDD and from SWCLK to GND.`,
  experiment: {
    text: 'Launch again at a slower clock: if it works only then, the link is marginal; a measurement of the link at several clocks shows its limit.',
    action: 'slower-clock',
  },
});

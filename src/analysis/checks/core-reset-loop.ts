// The core is reset again and again while nobody touches it: a watchdog mostly.

import { hex32 } from '../../base/hex';
import type { CoreState, LinkQuality } from '../../examination/examination';
import type { Evidence } from '../../findings/finding';
import { defineCheck } from '../check';
import type { Problem } from '../check';
import type { Fact, KnownFact } from '../facts';
import { connectHint } from '../connect-attributes';
import { hasLineErrors } from '../target-link';

export const coreResetLoop = defineCheck({
  id: 'core-reset-loop',
  title: 'The core is not reset while it is left alone',
  severity: 'warning',
  needs: ['coreState'],
  uses: ['nrst', 'link'],
  run({ coreState, nrst, link }, { driver }): readonly Problem[] {
    const { resetsSeen, resetReads, resetMs } = coreState.value;
    // A reset line that is low all the time is another matter.
    const isHeld = nrst.ok && nrst.value.isInResetAtStart === true && resetsSeen === resetReads;
    if (resetsSeen === 0 || isHeld) return [];
    const dogs = watchdogs(coreState.value);
    // A word that came over with wrong bits and the right parity says such things too.
    if (dogs.length === 0 && isNoisy(link)) return [];
    const cause =
      dogs.length > 0
        ? `the reset flags name a watchdog (${dogs.join(', ')})`
        : 'possibly by a watchdog, a dip of the supply or noise on NRST';
    return [
      {
        ...(dogs.length > 0 ? { confidence: 'likely' as const } : {}),
        message: `The core was reset ${resetsSeen === 1 ? 'once' : `${resetsSeen} times`} within ${Math.round(resetMs)} ms while nobody touched it: ${cause}; a reset during erasing or programming makes that fail.`,
        evidence: [
          {
            what: `DHCSR.S_RESET_ST was set in ${resetsSeen} of ${resetReads} reads`,
            where: coreState.source,
          },
          ...flagEvidence(coreState),
        ],
        fixes: [
          {
            title: `Connect under reset: a watchdog that the program starts is not running yet then.${connectHint({ underReset: true }, driver)}`,
          },
          ...(dogs.length > 0
            ? [
                {
                  title: `Let it stop while the core is halted: set ${freezeBits(dogs)} in the DBGMCU registers.`,
                },
                {
                  title:
                    'If it runs from power-on (hardware watchdog), set IWDG_SW in the option bytes.',
                },
              ]
            : [{ title: 'Measure the supply and NRST while it runs.' }]),
        ],
        connect: { underReset: true },
      },
    ];
  },
});

function isNoisy(link: Fact<LinkQuality>): boolean {
  return link.ok && link.value.samples.some(hasLineErrors);
}

/** `IWDGRSTF`, `WWDGRSTF`, `IWDG1RSTF`, … among the flags that are set. */
function watchdogs({ resetFlags }: CoreState): readonly string[] {
  return (resetFlags?.names ?? []).filter((name) => /WDG/.test(name));
}

function freezeBits(dogs: readonly string[]): string {
  const bits = dogs.map((name) => `DBG_${name.replace(/RSTF?$/, '')}_STOP`);
  return bits.join(' and ');
}

function flagEvidence({ value: { resetFlags }, source }: KnownFact<CoreState>): Evidence[] {
  if (resetFlags === undefined) return [];
  const { register, value, names } = resetFlags;
  const text = names.length === 0 ? 'none is set' : names.join(', ');
  return [{ what: `reset flags at ${hex32(register)}: ${hex32(value)}, ${text}`, where: source }];
}

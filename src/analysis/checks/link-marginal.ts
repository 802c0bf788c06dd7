// The target answers, and some of many identical reads fail: the SWD link is marginal, with figures by clock.

import { count } from '../../base/count';
import type { LinkQuality, LinkSample, OpenedProbe } from '../../examination/examination';
import type { ConnectAdvice, Evidence, Fix } from '../../findings/finding';
import { defineCheck } from '../check';
import type { CheckContext, FactsOf } from '../check';
import type { Fact } from '../facts';
import {
  cleanClock,
  clockWords,
  intervalWords,
  kindWords,
  readWords,
  sampleWords,
} from '../link-words';
import { connectHint } from '../connect-attributes';
import { probeAt } from '../probe-words';
import { marginalSamples } from '../target-link';

/**
 * Where neither the configuration nor the examination names a clock: the fastest of an ST-LINK/V2. OpenOCD's target files
 * begin with 2000 kHz or less; nobody debugs at the 24 MHz of a V3 without having asked for it.
 */
const usualKhz = 4000;

export const linkMarginal = defineCheck({
  id: 'link-marginal',
  title: 'Reads over SWD do not fail',
  severity: 'warning',
  needs: ['link'],
  uses: ['probe', 'connection'],
  run(facts, context) {
    const { probe } = facts;
    const link = facts.link.value;
    // A healthy link has no error in any number of reads: one is too many.
    const marginal = marginalSamples(link, facts.connection);
    const launchKhz = clockOf(facts, context);
    // The one that the launch would meet; else the slowest, because all below it are clean.
    const worst = marginal.find(({ speedKhz }) => speedKhz <= launchKhz) ?? marginal.at(-1);
    if (worst === undefined) return [];
    const isAtLaunch = worst.speedKhz <= launchKhz;
    const connect = adviceOf(link);
    return [
      {
        ...(isAtLaunch ? {} : { severity: 'information' as const }),
        message: `The SWD link is marginal: ${worst.errors} of ${worst.reads} reads failed at ${worst.speedKhz} kHz (${intervalWords(worst)} at 95 % confidence); ${cleanClock(link)}.`,
        evidence: evidenceOf(link, worst, probe),
        fixes: [...connectFix(connect, context), ...wiring, ...disturbanceFix(link)],
        ...(connect === undefined || !isAtLaunch ? {} : { connect }),
      },
    ];
  },
});

function clockOf(
  { connection }: FactsOf<'link', 'probe' | 'connection'>,
  { args, driver }: CheckContext,
): number {
  const asked = driver?.probeUse?.(args).speedKhz;
  if (asked !== undefined) return asked;
  const tried = connection.ok
    ? connection.value.attempts.flatMap(({ speedKhz }) => speedKhz ?? [])
    : [];
  return tried.length === 0 ? usualKhz : Math.max(...tried);
}

/** Under reset only where nothing is clean without: it stops what the target does. */
function adviceOf({
  fastestCleanKhz,
  fastestCleanUnderResetKhz,
}: LinkQuality): ConnectAdvice | undefined {
  if (fastestCleanKhz !== undefined) return { speedKhz: fastestCleanKhz };
  return fastestCleanUnderResetKhz === undefined
    ? undefined
    : { speedKhz: fastestCleanUnderResetKhz, underReset: true };
}

function connectFix(connect: ConnectAdvice | undefined, { driver }: CheckContext): readonly Fix[] {
  if (connect?.speedKhz === undefined) return [];
  const how =
    connect.underReset === true ? ', under reset' : ', and under reset if that is not enough';
  return [{ title: `Connect at ${connect.speedKhz} kHz${how}.${connectHint(connect, driver)}` }];
}

const wiring: readonly Fix[] = [
  {
    title:
      'Shorten the wires, run a ground wire beside SWCLK, and cut stubs to a second connector.',
  },
  { title: 'Fit 10 kΩ from SWDIO to VDD and 10 kΩ from SWCLK to GND, if the board has none.' },
];

/** What only disturbs while the firmware runs comes from the board. */
function disturbanceFix({
  fastestCleanKhz,
  fastestCleanUnderResetKhz,
}: LinkQuality): readonly Fix[] {
  return (fastestCleanUnderResetKhz ?? 0) <= (fastestCleanKhz ?? 0)
    ? []
    : [
        {
          title:
            'Look for what the firmware drives near SWDIO and SWCLK or on the same supply: with NRST low the link is better.',
        },
      ];
}

/** The clock that is told of and the clean one, each with and without reset; the others in one line. */
function evidenceOf(
  link: LinkQuality,
  worst: LinkSample,
  probe: Fact<OpenedProbe>,
): readonly Evidence[] {
  const { fastestCleanKhz, fastestCleanUnderResetKhz, samples } = link;
  const told = new Set([worst.speedKhz, fastestCleanKhz, fastestCleanUnderResetKhz]);
  const where = probeAt(probe);
  const lines = samples.filter(({ speedKhz }) => told.has(speedKhz)).map(failureWords);
  const others = samples.filter(({ speedKhz, errors }) => !told.has(speedKhz) && errors > 0);
  const rest = others.map(
    (sample) => `${sample.errors} of ${sample.reads} at ${clockWords(sample)}`,
  );
  const more = rest.length === 0 ? [] : [`also failed: ${rest.join(', ')}`];
  return [...lines, ...more, readWords(link)].map((line) => ({ what: line, where }));
}

function failureWords(sample: LinkSample): string {
  const { reads, errors, transfersPerRead, kinds } = sample;
  if (errors === 0) return sampleWords(sample);
  const words = count(transfersPerRead, 'word');
  const said = Object.entries(kinds).map(([kind, times]) => `${times} × ${kindWords(kind)}`);
  const why = said.length === 0 ? '' : ` (${said.join(', ')})`;
  return `${clockWords(sample)}: ${errors} of ${reads} reads of ${words} failed${why}`;
}

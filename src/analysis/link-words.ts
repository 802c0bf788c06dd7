// The quality of a link in words: a clock, what was read at it, rates, the fastest clean one.

import type { LinkQuality, LinkSample } from '../examination/examination';
import { statusText } from './probe-words';

/** `1800 kHz`, `1800 kHz under reset`. */
export function clockWords({
  speedKhz,
  underReset,
}: Pick<LinkSample, 'speedKhz' | 'underReset'>): string {
  return `${speedKhz} kHz${underReset ? ' under reset' : ''}`;
}

/** `1800 kHz: 37 of 1000 reads failed`. */
export function failedWords(sample: LinkSample): string {
  return `${clockWords(sample)}: ${sample.errors} of ${sample.reads} reads failed`;
}

/** The words read say more than the rate of a few reads without an error. */
export function sampleWords(sample: LinkSample): string {
  const { errors, reads, transfersPerRead } = sample;
  return errors === 0
    ? `${clockWords(sample)}: no error in ${reads * transfersPerRead} words`
    : `${failedWords(sample)}, rate ${intervalWords(sample)}`;
}

/** The same in every place, so that what a reader has seen already can be told. */
export function readWords({ what }: LinkQuality): string {
  return `what was read: ${what}`;
}

export function intervalWords({ rateLow, rateHigh }: LinkSample): string {
  return `${percent(rateLow)} to ${percent(rateHigh)}`;
}

/** `0 %`, `0.38 %`, `3.7 %`, `49 %`: two figures. */
export function percent(rate: number): string {
  const value = rate * 100;
  if (value === 0 || value >= 9.95) return `${Math.round(value)} %`;
  const digits = value >= 0.995 ? 1 : value >= 0.0995 ? 2 : 3;
  return `${value.toFixed(digits)} %`;
}

/** Inside a sentence. */
export function cleanClock({ fastestCleanKhz, fastestCleanUnderResetKhz }: LinkQuality): string {
  const without =
    fastestCleanKhz === undefined
      ? 'no clock that was tried is clean'
      : `the fastest clean clock is ${fastestCleanKhz} kHz`;
  if (fastestCleanUnderResetKhz === undefined) return without;
  return fastestCleanUnderResetKhz === fastestCleanKhz
    ? `${without}, with NRST held low as well`
    : `${without}, with NRST held low ${fastestCleanUnderResetKhz} kHz`;
}

/** @param kind of a failed read, as in LinkSample. */
export function kindWords(kind: string): string {
  return kind === 'different-value' ? 'another value without complaint' : statusText(kind);
}

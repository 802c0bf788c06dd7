// Which refusals tell of a bad link, and which of the target.

import type { Answer, StatusName } from '../probe/stlink/status';

/**
 * What a transfer over a disturbed wire ends with: no acknowledge, one that makes no sense, wrong parity, and what
 * follows from them. `fault` and `wait` are clear answers of the target.
 */
const noises: ReadonlySet<StatusName> = new Set([
  ...(['ap-error', 'dp-error', 'ap-parity', 'dp-parity', 'wdata-error'] as const),
  ...(['sticky-error', 'sticky-overrun', 'no-idcode', 'no-device', 'unknown-error'] as const),
]);

export function isNoise(answer: Answer<unknown>): boolean {
  return !answer.ok && noises.has(answer.status);
}

/** The target says that nothing may be read there. */
export function isFault(answer: Answer<unknown>): boolean {
  return (
    !answer.ok &&
    (answer.status === 'ap-fault' || answer.status === 'dp-fault' || answer.status === 'fault')
  );
}

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

/** A flag of the debug port that an earlier transfer set stands in the way of this one. */
export function isSticky(answer: Answer<unknown>): boolean {
  return (
    !answer.ok &&
    (answer.status === 'sticky-error' ||
      answer.status === 'sticky-overrun' ||
      answer.status === 'wdata-error')
  );
}

/**
 * The same address refused again and again: a protected flash. Older firmware, and some for some chips, has another word
 * for a memory fault than `fault` (pyOCD, _MEM_FAULT_ERRORS).
 */
export function isMemoryFault(answer: Answer<unknown>): boolean {
  return (
    isFault(answer) ||
    (!answer.ok && (answer.status === 'unknown-error' || answer.status === 'sticky-error'))
  );
}

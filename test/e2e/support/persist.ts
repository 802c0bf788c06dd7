// How long the tests wait, and how they try again where VS Code swallows a key or a click that comes too early.
import { pause } from '../../../src/base/abort';

/** Limits in milliseconds, by what is waited for. Generous: they only bound a failure, and a test has longer than each. */
export const limits = {
  window: 90_000,
  action: 60_000,
  /** The first and the longest try of something that is tried again. */
  attempt: 1_500,
  longestAttempt: 12_000,
} as const;

/** Between two looks at what only VS Code knows. */
const pauseMs = 20;

/**
 * Tries until a try works, as a user does whose key was swallowed, or who looks until it is there. Each try is more
 * patient than the one before: on a busy machine the first may be over before VS Code could answer.
 *
 * @param attempt each of its waits ends after `timeout` milliseconds; what it does may be done twice
 * @param retreat brings the window back to where the next attempt can start
 * @throws what the last attempt threw, once `limits.action` is over
 */
export async function persist<T>(
  attempt: (timeout: number) => Promise<T>,
  retreat: (timeout: number) => Promise<unknown> = () => Promise.resolve(),
): Promise<T> {
  const deadline = Date.now() + limits.action;
  let timeout: number = limits.attempt;
  for (let isFirst = true; ; isFirst = false) {
    try {
      if (!isFirst) await retreat(timeout);
      return await attempt(timeout);
    } catch (error) {
      if (Date.now() > deadline) throw error;
    }
    timeout = Math.min(1.5 * timeout, limits.longestAttempt);
    await pause(pauseMs);
  }
}

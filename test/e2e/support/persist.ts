// How long the tests wait, and how they try again where VS Code swallows a key or a click that comes too early.

/** Limits in milliseconds, by what is waited for. Generous: they only bound a failure. */
export const limits = {
  window: 90_000,
  action: 30_000,
  /** One try of something that is tried again. */
  attempt: 1_500,
} as const;

/**
 * Tries until a try works, as a user does whose key was swallowed.
 *
 * @param attempt each of its waits ends after `limits.attempt`
 * @param retreat brings the window back to where the next attempt can start
 * @throws what the last attempt threw, once `limits.action` is over
 */
export async function persist<T>(
  attempt: () => Promise<T>,
  retreat: () => Promise<unknown> = () => Promise.resolve(),
): Promise<T> {
  for (const deadline = Date.now() + limits.action; ;) {
    try {
      return await attempt();
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await retreat();
    }
  }
}

// Many identical reads at one clock, counted by what came of them.

import type { Answer } from '../probe/stlink/status';
import type { ReadCounts } from './link-quality';

export interface ReadPlan {
  readonly speedKhz: number;
  readonly underReset: boolean;
  readonly reads: number;
  readonly transfersPerRead: number;
  /** The same value each time from an undisturbed link. */
  readonly read: () => Promise<Answer<number | string>>;
  /** Line reset: a debug port that saw nonsense does not answer before. */
  readonly enter: () => Promise<Answer<void>>;
  /** Whether there is time for another. */
  readonly mayGoOn: () => boolean;
}

/** So many in a row, and the port is entered anew. */
const errorsBeforeEntering = 3;
/** From so many errors on, a clock at which every second read fails is given up. */
const hopelessErrors = 20;

/**
 * Counts. Which value is right shows in `seen`: the most frequent of all clocks so far.
 * @param seen how often each value came, over all samples of one link
 */
export async function countReads(
  plan: ReadPlan,
  seen: Map<number | string, number>,
): Promise<ReadCounts> {
  const kinds: Record<string, number> = {};
  const values = new Map<number | string, number>();
  let [reads, errors, inARow] = [0, 0, 0];
  while (reads < plan.reads && plan.mayGoOn()) {
    const answer = await plan.read();
    reads++;
    if (answer.ok) {
      inARow = 0;
      values.set(answer.value, (values.get(answer.value) ?? 0) + 1);
      continue;
    }
    errors++;
    inARow++;
    kinds[answer.status] = (kinds[answer.status] ?? 0) + 1;
    if (errors >= hopelessErrors && errors * 2 >= reads) break;
    if (inARow % errorsBeforeEntering === 0) await plan.enter();
  }
  for (const [value, count] of values) seen.set(value, (seen.get(value) ?? 0) + count);
  const different = differing(values, mostFrequent(seen));
  if (different > 0) kinds['different-value'] = different;
  const { speedKhz, underReset, transfersPerRead } = plan;
  return { speedKhz, underReset, reads, transfersPerRead, kinds };
}

function mostFrequent(seen: ReadonlyMap<number | string, number>): number | string | undefined {
  return [...seen].sort(([, a], [, b]) => b - a)[0]?.[0];
}

function differing(
  values: ReadonlyMap<number | string, number>,
  right: number | string | undefined,
): number {
  let count = 0;
  for (const [value, times] of values) if (value !== right) count += times;
  return count;
}

// One owner at a time: within this process, whoever wants a probe that is open waits until it is given back.

import { withTimeout } from '../base/abort';
import { deferred } from '../base/deferred';
import type { ProbeInfo } from './probe-info';
import { probeInUse } from './transport-failures';

/** The end of the last one's turn, by probe. Entries go with their last owner. */
const turns = new Map<string, Promise<unknown>>();

/**
 * Waits for this process's own users of a probe, in the order they came.
 * @returns gives it to the next; twice is once
 * @throws Failure `probe-in-use` when it was not had in time, `cancelled`
 */
export async function ownProbe(probe: ProbeInfo, signal?: AbortSignal): Promise<() => void> {
  const key = keyOf(probe);
  const before = turns.get(key);
  const end = deferred<undefined>();
  const turn = Promise.allSettled([before, end.promise]);
  turns.set(key, turn);
  const giveBack = () => {
    end.resolve(undefined);
    void turn.then(() => turns.get(key) === turn && turns.delete(key));
  };
  if (before === undefined) return giveBack;
  try {
    await withTimeout(before, 'probeTurn', 'the probe', signal);
    return giveBack;
  } catch (error) {
    giveBack();
    if (signal?.aborted === true) throw error;
    throw probeInUse('an examination in this program has not ended');
  }
}

function keyOf({ carrier }: ProbeInfo): string {
  return carrier.kind === 'usb'
    ? carrier.node
    : `${carrier.host}:${carrier.port} ${carrier.deviceId}`;
}

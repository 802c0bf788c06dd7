// Waiting that can be called off: the only place in src that starts a timer. Every wait has a name and
// a limit, so that a hang is reported as what was being waited for.

import { Failure } from './failure';

/** Every limit of the product in milliseconds, by what is waited for. */
export const timeouts = {
  gdbStart: 20_000,
  gdbExit: 2_000,
  gdbCommand: 30_000,
  gdbInterrupt: 5_000,
  interruptAgain: 250,
  targetConnect: 15_000,
  load: 300_000,
  // A few words of a target that stands; GDB may still be busy with what was called off.
  debugBits: 1_500,
  letGo: 2_000,
  // What the user wants done before the session ends, and all of the letting go.
  lastCommands: 10_000,
  lettingGo: 15_000,
  serverReady: 30_000,
  serverExit: 3_000,
  // A server that ends with its client notices by itself that the client has gone.
  serverNotices: 500,
  // GDB ended by itself: whether that was because its server died.
  serverEndsToo: 200,
  // From SIGKILL on: longer only where the system itself hangs, in a USB driver for instance.
  serverKilled: 1_000,
  // The rest of what a server says about its failure, which it says in one go.
  lastWords: 100,
  // Output that was written before a process ended; longer only where a child of it holds the pipe.
  lastOutput: 1_000,
  // From the first sign that the target does not answer to the last attempt of the ladder.
  connectLadder: 6_000,
  // A server left over: to notice that its GDB is gone, to end when asked, to be gone after SIGKILL.
  leftOverDetach: 3_000,
  leftOverExit: 3_000,
  leftOverKilled: 1_000,
  // PowerShell takes about a second to start.
  systemList: 5_000,
  // Another session that is just ending gives the probe back.
  probeClaim: 1_500,
  portProbe: 1_000,
  // A healthy ST-LINK answers within milliseconds; WAIT retries happen inside it.
  probeOpen: 2_000,
  probeAnswer: 1_000,
  probeClose: 1_000,
  // Longer than it waits itself for a probe that is silent, of which it tells.
  stlinkServer: 2_000,
  // Node starts and loads the native part, which a virus scanner may look at first.
  usbWorkerStart: 10_000,
  // The worker has its own limit, probeAnswer; this one is for a worker that hangs.
  usbWorkerAnswer: 1_500,
  // As long as a link test takes at all clocks.
  probeTurn: 30_000,
} as const;

export type TimeoutName = keyof typeof timeouts;

/** The failure of a wait that was called off by its owner. */
export function cancelled(): Failure {
  return new Failure('cancelled', 'user', 'Cancelled.');
}

/** Rejects with `cancelled` when the signal fires first; listeners never outlive the wait. */
export function raceAbort<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return work;
  return new Promise<T>((resolve, reject) => {
    const onAbort = () => reject(cancelled());
    if (signal.aborted) {
      work.catch(() => undefined);
      onAbort();
      return;
    }
    signal.addEventListener('abort', onAbort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
}

/**
 * A limit passes in so many parts, each begun only when this process had its turn again: a computer that slept or stood
 * still takes away one part, not the time of those who answer.
 */
const limitParts = 10;

/**
 * Rejects with code `timeout` when `work` takes longer than its named limit.
 * @param what completes the sentence "Timed out after N s waiting for …".
 */
export function withTimeout<T>(
  work: Promise<T>,
  name: TimeoutName,
  what: string,
  signal?: AbortSignal,
): Promise<T> {
  const ms = timeouts[name];
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    const waitOn = (parts: number): void => {
      timer = setTimeout(() => {
        if (parts > 1) return waitOn(parts - 1);
        const text = `Timed out after ${ms / 1000} s waiting for ${what}.`;
        reject(new Failure('timeout', 'environment', text, { evidence: [`limit: ${name}`] }));
      }, ms / limitParts);
      // A wait must not keep the process alive when nothing it could wait for is left.
      timer.unref();
    };
    waitOn(limitParts);
  });
  return raceAbort(Promise.race([work, limit]), signal).finally(() => clearTimeout(timer));
}

/** Waits for something outside that gives no sign, such as a capacitor that charges; never for our own. */
export async function pause(ms: number, signal?: AbortSignal): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  await raceAbort(over, signal).finally(() => clearTimeout(timer));
}

/**
 * Calls `attempt` until it gives a value, at growing intervals of 4 to 50 ms. For outside states that
 * offer no event (a port that opens), never for our own.
 */
export async function poll<T>(
  attempt: () => Promise<T | undefined>,
  signal?: AbortSignal,
): Promise<T> {
  for (let pauseMs = 4; ; pauseMs = Math.min(50, pauseMs * 1.5)) {
    if (signal?.aborted) throw cancelled();
    const value = await attempt();
    if (value !== undefined) return value;
    await raceAbort(new Promise((resolve) => setTimeout(resolve, pauseMs)), signal);
  }
}

/** Lets everything that has come in meanwhile go first: for long work in small pieces. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

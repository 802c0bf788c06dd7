// What a small program of the system prints: for lists that only a program gives.

import { withTimeout } from '../base/abort';
import type { Host } from './host';

/**
 * @param program a system's own, by its name in PATH or its path; its language is set to English where it can be.
 * @returns undefined when it is not there, fails, or takes longer than `systemList`.
 * @throws Failure `cancelled`
 */
export async function programOutput(
  host: Host,
  program: string,
  args: readonly string[],
  signal?: AbortSignal,
): Promise<string | undefined> {
  const child = host.spawn(program, args, { env: { LC_ALL: 'C' } });
  const chunks: Uint8Array[] = [];
  child.onStdout((chunk) => void chunks.push(chunk));
  child.onStderr(() => undefined);
  child.endInput();
  try {
    const exit = await withTimeout(child.exit, 'systemList', `${program} to end`, signal);
    const isDone = exit.kind === 'exited' && exit.code === 0;
    return isDone ? Buffer.concat(chunks).toString('utf8') : undefined;
  } catch (error) {
    child.signal('SIGKILL');
    if (signal?.aborted === true) throw error;
    return undefined;
  }
}

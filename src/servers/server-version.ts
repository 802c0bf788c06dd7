// Which version of a server this is, for the record of a launch.

import { withTimeout } from '../base/abort';
import type { Host } from '../host/host';
import type { ServerDriver } from '../launch/server-driver';

/** More than any of them prints. */
const longestOutput = 64 * 1024;

/**
 * Asks the program; it is ended when it takes longer than `serverVersion`.
 * @param program absolute path.
 * @param env as its command has it: without ST's own libraries ST-LINK_gdbserver may not start.
 * @returns such as `0.12.0`; undefined where it does not tell, whatever the reason.
 */
export async function serverVersion(
  host: Host,
  { tool }: Pick<ServerDriver, 'tool'>,
  program: string,
  env: Readonly<Record<string, string>> = {},
): Promise<string | undefined> {
  const asked = tool?.version;
  if (asked?.args === undefined) return undefined;
  const decoder = new TextDecoder();
  let said = '';
  const hear = (chunk: Uint8Array): void => {
    if (said.length < longestOutput) said += decoder.decode(chunk, { stream: true });
  };
  try {
    const child = host.spawn(program, asked.args, { env });
    child.onStdout(hear);
    child.onStderr(hear);
    child.endInput();
    const ended = withTimeout(child.exit, 'serverVersion', `the version of ${program}`);
    // A time-out: what it has said until now may do.
    await ended.catch(() => child.signal('SIGKILL'));
  } catch {
    // A path that no system takes: the launch itself says so.
    return undefined;
  }
  return asked.pattern.exec(said.slice(0, longestOutput))?.[1];
}

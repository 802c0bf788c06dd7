// Resets the target without programming it: in the running session, or by a session of its own, with or without a
// launch.json.

import type * as vscode from 'vscode';
import { debug } from 'vscode';
import { resetRequest } from '../../protocol/debug-events';
import type { AfterReset, ResetArguments } from '../../protocol/debug-events';
import { chooseBase, startLaunch } from '../base-launch';
import { debugType } from '../candidates';
import { readCommandRequest, resetAndAttach as variantOf } from '../launch-variants';
import { chooseAfterReset } from '../choose-after-reset';
import type { Services } from '../services';
import type { Command } from './command';

const title = 'Reset and Attach';

/** A key binding or a task gives `{ then, executable, servertype, device }` and is not asked. */
export const resetAndAttach: Command = {
  id: 'stm32-preflight.resetAndAttach',
  async run(services, given: unknown) {
    const request = readCommandRequest(given);
    const session = debug.activeDebugSession;
    if (session !== undefined && isDebugged(session))
      return resetInPlace(services, session, request.then);
    const none = 'No GDB server is known that could connect to the target of this folder.';
    const base = await chooseBase(services, { title, accepts: () => true, none }, request);
    if (base === undefined) return undefined;
    const then = request.then ?? (await chooseAfterReset(services.memory, title));
    if (then === undefined) return undefined;
    const configuration = variantOf(base.configuration, then, base.driver);
    // A text, for those who run it as `${command:…}`: without one VS Code gives their task up.
    return (await startLaunch(services, base.folder, configuration)) ? then : undefined;
  },
};

/** One that only programs or erases is about to end by itself. */
function isDebugged({ type, configuration }: vscode.DebugSession): boolean {
  const action: unknown = configuration['action'] ?? 'debug';
  return type === debugType && action === 'debug';
}

async function resetInPlace(
  services: Services,
  session: vscode.DebugSession,
  wanted: AfterReset | undefined,
): Promise<AfterReset | undefined> {
  const then = wanted ?? (await chooseAfterReset(services.memory, title));
  if (then === undefined) return undefined;
  const request: ResetArguments = { then };
  await session.customRequest(resetRequest, request);
  return then;
}

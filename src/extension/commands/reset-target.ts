// Resets the target of the session at hand and leaves it halted, as the configuration's commands say.

import * as vscode from 'vscode';
import { resetRequest } from '../../protocol/debug-events';
import { debugType } from '../candidates';
import type { Command } from './command';

export const resetTarget: Command = {
  id: 'stm32-preflight.resetTarget',
  async run() {
    const session = vscode.debug.activeDebugSession;
    if (session?.type !== debugType) return;
    await session.customRequest(resetRequest);
  },
};

// Examines a probe and its target with everything that is allowed before a launch: the target is halted and reset.

import * as vscode from 'vscode';
import type { Services } from '../services';
import type { Command } from './command';
import { examineFor } from './examine-probe';

export const examineProbeWithReset: Command = {
  id: 'stm32-preflight.examineProbeWithReset',
  async run(services: Services, node: unknown) {
    const yes = 'Reset and Examine';
    const answer = await vscode.window.showWarningMessage(
      'Examine with reset?',
      {
        modal: true,
        detail:
          'This halts and resets the target: what its firmware is doing now ends, and it starts anew afterwards. Nothing is programmed.',
      },
      yes,
    );
    if (answer === yes) await examineFor(services, node, true);
  },
};

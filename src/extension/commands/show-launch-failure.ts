// Shows why the last launch failed; also the button of VS Code's dialog about it.

import { window } from 'vscode';
import type { Command } from './command';

export const showLaunchFailure: Command = {
  id: 'stm32-preflight.showFailureCard',
  async run({ failureCard }) {
    if (failureCard.show()) return;
    await window.showInformationMessage('No launch has failed in this window.');
  },
};

// Programs the image and starts it, without a debug session.

import { window } from 'vscode';
import { fileNameOf } from '../../base/file-name';
import { chooseBase, startLaunch } from '../base-launch';
import { flashOnly } from '../launch-variants';
import { unseenSession } from '../unseen-session';
import type { Command } from './command';

export const flashWithoutDebugging: Command = {
  id: 'stm32-preflight.flashWithoutDebugging',
  async run(services) {
    const base = await chooseBase(services, {
      title: 'Flash Without Debugging',
      // What a simulator is given is gone with its session.
      accepts: ({ isSimulated }) => isSimulated !== true,
      none: 'No GDB server is known that could program the target of this folder.',
    });
    if (base === undefined) return;
    const configuration = flashOnly(base.configuration);
    if (!(await startLaunch(services, base.folder, configuration, unseenSession))) return;
    const { executable, program } = configuration;
    const path = typeof executable === 'string' ? executable : program;
    const image = typeof path === 'string' ? fileNameOf(path) : configuration.name;
    window.setStatusBarMessage(`$(check) ${image} was programmed, and runs`, toldMs);
  },
};

/** How long the status bar says that it was done. */
const toldMs = 10_000;

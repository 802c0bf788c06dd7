// Starts the launch that the checks have refused once more, telling what they find and stopping at nothing. It
// counts for this once: launch.json stays as it is.

import * as vscode from 'vscode';
import type { Command } from './command';

export const launchAnyway: Command = {
  id: 'stm32-preflight.launchAnyway',
  async run({ refused, log }) {
    const launch = refused.last;
    if (launch === undefined) return;
    refused.last = undefined;
    const { folder, configuration } = launch;
    const given = configuration['preflight'] as object | undefined;
    log.info(`${configuration.name}: launched anyway, errors found included`);
    await vscode.debug.startDebugging(folder, {
      ...configuration,
      // The build task has run for the refused launch.
      preLaunchTask: undefined,
      preflight: { ...given, mode: 'warn' },
    });
  },
};

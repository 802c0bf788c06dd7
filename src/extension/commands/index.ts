// The list of commands. An addition is a file, a line here, and its entry in package.json.

import * as vscode from 'vscode';
import type { Services } from '../services';
import type { Command } from './command';
import { chooseProbe } from './choose-probe';
import { copyProbeReport } from './copy-probe-report';
import { createLaunchConfiguration } from './create-launch-configuration';
import { examineProbe } from './examine-probe';
import { examineProbeWithReset } from './examine-probe-with-reset';
import { explainFinding } from './explain-finding';
import { forgetProbe } from './forget-probe';
import { ignoreFinding } from './ignore-finding';
import { launchAnyway } from './launch-anyway';
import { refreshProbes } from './refresh-probes';
import { resetTarget } from './reset-target';
import { runPreflight } from './run-preflight';
import { showMemoryMap } from './show-memory-map';
import { showOutput } from './show-output';
import { testSwdLink } from './test-swd-link';
import { useProbe } from './use-probe';

const commands: readonly Command[] = [
  chooseProbe,
  copyProbeReport,
  createLaunchConfiguration,
  examineProbe,
  examineProbeWithReset,
  explainFinding,
  forgetProbe,
  ignoreFinding,
  launchAnyway,
  refreshProbes,
  resetTarget,
  runPreflight,
  showMemoryMap,
  showOutput,
  testSwdLink,
  useProbe,
];

export function registerCommands(services: Services): vscode.Disposable {
  return vscode.Disposable.from(
    ...commands.map(({ id, run }) =>
      vscode.commands.registerCommand(id, (...args: unknown[]) => run(services, ...args)),
    ),
  );
}

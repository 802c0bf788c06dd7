// The list of commands. An addition is a file, a line here, and its entry in package.json.

import * as vscode from 'vscode';
import type { Services } from '../services';
import type { Command } from './command';
import { attachToRunningTarget } from './attach-to-running-target';
import { chooseProbe } from './choose-probe';
import { compareBuilds } from './compare-builds';
import { chooseScriptPart } from './choose-script-part';
import { connectUnderReset } from './connect-under-reset';
import { copyLaunchReport } from './copy-launch-report';
import { copyProbeReport } from './copy-probe-report';
import { createLaunchConfiguration } from './create-launch-configuration';
import { eraseChip } from './erase-chip';
import { examineProbe } from './examine-probe';
import { examineProbeWithReset } from './examine-probe-with-reset';
import { explainFinding } from './explain-finding';
import { explainLog } from './explain-log';
import { flashWithoutDebugging } from './flash-without-debugging';
import { forgetProbe } from './forget-probe';
import { ignoreFinding } from './ignore-finding';
import { importLaunchConfiguration } from './import-launch-configuration';
import { launchAnyway } from './launch-anyway';
import { refreshProbes } from './refresh-probes';
import { resetAndAttach } from './reset-and-attach';
import { resetTarget } from './reset-target';
import { runPreflight } from './run-preflight';
import { saveLaunchReport } from './save-launch-report';
import { showLaunchFailure } from './show-launch-failure';
import { showMemoryMap } from './show-memory-map';
import { showOutput } from './show-output';
import { stopOrphanServer } from './stop-orphan-server';
import { testSwdLink } from './test-swd-link';
import { useProbe } from './use-probe';

const commands: readonly Command[] = [
  attachToRunningTarget,
  chooseProbe,
  compareBuilds,
  chooseScriptPart,
  connectUnderReset,
  copyLaunchReport,
  copyProbeReport,
  createLaunchConfiguration,
  eraseChip,
  examineProbe,
  examineProbeWithReset,
  explainFinding,
  explainLog,
  flashWithoutDebugging,
  forgetProbe,
  ignoreFinding,
  importLaunchConfiguration,
  launchAnyway,
  refreshProbes,
  resetAndAttach,
  resetTarget,
  runPreflight,
  showLaunchFailure,
  saveLaunchReport,
  showMemoryMap,
  showOutput,
  stopOrphanServer,
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

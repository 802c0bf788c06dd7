// What extension.ts makes once and hands to its parts.

import type * as vscode from 'vscode';
import type { ServerDriver } from '../launch/server-driver';
import type { CheckedLaunch } from './findings-store';
import type { KeepOffer } from './keep-way';
import type { LaunchRecords } from './launch-records';
import type { LinkerScripts } from './linker-scripts';
import type { PreflightService } from './preflight-service';
import type { ProbeService } from './probes/probe-service';
import type { ProbesView } from './probes/probes-view';
import type { Survey } from './survey';
import type { ExplainedLogPanel } from './webviews/explained-log-panel';
import type { FailureCardPanel } from './webviews/failure-card-panel';
import type { LinkChartPanel } from './webviews/link-chart-panel';
import type { MemoryMapPanel } from './webviews/memory-map-panel';

export interface Services {
  readonly log: vscode.LogOutputChannel;
  /** Of this extension. */
  readonly version: string;
  readonly drivers: readonly ServerDriver[];
  /** Absolute path of a file of the extension, from its path in the package. */
  readonly asset: (path: string) => string;
  readonly preflight: PreflightService;
  readonly linkerScripts: LinkerScripts;
  readonly memoryMap: MemoryMapPanel;
  /** What this machine has for a launch that nobody wrote down. */
  readonly survey: Survey;
  /** Lives as long as the workspace is known to VS Code. */
  readonly memory: vscode.Memento;
  readonly probes: ProbeService;
  readonly probesView: ProbesView;
  readonly linkChart: LinkChartPanel;
  /** What became of the launches of this window. */
  readonly records: LaunchRecords;
  readonly failureCard: FailureCardPanel;
  readonly explainedLog: ExplainedLogPanel;
  readonly offerToKeep: KeepOffer;
  /** The launch that the checks refused last, for "Launch Anyway". */
  readonly refused: { last: CheckedLaunch | undefined };
}

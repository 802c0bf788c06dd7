// The VS Code extension as a program: makes the parts and connects them. No logic, and nothing here is loaded
// or looked for before somebody needs it.

import * as vscode from 'vscode';
import { registerAdapterFactory } from './extension/adapter-factory';
import { registerCommands } from './extension/commands';
import { registerConfigProvider } from './extension/config-provider';
import { isStm32Workspace } from './extension/find-project';
import { registerFindingActions } from './extension/finding-actions';
import { createKeepOffer } from './extension/keep-way';
import { LaunchRecords } from './extension/launch-records';
import { LinkerScripts } from './extension/linker-scripts';
import { recogniseMapFiles } from './extension/linker/map-language';
import { PreflightService } from './extension/preflight-service';
import { ProbeService } from './extension/probes/probe-service';
import { ProbesView } from './extension/probes/probes-view';
import { guardSessions } from './extension/probes/session-guard';
import { runExperiment } from './extension/run-experiment';
import type { Services } from './extension/services';
import { trackSessions } from './extension/session-tracker';
import { createSurvey } from './extension/survey';
import { ExplainedLogPanel } from './extension/webviews/explained-log-panel';
import { FailureCardPanel } from './extension/webviews/failure-card-panel';
import { LinkChartPanel } from './extension/webviews/link-chart-panel';
import { MemoryMapPanel } from './extension/webviews/memory-map-panel';
import { drivers } from './servers';

export function activate(context: vscode.ExtensionContext): void {
  const log = vscode.window.createOutputChannel('STM32 Preflight', { log: true });
  const asset = (path: string): string => context.asAbsolutePath(path);
  const { workspaceState: memory } = context;
  const probes = new ProbeService({ log, drivers, memory });
  const preflight = new PreflightService({ log, drivers, probes });
  const linkerScripts = new LinkerScripts({ asset, log, memory, preflight });
  const memoryMap = new MemoryMapPanel(
    asset,
    (launch) => preflight.map(launch),
    preflight.store,
    (error) => log.error(`The memory map could not be shown: ${String(error)}`),
  );
  const linkChart = new LinkChartPanel(asset, (error) =>
    log.error(`The link test could not be shown: ${String(error)}`),
  );
  const probesView = new ProbesView(probes, log);
  const { version } = context.extension.packageJSON as { readonly version: string };
  const records = new LaunchRecords();
  const explainedLog = new ExplainedLogPanel(asset, (error) =>
    log.error(`The explained log: ${String(error)}`),
  );
  const failureCard = new FailureCardPanel(
    asset,
    (launch, action) => runExperiment(services, launch, action),
    (error) => log.error(`The launch failure: ${String(error)}`),
  );
  const services: Services = {
    log,
    version,
    drivers,
    asset,
    preflight,
    linkerScripts,
    memoryMap,
    survey: createSurvey({ drivers, probes, log }),
    memory,
    probes,
    probesView,
    linkChart,
    records,
    failureCard,
    explainedLog,
    offerToKeep: createKeepOffer(),
    refused: { last: undefined },
  };
  context.subscriptions.push(
    log,
    preflight,
    linkerScripts,
    memoryMap,
    probes,
    probesView,
    linkChart,
    records,
    failureCard,
    explainedLog,
    registerFindingActions(preflight.store),
    registerAdapterFactory(services),
    registerConfigProvider(services),
    registerCommands(services),
    trackSessions(services),
    guardSessions(probes),
    recogniseMapFiles((error) => log.warn(`A map file was not recognised: ${String(error)}`)),
  );
  isStm32Workspace()
    .then((found) =>
      vscode.commands.executeCommand('setContext', 'stm32-preflight.isStm32Workspace', found),
    )
    .catch((error: unknown) => log.warn(`The workspace could not be searched: ${String(error)}`));
}

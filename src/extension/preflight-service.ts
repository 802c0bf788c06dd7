// Checks launches while no session runs: when the user asks for it, and again when a file that a shown problem
// depends on was saved or built anew, so that a problem goes away once it is mended.

import * as vscode from 'vscode';
import type { Finding, SourceLocation } from '../findings/finding';
import type { FindingsEvent } from '../protocol/debug-events';
import type { MemoryMap } from '../protocol/memory-map';
import type { PreflightScope } from '../analysis/preflight';
import { loadAnalyzer } from './analyzer';
import { completeConfiguration } from './complete-configuration';
import { FindingsStore } from './findings-store';
import type { CheckedLaunch } from './findings-store';
import type { PreflightRequest } from './analyzer-bundle';
import { launchConfigurations } from './launch-configurations';
import { logFindings } from './log-findings';
import type { Services } from './services';
import { readLaunchSettings } from './settings';

/** Files whose change can make a finding come or go. */
const watched = '**/{*.ld,*.lds,*.ioc,*.ioc2,*.elf,*.axf}';

export class PreflightService implements vscode.Disposable {
  readonly store: FindingsStore;
  private readonly own: vscode.Disposable[] = [];
  private running: Promise<void> | undefined;
  private isOutdated = false;

  constructor(private readonly services: Pick<Services, 'log' | 'drivers' | 'probes'>) {
    this.store = new FindingsStore((launch, finding) => this.placeInLaunchJson(launch, finding));
    this.own.push(this.store);
  }

  /** Shows and logs what was found, be it by a session's adapter or here; the first of them makes us watch the files. */
  async tell(launch: CheckedLaunch, told: FindingsEvent): Promise<void> {
    const { log } = this.services;
    const { findings, made, skipped } = told;
    const { name } = launch.configuration;
    log.info(`${name}: ${findings.length} findings, ${made.length} checks made`);
    logFindings(log, findings, skipped);
    await this.store.show(launch, told.findings);
    this.watch();
  }

  /**
   * Checks one configuration as if it were launched now, and tells what was found.
   * @throws Failure `cancelled` when a session began meanwhile
   */
  async check(launch: CheckedLaunch, scope: PreflightScope = 'launch'): Promise<FindingsEvent> {
    const { runPreflight } = await loadAnalyzer();
    const request = this.request(launch, scope);
    const { probes } = this.services;
    // A rehearsal of a launch opens the probe, unless a session has it.
    const told =
      request.scope === 'launch' && !probes.isPaused
        ? await probes.withProbes((signal) => runPreflight({ ...request, signal }))
        : await runPreflight({ ...request, touch: 'none' });
    await this.tell(launch, told);
    return told;
  }

  /** The part's memories with the launch's image in them, as the files are now. */
  async map(launch: CheckedLaunch): Promise<MemoryMap> {
    const { mapMemory } = await loadAnalyzer();
    return mapMemory(this.request(launch, 'configuration'));
  }

  private request(
    { folder, configuration }: CheckedLaunch,
    scope: PreflightScope,
  ): PreflightRequest {
    const { drivers } = this.services;
    const home = folder?.uri.fsPath ?? '/';
    const settings = readLaunchSettings(drivers, folder);
    return {
      configuration: completeConfiguration(configuration, settings, home, drivers),
      folder: home,
      drivers,
      scope: configuration['servertype'] === undefined ? 'files' : scope,
    };
  }

  dispose(): void {
    for (const part of this.own) part.dispose();
  }

  private watch(): void {
    if (this.own.length > 1) return;
    const files = vscode.workspace.createFileSystemWatcher(watched);
    const again = (): void => this.checkAgain();
    const isSource = ({ uri }: vscode.TextDocument): boolean => /\.(c|cc|cpp|h|s)$/i.test(uri.path);
    this.own.push(
      files,
      files.onDidChange(again),
      files.onDidCreate(again),
      files.onDidDelete(again),
      // launch.json and the settings, once VS Code has read them anew.
      vscode.workspace.onDidChangeConfiguration((change) => {
        if (['launch', 'stm32-preflight'].some((part) => change.affectsConfiguration(part)))
          again();
      }),
      vscode.workspace.onDidSaveTextDocument((document) => {
        if (isSource(document)) again();
      }),
    );
  }

  /** One round at a time; a change meanwhile makes one more. */
  private checkAgain(): void {
    this.isOutdated = true;
    this.running ??= this.rounds().finally(() => (this.running = undefined));
  }

  private async rounds(): Promise<void> {
    while (this.isOutdated) {
      this.isOutdated = false;
      for (const launch of this.store.launches) await this.checkLatest(launch);
    }
  }

  /** The configuration as launch.json has it now; gone from there, its problems go too. */
  private async checkLatest(launch: CheckedLaunch): Promise<void> {
    try {
      const latest = latestOf(launch);
      if (latest === undefined) this.store.forget(launch);
      else await this.check({ folder: launch.folder, configuration: latest }, 'configuration');
    } catch (error) {
      this.services.log.warn(
        `${launch.configuration.name} was not checked again: ${String(error)}`,
      );
    }
  }

  /** A finding about the configuration stands at its attribute in launch.json, any other at the name. */
  private async placeInLaunchJson(
    { folder, configuration }: CheckedLaunch,
    { attribute }: Finding,
  ): Promise<SourceLocation | undefined> {
    if (folder === undefined) return undefined;
    const uri = vscode.Uri.joinPath(folder.uri, '.vscode', 'launch.json');
    const document = await vscode.workspace.openTextDocument(uri).then(
      (found) => found,
      () => undefined,
    );
    if (document === undefined) return undefined;
    const { placeInLaunchJson } = await loadAnalyzer();
    return placeInLaunchJson(document.getText(), uri.fsPath, configuration.name, attribute);
  }
}

function latestOf({ folder, configuration }: CheckedLaunch): vscode.DebugConfiguration | undefined {
  const written = launchConfigurations(folder);
  // One that was never written down (F5 without a launch.json) stays as it is.
  if (written.length === 0) return configuration;
  return written.find(({ name }) => name === configuration.name);
}

// Owns what is known of probes in this window, and who may use them: listed while the view is seen or a command asks,
// examined on demand, left alone while a debug session runs.

import * as vscode from 'vscode';
import { count } from '../../base/count';
import { toFailure } from '../../base/failure';
import type { LinkSample } from '../../examination/examination';
import type { LinkTest } from '../../examination/test-link';
import type { ServerDriver } from '../../launch/server-driver';
import { placeOf } from '../../probe/probe-info';
import type { ProbeInfo, ProbeList } from '../../probe/probe-info';
import { loadAnalyzer } from '../analyzer';
import { launchConfigurations } from '../launch-configurations';
import { logFindings } from '../log-findings';
import { readLaunchSettings } from '../settings';
import type { JudgeRequest } from './probe-analysis';
import { ProbeGate } from './probe-gate';
import type { ProbeWork } from './probe-gate';
import { keyOf, probeOf } from './probes-state';
import type { ExaminedProbe, ProbeActivity, ProbeSession, ProbesState } from './probes-state';

/** Key of the remembered serial number in the workspace's memory. */
const chosenKey = 'stm32-preflight.probe';

export interface ProbeServiceParts {
  readonly log: vscode.LogOutputChannel;
  readonly drivers: readonly ServerDriver[];
  /** Lives as long as the workspace is known to VS Code. */
  readonly memory: vscode.Memento;
}

export class ProbeService implements vscode.Disposable {
  private readonly gate = new ProbeGate();
  private readonly sessions = new Map<string, ProbeSession>();
  /** How many adapters a session has: two for a moment when it is restarted. */
  private readonly adapters = new Map<string, number>();
  private readonly examined = new Map<string, ExaminedProbe>();
  private readonly active = new Map<string, ProbeActivity>();
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.changed.event;
  private list: ProbeList | undefined;
  private failure: string | undefined;
  private listing: Promise<void> | undefined;

  constructor(private readonly parts: ProbeServiceParts) {}

  get state(): ProbesState {
    const { list, failure, examined, active, chosenSerial } = this;
    const [session] = this.sessions.values();
    return { list, failure, session, examined, active, chosenSerial };
  }

  /** Whether a debug session has the probes: nothing is listed or examined then. */
  get isPaused(): boolean {
    return this.gate.isClosed;
  }

  get chosenSerial(): string | undefined {
    return this.parts.memory.get<string>(chosenKey);
  }

  /** @param serial undefined forgets. */
  async choose(serial: string | undefined): Promise<void> {
    await this.parts.memory.update(chosenKey, serial);
    this.changed.fire();
  }

  /** Lists anew, unless a session has the probes. Never rejects: `state.failure` says what went wrong. */
  async refresh(): Promise<void> {
    while (this.listing !== undefined) await this.listing;
    if (this.isPaused) return;
    this.listing = this.look().finally(() => (this.listing = undefined));
    await this.listing;
  }

  /** Lists if nobody did yet. */
  async ensureListed(): Promise<void> {
    if (this.listing !== undefined) await this.listing;
    if (this.list === undefined && this.failure === undefined) await this.refresh();
  }

  /** The probes of a place for a launch that is about to begin. @throws Failure of the list */
  async listFor(stlinkServer: string): Promise<ProbeList> {
    const { findProbes } = await loadAnalyzer();
    return findProbes(stlinkServer);
  }

  private async look(): Promise<void> {
    try {
      const { findProbes } = await loadAnalyzer();
      const list = await findProbes(readLaunchSettings(this.parts.drivers, undefined).stlinkServer);
      this.take(list, undefined);
    } catch (error) {
      const failure = toFailure(error).message;
      this.parts.log.warn(`Probes could not be listed: ${failure}`);
      this.take(undefined, failure);
    }
  }

  private take(list: ProbeList | undefined, failure: string | undefined): void {
    // A list that is the same is no news: the tree is not drawn anew under the pointer.
    if (JSON.stringify([list, failure]) === JSON.stringify([this.list, this.failure])) return;
    this.list = list;
    this.failure = failure;
    // What was read of a probe counts until it is pulled out.
    for (const key of this.examined.keys()) {
      if (probeOf(key, list) === undefined) this.examined.delete(key);
    }
    if ((list?.probes.length ?? 0) > 0) setContext('hasSeenProbe', true);
    setContext('isUsbHidden', list?.hasBus === false);
    this.changed.fire();
  }

  /** @throws Failure `probes-in-session`, `cancelled` */
  async examine(probe: ProbeInfo, mayReset: boolean, signal?: AbortSignal): Promise<ExaminedProbe> {
    const request = this.judging(probe, mayReset);
    const told = await this.work(probe, 'examining', signal, async (stop) => {
      const { examineProbe } = await loadAnalyzer();
      return examineProbe({ ...request, signal: stop });
    });
    this.keep(keyOf(probe, request.list), told);
    logExamination(this.parts.log, probe, told);
    return told;
  }

  /**
   * Its reads are a hundred times those of an examination, so they replace the ones in the probe's last examination.
   * @throws Failure `probes-in-session`, `cancelled`
   */
  async testLink(
    probe: ProbeInfo,
    mayReset: boolean,
    onSample: (sample: LinkSample) => void,
    signal: AbortSignal,
  ): Promise<LinkTest> {
    const test = await this.work(probe, 'testing', signal, async (stop) => {
      const { testProbeLink } = await loadAnalyzer();
      return testProbeLink({ probe, mayReset, onSample, signal: stop });
    });
    const key = this.keyOf(probe);
    const before = this.examined.get(key);
    if (before !== undefined && test.link.ok) {
      const { judgeExamination } = await loadAnalyzer();
      const request = this.judging(probe, before.mayReset);
      const examination = { ...before.examination, link: test.link };
      this.keep(key, await judgeExamination(request, examination, before.atMs));
    }
    return test;
  }

  private judging(probe: ProbeInfo, mayReset: boolean): JudgeRequest {
    const { drivers } = this.parts;
    const list = this.list ?? { probes: [probe], source: placeOf(probe), hasBus: true };
    const [folder] = vscode.workspace.workspaceFolders ?? [];
    const common = { ...agreed(drivers), folder: folder?.uri.fsPath ?? '/', drivers };
    return { probe, list, mayReset, ...common };
  }

  private keep(key: string, told: ExaminedProbe): void {
    this.examined.set(key, told);
    this.changed.fire();
  }

  private keyOf(probe: ProbeInfo): string {
    return keyOf(probe, this.list ?? { probes: [probe], source: '', hasBus: true });
  }

  /** Other work that may open a probe. @throws Failure `probes-in-session`, `cancelled`, and what the work throws */
  withProbes<T>(work: ProbeWork<T>): Promise<T> {
    return this.gate.run(work);
  }

  private async work<T>(
    probe: ProbeInfo,
    activity: ProbeActivity,
    signal: AbortSignal | undefined,
    work: ProbeWork<T>,
  ): Promise<T> {
    const key = this.keyOf(probe);
    this.active.set(key, activity);
    this.changed.fire();
    try {
      return await this.gate.run(work, signal);
    } finally {
      this.active.delete(key);
      this.changed.fire();
    }
  }

  /** A debug session begins: resolves once our own work has given its probe back. */
  async sessionStarts({ id, configuration }: vscode.DebugSession): Promise<void> {
    const driver = this.parts.drivers.find((each) => each.id === configuration['servertype']);
    const serial = configuration['serialNumber'] as unknown;
    this.sessions.set(id, {
      usesProbe: driver?.usesProbe ?? false,
      serial: typeof serial === 'string' ? serial : undefined,
    });
    const free = this.gate.close(id);
    setContext('areProbesPaused', true);
    this.changed.fire();
    await free;
  }

  /** Its adapter runs: it is one more whose end is told by `adapterEnds`. */
  adapterStarts({ id }: vscode.DebugSession): void {
    this.adapters.set(id, (this.adapters.get(id) ?? 0) + 1);
  }

  adapterEnds({ id }: vscode.DebugSession): void {
    const left = (this.adapters.get(id) ?? 1) - 1;
    this.adapters.set(id, left);
    if (left > 0) return;
    this.adapters.delete(id);
    this.sessions.delete(id);
    if (this.gate.open(id)) setContext('areProbesPaused', false);
    this.changed.fire();
  }

  /** Calls off our own work; resolves once the probes are free. */
  giveWay(): Promise<void> {
    return this.gate.cancel();
  }

  dispose(): void {
    this.gate.cancel().catch((error: unknown) => this.parts.log.warn(String(error)));
    this.changed.dispose();
  }
}

/** Part and server of the launch configurations that use a probe, where they agree. */
function agreed(drivers: readonly ServerDriver[]): Pick<JudgeRequest, 'device' | 'servertype'> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  const all = folders.flatMap((folder) => launchConfigurations(folder));
  const servers = drivers.filter(({ usesProbe }) => usesProbe).map(({ id }) => id);
  const withProbe = all.filter((each) => servers.includes(String(each['servertype'])));
  return {
    device: onlyText(all.map((each) => each['device'] as unknown)),
    servertype: onlyText(withProbe.map((each) => each['servertype'] as unknown)),
  };
}

function onlyText(values: readonly unknown[]): string | undefined {
  const texts = new Set(values.filter((value) => typeof value === 'string'));
  const [only] = texts;
  return texts.size === 1 ? only : undefined;
}

function logExamination(
  log: vscode.LogOutputChannel,
  { name, serial }: ProbeInfo,
  { examination, findings, skipped }: ExaminedProbe,
): void {
  const { commands, tookMs } = examination;
  const what = `${count(findings.length, 'finding')}, ${count(commands, 'command')} in ${Math.round(tookMs)} ms`;
  log.info(`${name} ${serial ?? ''} examined: ${what}`);
  logFindings(log, findings, skipped);
}

function setContext(name: string, value: boolean): void {
  void vscode.commands.executeCommand('setContext', `stm32-preflight.${name}`, value);
}

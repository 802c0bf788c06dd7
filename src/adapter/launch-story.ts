// What a report and a diagnosis of a launch are made of, collected while it goes on.

import { preflight } from '../analysis/preflight';
import type { Preflight } from '../analysis/preflight';
import type { Failure } from '../base/failure';
import type { Transcript } from '../base/transcript';
import { diagnose } from '../doctor/diagnose';
import type { Diagnosis } from '../findings/diagnosis';
import type { Gdb } from '../gdb/gdb';
import type { Host } from '../host/host';
import type { WayToConnect } from '../launch/connect-ways';
import type { ServerDriver } from '../launch/server-driver';
import type { ConnectWay, LaunchRecord } from '../protocol/debug-events';
import type { RunningServer } from '../servers/run-server';
import type { Client } from './client';

/** Failures that need no cause found: the user did it, or it says itself what is wrong. */
const selfExplaining: ReadonlySet<string> = new Set([
  ...['cancelled', 'preflight', 'launch-impossible', 'already-started', 'no-entry-point'],
  ...['gdb-no-arm', 'gdb-cannot-run', 'user-command-failed', 'unsupported-request', 'internal'],
]);

export interface FileReading {
  readonly host: Host;
  readonly drivers: readonly ServerDriver[];
  readonly baseDir: string;
}

export class LaunchStory {
  checked: Preflight | undefined;
  /** Program and arguments of the server that was started last. */
  serverCommand: readonly string[] | undefined;
  /** How the target was reached, where that was not as configured. */
  way: WayToConnect | undefined;
  /** The first line of `gdb --version`. */
  gdbVersion: string | undefined;
  /** The server itself: its banner tells its version. */
  server: RunningServer | undefined;
  private failure: LaunchRecord['failure'];
  private diagnosis: Diagnosis | undefined;
  private isTraceShown = false;
  private readonly configuration: Readonly<Record<string, unknown>>;

  /** @param configuration as the client sent it */
  constructor(configuration: Readonly<Record<string, unknown>>) {
    // VS Code's and our own private keys are nobody's configuration.
    const own = Object.entries(configuration).filter(([key]) => !key.startsWith('__'));
    this.configuration = Object.fromEntries(own);
  }

  /** GDB's traffic goes into the transcript while the launch lasts, and to the Debug Console where that is wanted. */
  trace(gdb: Gdb, client: Client, isShown: boolean): void {
    gdb.trace = (direction, line) => {
      const arrow = { out: '-> ', in: '<- ', err: '<! ' }[direction];
      const shown = line.length > 2000 ? `${line.slice(0, 2000)}…` : line;
      if (isShown) client.output('console', `${arrow}${shown}\n`);
      client.transcript.add('gdb', `${arrow}${shown}`);
    };
    this.isTraceShown = isShown;
  }

  /** The session's own traffic is much, and says little about its end. */
  stopTracing(gdb: Gdb): void {
    if (!this.isTraceShown) gdb.trace = undefined;
  }

  /** Whether there is more to show about its failure than the failure itself. */
  get isExplained(): boolean {
    return this.diagnosis !== undefined;
  }

  /**
   * For a launch that was not checked: what the files say is read now, to tell causes apart. The probe is left alone.
   * Never rejects; what cannot be read stays unknown.
   */
  async readFiles({ host, drivers, baseDir }: FileReading): Promise<void> {
    const { checked, configuration } = this;
    if (checked?.args.preflight.mode !== 'off') return;
    const raw = { ...configuration, preflight: { mode: 'warn', probe: 'list' } };
    const { facts, findings } = await preflight(host, raw, drivers, {
      baseDir,
      scope: 'configuration',
    });
    this.checked = { ...checked, facts, findings };
  }

  /** @returns why it failed; undefined where the failure says so itself. */
  explain(failure: Failure, transcript: Transcript): Diagnosis | undefined {
    const { code, message } = failure;
    this.failure = { code, message };
    const { checked, serverCommand } = this;
    if (checked === undefined || selfExplaining.has(code)) return undefined;
    this.diagnosis = diagnose({
      transcript: transcript.lines,
      failure: this.failure,
      args: checked.args,
      facts: checked.facts,
      findings: checked.findings,
      serverCommand,
    });
    return this.diagnosis;
  }

  record(outcome: LaunchRecord['outcome'], transcript: Transcript): LaunchRecord {
    const { checked, failure, diagnosis, configuration, serverCommand } = this;
    const gdb = checked?.plan?.gdb;
    const serverName = checked?.driver?.name;
    return {
      outcome,
      failure,
      diagnosis,
      configuration,
      versions: [
        ...(gdb === undefined ? [] : [{ name: 'GDB', version: this.gdbVersion }]),
        ...(serverCommand === undefined || serverName === undefined
          ? []
          : [{ name: serverName, version: this.server?.version }]),
      ],
      findings: checked?.findings ?? [],
      skipped: checked?.skipped ?? [],
      commandLines: [
        ...(gdb === undefined ? [] : [[gdb.program, ...gdb.args]]),
        ...(serverCommand === undefined ? [] : [serverCommand]),
      ],
      transcript: transcript.lines,
      dropped: transcript.dropped,
      way: this.way === undefined ? undefined : toConnectWay(this.way),
    };
  }
}

function toConnectWay({ attributes, text }: WayToConnect): ConnectWay {
  const set = Object.entries(attributes).filter(([, value]) => value !== undefined);
  return { attributes: Object.fromEntries(set) as ConnectWay['attributes'], text };
}

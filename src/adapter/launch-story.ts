// What a report and a diagnosis of a launch are made of, collected while it goes on.

import { preflight } from '../analysis/preflight';
import type { Preflight } from '../analysis/preflight';
import { withTimeout } from '../base/abort';
import type { Failure } from '../base/failure';
import type { Transcript } from '../base/transcript';
import type { FailedLaunch } from '../doctor/failed-launch';
import type { Diagnosis } from '../findings/diagnosis';
import type { Gdb } from '../gdb/gdb';
import { describeExit } from '../host/child';
import type { Host } from '../host/host';
import type { WayToConnect } from '../launch/connect-ways';
import type { ServerDriver } from '../launch/server-driver';
import type { ConnectWay, LaunchRecord } from '../protocol/debug-events';
import type { RunningServer } from '../servers/run-server';
import type { Client } from './client';
import type { Target } from './context';

/** Failures that need no cause found: the user did it, or it says itself what is wrong. */
const selfExplaining: ReadonlySet<string> = new Set([
  ...['cancelled', 'preflight', 'launch-impossible', 'already-started', 'no-entry-point'],
  ...['gdb-no-arm', 'gdb-cannot-run', 'user-command-failed', 'unsupported-request', 'internal'],
]);

/** GDB's words for a server that is no longer there. */
const connectionLost =
  /Remote connection closed|Remote communication error|Target disconnected|connection reset|broken pipe/i;

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
  private serverEnd: FailedLaunch['serverEnd'];
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

  /** From now on GDB is connected to it: that it ends by itself is a fact. @param over aborted when it is we who end it */
  watch(
    { server, driver, gdb }: Pick<Target, 'server' | 'driver' | 'gdb'>,
    over: AbortSignal,
  ): void {
    void server?.exit.then((exit) => {
      // In peace behind its GDB: then it is GDB's end that has a reason.
      const isBehindGdb = gdb.isGone && exit.kind === 'exited' && exit.code === 0;
      if (over.aborted || isBehindGdb) return;
      const text = `${driver.name} ${describeExit(exit)}.`;
      this.serverEnd = { text, isKilled: exit.kind === 'signalled' };
    });
  }

  /** A connection that is lost may be due to the server's end, which is heard a moment later. Never rejects. */
  async hearServerEnd({ message }: Failure): Promise<void> {
    if (this.server === undefined || !connectionLost.test(message)) return;
    const ended = withTimeout(this.server.exit, 'serverEndsToo', 'the server to end');
    await ended.catch(() => undefined);
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

  /**
   * The doctor is loaded for the first failure: most sessions never need one.
   * @returns why it failed; undefined where the failure says so itself.
   */
  async explain(failure: Failure, transcript: Transcript): Promise<Diagnosis | undefined> {
    const { code, message } = failure;
    this.failure = { code, message };
    const { checked, serverCommand } = this;
    if (checked === undefined || selfExplaining.has(code)) return undefined;
    const { diagnose } = await import('../doctor/diagnose');
    this.diagnosis = diagnose({
      transcript: transcript.lines,
      failure: this.failure,
      args: checked.args,
      facts: checked.facts,
      findings: checked.findings,
      serverCommand,
      serverEnd: this.serverEnd,
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

// What request handlers share: the client, and once started the target with its GDB. No behaviour of its own.

import { DisposableStore } from '../base/disposable';
import { describeFailure } from '../base/failure';
import type { Failure } from '../base/failure';
import { Transcript } from '../base/transcript';
import type { Gdb } from '../gdb/gdb';
import type { SymbolInfo } from '../gdb/commands/file';
import type { Host } from '../host/host';
import type { LaunchArgs } from '../launch/launch-args';
import type { LaunchPlan } from '../launch/plan';
import type { ServerDriver } from '../launch/server-driver';
import { launchRecordEvent } from '../protocol/debug-events';
import type { LaunchRecord } from '../protocol/debug-events';
import type { RunningServer } from '../servers/run-server';
import type { BreakpointTable } from './breakpoint-table';
import type { Client } from './client';
import type { DebugBits } from './debug-bits';
import { notStarted } from './errors';
import { diagnosisText, withCause } from './failure-told';
import type { Handles } from './handles';
import { LaunchStory } from './launch-story';
import type { PlainElements } from './plain-elements';
import type { RunControl } from './run-state';
import type { SourceFinder } from './source-finder';
import type { TargetMemory } from './target-memory';
import type { Container } from './variable-tree';

/** A started session's target; made by start.ts. */
export interface Target {
  /** As configured, but for what connecting in another way has replaced; see connect.ts, which alone writes these three. */
  args: LaunchArgs;
  plan: LaunchPlan;
  server: RunningServer | undefined;
  readonly driver: ServerDriver;
  readonly gdb: Gdb;
  readonly run: RunControl;
  readonly memory: TargetMemory;
  readonly breakpoints: BreakpointTable;
  readonly debugBits: DebugBits;
  readonly containers: Handles<Container>;
  readonly plainElements: PlainElements;
  readonly sources: SourceFinder;
  /** What is asked of GDB once per image. */
  readonly symbols: SymbolCache;
  /** Run without debugging: breakpoints do not count, and nothing is stopped at. */
  readonly noDebug: boolean;
  /** GDB's number of the temporary breakpoint that a launch runs to. */
  entryBreakpoint: string | undefined;
  /** What an `action` came to, one line; told once the target was let go. */
  actionDone: string | undefined;
  /** As the client was told last. */
  knownThreads: readonly { readonly id: number; readonly name: string }[];
}

/** Answers that hold until the image is read again. */
export interface SymbolCache {
  variables: Promise<readonly SymbolInfo[]> | undefined;
  registers: Promise<readonly string[]> | undefined;
  /** Size in bytes by type. */
  readonly sizes: Map<string, number>;
  /** When the image's files were modified, by path, in milliseconds. */
  readonly modified: Map<string, number>;
}

/** One session, from `initialize` to its end. */
export class Context {
  lifetime = this.newLifetime();
  /** Fires when the session is to end, also in the middle of a launch; its reason is a Failure. */
  abort = new AbortController();
  /** Requests being answered, by their number; each can be called off by DAP's `cancel`. */
  readonly inFlight = new Map<number, AbortController>();
  /** The launch, once there is one; its failure is the answer to that request. */
  starting: Promise<Target> | undefined;
  /** What a report about this launch is made of. */
  story = new LaunchStory({});
  private started: Target | undefined;

  constructor(
    readonly host: Host,
    readonly drivers: readonly ServerDriver[],
    /** What relative paths without `cwd` start from. */
    readonly baseDir: string,
    readonly client: Client,
  ) {}

  /** @throws Failure not-started */
  get target(): Target {
    if (this.started === undefined) throw notStarted();
    return this.started;
  }

  get hasTarget(): boolean {
    return this.started !== undefined;
  }

  setTarget(target: Target): void {
    this.started = target;
  }

  /** Ends everything that is under way. @param reason a Failure: what the requests in flight are answered */
  callOff(reason: Failure): void {
    if (this.abort.signal.aborted) return;
    this.abort.abort(reason);
    for (const request of this.inFlight.values()) request.abort();
  }

  /** After a launch that failed and was unwound: the client may launch again. */
  renew(): void {
    this.lifetime = this.newLifetime();
    this.abort = new AbortController();
    this.starting = undefined;
    this.started = undefined;
  }

  /** @param raw the launch configuration as the client sent it */
  beginStory(raw: Readonly<Record<string, unknown>>): void {
    this.client.transcript = new Transcript();
    this.story = new LaunchStory(raw);
  }

  /** Finds the cause, tells it to the client, and sends the record. @returns the failure as it is to be answered */
  async tellFailure(failure: Failure): Promise<Failure> {
    const { client, story } = this;
    client.log('info', 'adapter', describeFailure(failure));
    const diagnosis = await story.explain(failure, client.transcript);
    if (diagnosis !== undefined)
      client.output('stderr', `${diagnosisText(diagnosis, client.traits.showsProblems)}\n`);
    if (failure.code !== 'cancelled') this.tellRecord('failed');
    return withCause(failure, diagnosis);
  }

  tellRecord(outcome: LaunchRecord['outcome']): void {
    const { client, story } = this;
    client.ownEvent(launchRecordEvent, story.record(outcome, client.transcript));
  }

  private newLifetime(): DisposableStore {
    return new DisposableStore((error) => this.client.log('error', 'adapter', String(error)));
  }
}

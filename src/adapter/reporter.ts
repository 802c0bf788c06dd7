// Tells the client what happens to the target: stops, resumes, output, and the end, each with its reason.

import { withTimeout } from '../base/abort';
import { describeFailure, toFailure } from '../base/failure';
import type { Failure } from '../base/failure';
import { describeExit } from '../host/child';
import type { ChildExit } from '../host/host';
import { list, text } from '../gdb/mi-record';
import type { MiAsync } from '../gdb/mi-record';
import { readBreakpoint } from '../gdb/commands/break';
import type { BreakpointTable } from './breakpoint-table';
import type { Context, Target } from './context';
import { cannotResume, serverGone } from './errors';
import type { Gdb } from '../gdb/gdb';
import type { RunEvents, StopContext } from './run-state';
import { stop } from './stop';
import { stopReason } from './stop-reason';

export class Reporter implements RunEvents {
  private target: Target | undefined;
  private isGdbGone = false;
  /** What GDB complained of since the target was resumed. */
  private warnings: string[] = [];

  constructor(
    private readonly context: Context,
    gdb: Gdb,
    private readonly breakpoints: BreakpointTable,
  ) {
    gdb.onStream(({ kind, text: said }) => {
      if (kind === 'target') context.client.output('stdout', said);
      // GDB's own chatter about stops repeats what the client shows; what was asked for is collected.
      else if (said.trim() !== '') context.client.log('debug', 'gdb', said.trimEnd());
      if (kind === 'log' && said.trim() !== '') this.warnings.push(said.trim());
    });
    gdb.onNotify((record) => this.onNotify(record));
    gdb.onExit((exit) => {
      const failure = gdb.endReason ?? serverGone(`GDB ${describeExit(exit)}.`, []);
      this.onGdbEnd(failure).catch(() => this.onEnd(failure));
    });
  }

  /** From now on the end of the server is the end of the session; before, connecting has failed, which says more. */
  watch({ server, driver }: Target): void {
    void server?.exit.then((exit: ChildExit) => {
      // In peace behind its GDB: it is GDB's end that has a reason.
      if (this.isGdbGone && exit.kind === 'exited' && exit.code === 0) return;
      this.onEnd(serverGone(`${driver.name} ${describeExit(exit)}.`, server.lastLines.slice(-8)));
    });
  }

  attach(target: Target): void {
    this.target = target;
  }

  onStopped(record: MiAsync, threadId: number, context: StopContext): void {
    const reason = stopReason(record, this.target?.entryBreakpoint, context);
    const numbers = new Set([...context.hits, text(record.results, 'bkptno') ?? '']);
    const hitBreakpointIds = [...numbers].flatMap(
      (number) => this.breakpoints.byNumber(number)?.id ?? [],
    );
    this.context.client.event('stopped', {
      ...reason,
      threadId,
      allThreadsStopped: true,
      ...(hitBreakpointIds.length === 0 ? {} : { hitBreakpointIds }),
    });
  }

  onRefused(failure: Failure, threadId: number): void {
    const { client } = this.context;
    const told = cannotResume(failure, this.warnings);
    client.output('important', `${describeFailure(told)}\n`);
    const description = 'Could not be resumed';
    const body = { reason: 'exception', description, text: told.message, threadId };
    client.event('stopped', { ...body, allThreadsStopped: true });
  }

  onTrouble(error: unknown): void {
    this.context.client.log('error', 'adapter', describeFailure(toFailure(error)));
  }

  onContinued(): void {
    const threadId = 1;
    this.context.client.event('continued', { threadId, allThreadsContinued: true });
  }

  onResume(): void {
    this.warnings = [];
    this.target?.containers.clear();
  }

  private onNotify(record: MiAsync): void {
    switch (record.klass) {
      case 'thread-created':
      case 'thread-exited': {
        if (this.target !== undefined) this.target.knownThreads = []; // to be asked for again
        const threadId = Number(text(record.results, 'id'));
        const reason = record.klass === 'thread-created' ? 'started' : 'exited';
        // A client may ask at once for the threads: not of a session that is over.
        const isOver = !this.context.hasTarget || this.target?.run.state.kind === 'ended';
        if (!isOver) this.context.client.event('thread', { reason, threadId });
        return;
      }
      case 'thread-group-exited':
        return this.onConnectionClosed();
      case 'breakpoint-modified':
        return this.onBreakpointModified(record);
      case 'memory-changed':
        return this.onMemoryChanged(record);
    }
  }

  /** GDB moves breakpoints when the image was read again. */
  private onBreakpointModified(record: MiAsync): void {
    const modified = readBreakpoint(record.results);
    if (modified !== undefined && modified.times > 0) this.target?.run.onHit(modified.number);
    const known = this.breakpoints.byNumber(modified?.number);
    const line = modified?.locations[0]?.line;
    if (known === undefined || line === undefined || line === known.line) return;
    this.breakpoints.moved(known, line);
    const { client } = this.context;
    const breakpoint = { id: known.id, verified: true, line: client.toClientLine(line) };
    client.event('breakpoint', { reason: 'changed', breakpoint });
  }

  private onMemoryChanged(record: MiAsync): void {
    const { client } = this.context;
    const [address] = list(record.results, 'addr');
    if (!client.traits.memoryReferences || typeof address !== 'string') return;
    const count = Number(text(record.results, 'len'));
    client.event('memory', { memoryReference: address, offset: 0, count });
  }

  /** A server that dies while the target runs gives neither a stop nor an error, only this. */
  private onConnectionClosed(): void {
    const server = this.target?.server;
    const closed = (): void =>
      this.onEnd(serverGone('The GDB server closed the connection.', server?.lastLines ?? []));
    // Our own server's exit follows at once and says more.
    if (server === undefined) closed();
    else withTimeout(server.exit, 'serverExit', 'the server to end').catch(closed);
  }

  /** A server that dies can take GDB with it, whose end may be heard first: then the server's tells why. */
  private async onGdbEnd(failure: Failure): Promise<void> {
    this.isGdbGone = true;
    const { server } = this.target ?? {};
    if (server !== undefined) await withTimeout(server.exit, 'serverEndsToo', 'the server to end');
    this.onEnd(failure);
  }

  private onEnd(failure: Failure): void {
    const { abort, hasTarget } = this.context;
    const state = this.target?.run.state.kind;
    if (abort.signal.aborted || state === 'ended') return;
    this.target?.run.end();
    this.context.callOff(failure);
    // While launching, the failed request tells the reason.
    if (state !== 'starting' && hasTarget) void this.tellEnd(failure);
    // What is left (GDB without its server, a server without GDB) ends now, not when the client hangs up.
    if (hasTarget) void stop(this.context, false);
  }

  private async tellEnd(failure: Failure): Promise<void> {
    const { client } = this.context;
    const told = await this.context.tellFailure(failure);
    client.output('important', `${describeFailure(told)}\n`);
    client.event('terminated');
  }
}

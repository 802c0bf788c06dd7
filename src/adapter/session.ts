// The DAP session: which request is answered by which function, and the one place where a failure becomes
// a response. No debugging logic here.

import { ProtocolServer } from '@vscode/debugadapter/lib/protocol';
import type { DebugProtocol } from '@vscode/debugprotocol';
import { describeFailure, toFailure } from '../base/failure';
import type { Failure } from '../base/failure';
import type { Host } from '../host/host';
import type { ServerDriver } from '../launch/server-driver';
import { launchAnywayCommand, resetRequest, showFailureCommand } from '../protocol/debug-events';
import { Client } from './client';
import { Context } from './context';
import { errorNumber, unsupportedRequest } from './errors';
import { setBreakpoints, setFunctionBreakpoints } from './requests/breakpoints';
import { completions, evaluate, setExpression } from './requests/evaluate';
import {
  attach,
  cancel,
  configurationDone,
  disconnect,
  initialize,
  launch,
} from './requests/lifecycle';
import { resetTarget, restart, terminate } from './requests/lifecycle';
import { readMemory, writeMemory } from './requests/memory';
import { continueRequest, next, pause, stepIn, stepOut } from './requests/run-control';
import { scopes, stackTrace, threads } from './requests/stack';
import { setVariable, variables } from './requests/variables';

/** Answers one request: arguments in, response body out. */
export type Handler = (context: Context, args: never, signal: AbortSignal) => unknown;

const handlers: Readonly<Record<string, Handler>> = {
  initialize,
  launch,
  attach,
  configurationDone,
  disconnect,
  terminate,
  restart,
  cancel,
  setBreakpoints,
  setFunctionBreakpoints,
  setExceptionBreakpoints: () => ({ breakpoints: [] }),
  continue: continueRequest,
  next,
  stepIn,
  stepOut,
  pause,
  threads,
  stackTrace,
  scopes,
  variables,
  setVariable,
  evaluate,
  setExpression,
  completions,
  readMemory,
  writeMemory,
  [resetRequest]: resetTarget,
};

/** Messages to which DAP gives a meaning of its own (specification, `Response.message`). */
const predefined: ReadonlyMap<string, string> = new Map([
  ['cancelled', 'cancelled'],
  ['not-stopped', 'notStopped'],
]);

/** Own names only: `toString` is no request. @throws Failure unsupported-request */
function handlerOf(command: string): Handler {
  const handler = Object.hasOwn(handlers, command) ? handlers[command] : undefined;
  if (handler === undefined) throw unsupportedRequest(command);
  return handler;
}

export class Session extends ProtocolServer {
  readonly context: Context;

  constructor(host: Host, drivers: readonly ServerDriver[], baseDir: string) {
    super();
    const client = new Client((event, body) =>
      this.sendEvent({ seq: 0, type: 'event', event, body }),
    );
    this.context = new Context(host, drivers, baseDir, client);
  }

  protected override dispatchRequest(request: DebugProtocol.Request): void {
    void this.answer(request);
  }

  private async answer(request: DebugProtocol.Request): Promise<void> {
    const response: DebugProtocol.Response = {
      ...{ seq: 0, type: 'response', request_seq: request.seq },
      ...{ success: true, command: request.command },
    };
    const { inFlight } = this.context;
    const session = this.context.abort.signal;
    const abort = new AbortController();
    if (session.aborted) abort.abort();
    inFlight.set(request.seq, abort);
    try {
      if (request.command === 'cancel') this.cancelRequest(request);
      const handler = handlerOf(request.command);
      const body = await handler(this.context, (request.arguments ?? {}) as never, abort.signal);
      if (body !== undefined) response.body = body;
    } catch (error) {
      // A request that was called off because GDB or the server died tells that, not "cancelled".
      const failure = toFailure(error);
      const isCut = failure.code === 'cancelled' && session.aborted;
      this.fail(response, isCut ? toFailure(session.reason) : failure);
    } finally {
      inFlight.delete(request.seq);
    }
    this.sendResponse(response);
    if (request.command === 'disconnect') this.emit('disconnected');
  }

  private cancelRequest(request: DebugProtocol.Request): void {
    const { requestId, progressId } = (request.arguments ?? {}) as DebugProtocol.CancelArguments;
    const { inFlight } = this.context;
    if (requestId !== undefined) inFlight.get(requestId)?.abort();
    // The only progress there is belongs to the launch.
    if (progressId !== undefined) for (const other of inFlight.values()) other.abort();
  }

  private fail(response: DebugProtocol.Response, told: Failure): void {
    const { client } = this.context;
    response.success = false;
    response.message = predefined.get(told.code) ?? told.message;
    const isStart = ['launch', 'attach', 'restart'].includes(response.command);
    const button = isStart && client.traits.showsProblems ? this.buttonFor(told) : undefined;
    response.body = {
      error: {
        id: errorNumber(told.code),
        format: button === showCause ? brief(told) : describeFailure(told),
        showUser: isStart,
        ...button,
      },
    };
    const level = told.blame === 'bug' ? 'error' : 'debug';
    const stack =
      told.blame === 'bug' && told.cause instanceof Error ? `\n${told.cause.stack}` : '';
    client.log(level, 'adapter', `${response.command}: ${describeFailure(told)}${stack}`);
  }

  /** VS Code makes it a button of its error dialog. */
  private buttonFor({ code }: Failure): Button | undefined {
    if (code === 'preflight') return launchAnyway;
    return this.context.story.isExplained ? showCause : undefined;
  }
}

interface Button {
  readonly url: string;
  readonly urlLabel: string;
}

const launchAnyway = { url: `command:${launchAnywayCommand}`, urlLabel: 'Launch Anyway' };
const showCause = { url: `command:${showFailureCommand}`, urlLabel: 'Show Cause' };

/** The card that the button opens has the evidence. */
function brief({ message, fix }: Failure): string {
  return fix === undefined ? message : `${message}\n${fix}`;
}

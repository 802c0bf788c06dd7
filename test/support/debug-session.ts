// What a DAP client does all the time, on the example project: launch it, set breakpoints, look at frames
// and variables. No assertions here.

import type { DebugProtocol } from '@vscode/debugprotocol';
import type { DapClient } from './dap-client';
import { demo, taggedLine, taggedPlace } from './project';

/** The attributes of the example's launch configuration. */
export const qemuLaunch = {
  servertype: 'qemu',
  device: 'STM32F405RG',
  executable: demo.elf,
  cwd: demo.folder,
};

export type Wanted = number | DebugProtocol.SourceBreakpoint;
type Stopped = DebugProtocol.StoppedEvent['body'];

export interface Begin {
  readonly request?: 'launch' | 'attach';
  /** In place of the example's attributes. */
  readonly attributes?: object;
  readonly traits?: object;
  readonly breakpoints?: readonly Wanted[];
}

/** From `initialize` to the first stop. */
export async function begin(client: DapClient, options: Begin = {}): Promise<Stopped> {
  const { request = 'launch', attributes = qemuLaunch, traits, breakpoints } = options;
  await client.initialize(traits);
  return beginAgain(client, request, attributes, breakpoints);
}

/** As `begin`, in an adapter that was initialized before. The order is that of VS Code. */
export async function beginAgain(
  client: DapClient,
  request: 'launch' | 'attach',
  attributes: object,
  breakpoints: readonly Wanted[] = [],
): Promise<Stopped> {
  await configure(client, request, attributes, breakpoints);
  return client.event('stopped', undefined, client.lastOf('initialized'));
}

/** As `beginAgain`, without waiting for a stop. */
export async function configure(
  client: DapClient,
  request: 'launch' | 'attach',
  attributes: object,
  breakpoints: readonly Wanted[] = [],
): Promise<void> {
  const from = client.events.length;
  const started = client.request(request, attributes);
  // A launch that fails may never say `initialized`.
  await Promise.race([client.event('initialized', undefined, from), started.then(forever)]);
  if (breakpoints.length > 0) await setLines(client, breakpoints);
  await Promise.all([client.request('configurationDone'), started]);
}

function forever(): Promise<never> {
  return new Promise(() => undefined);
}

export async function setLines(
  client: DapClient,
  wanted: readonly Wanted[],
  path = demo.main,
): Promise<readonly DebugProtocol.Breakpoint[]> {
  const breakpoints = wanted.map((one) => (typeof one === 'number' ? { line: one } : one));
  const body = await client.request<DebugProtocol.SetBreakpointsResponse['body']>(
    'setBreakpoints',
    {
      source: { path },
      breakpoints,
    },
  );
  return body.breakpoints;
}

export function resume(client: DapClient): Promise<Stopped> {
  return client.stopAfter('continue', { threadId: 1 });
}

/** Makes the tag's line its file's only breakpoint and continues to it. */
export async function runTo(client: DapClient, tag: string): Promise<Stopped> {
  const { path, line } = taggedPlace(tag);
  await setLines(client, [line], path);
  return resume(client);
}

/**
 * Skips the call that switches SysTick on; the target must stand at the first line of main. When the timer
 * fires, QEMU 7.2 now and then answers a single step without carrying it out, and GDB, which steps off a
 * breakpoint with it, takes that for another hit. For tests that count hits or steps.
 */
export async function skipTicks(client: DapClient): Promise<void> {
  const said = await evaluate(client, `>info line main.c:${taggedLine('main-first') + 1}`, 'repl');
  const address = /at address (0x[0-9a-f]+)/.exec(said.result)?.[1];
  await evaluate(client, `$pc = ${address}`, 'repl');
}

export async function stack(
  client: DapClient,
  page: { readonly startFrame?: number; readonly levels?: number } = {},
): Promise<DebugProtocol.StackTraceResponse['body']> {
  return client.request('stackTrace', { threadId: 1, ...page });
}

/** The innermost frame. */
export async function top(client: DapClient): Promise<DebugProtocol.StackFrame> {
  const { stackFrames } = await stack(client, { startFrame: 0, levels: 1 });
  const [frame] = stackFrames;
  if (frame === undefined) throw new Error('the stack is empty');
  return frame;
}

/** Frame as `function:line`. */
export async function position(client: DapClient): Promise<string> {
  const { name, line } = await top(client);
  return `${name}:${line}`;
}

export async function variables(
  client: DapClient,
  variablesReference: number,
  range: object = {},
): Promise<readonly DebugProtocol.Variable[]> {
  const body = await client.request<DebugProtocol.VariablesResponse['body']>('variables', {
    variablesReference,
    ...range,
  });
  return body.variables;
}

/** The reference of a scope of the innermost frame. */
export async function scopeReference(client: DapClient, name: string): Promise<number> {
  const { id } = await top(client);
  const { scopes } = await client.request<DebugProtocol.ScopesResponse['body']>('scopes', {
    frameId: id,
  });
  const scope = scopes.find((one) => one.name === name);
  if (scope === undefined) throw new Error(`there is no scope ${name}`);
  return scope.variablesReference;
}

export async function scope(
  client: DapClient,
  name: string,
): Promise<readonly DebugProtocol.Variable[]> {
  return variables(client, await scopeReference(client, name));
}

/** The variable of that name. @throws when there is none */
export function named(
  list: readonly DebugProtocol.Variable[],
  name: string,
): DebugProtocol.Variable {
  const found = list.find((one) => one.name === name);
  if (found === undefined)
    throw new Error(`${name} is not among ${list.map((v) => v.name).join()}`);
  return found;
}

/** `name: value` of each, for comparing many at once. */
export function valuesOf(list: readonly DebugProtocol.Variable[]): Record<string, string> {
  return Object.fromEntries(list.map(({ name, value }) => [name, value]));
}

export async function evaluate(
  client: DapClient,
  expression: string,
  context = 'watch',
  frameId?: number,
): Promise<DebugProtocol.EvaluateResponse['body']> {
  return client.request('evaluate', {
    expression,
    context,
    ...(frameId === undefined ? {} : { frameId }),
  });
}

export async function valueOf(client: DapClient, expression: string): Promise<string> {
  return (await evaluate(client, expression)).result;
}

/** An expression and its members, by the path given as member names. */
export async function open(
  client: DapClient,
  expression: string,
  ...path: readonly string[]
): Promise<readonly DebugProtocol.Variable[]> {
  let { variablesReference } = await evaluate(client, expression);
  for (const name of path) {
    ({ variablesReference } = named(await variables(client, variablesReference), name));
  }
  return variables(client, variablesReference);
}

export async function pause(client: DapClient): Promise<Stopped> {
  return client.stopAfter('pause', { threadId: 1 });
}

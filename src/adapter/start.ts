// The launch, top to bottom: preflight, GDB and server side by side, connect, program, reset. Each stage
// puts what it starts into the session's lifetime, which unwinds it in reverse whenever something fails.

import { Failure, toFailure } from '../base/failure';
import { whatWasNotSeen, whatWasSeen } from '../analysis/probe-summary';
import { preflight } from '../analysis/preflight';
import type { Preflight } from '../analysis/preflight';
import { loadableSegments } from '../elf/elf-image';
import { describeFinding } from '../findings/finding';
import { Gdb } from '../gdb/gdb';
import { breakInsert } from '../gdb/commands/break';
import { environmentCd, fileExecAndSymbols } from '../gdb/commands/file';
import { miString } from '../gdb/mi-quote';
import type { LaunchArgs } from '../launch/launch-args';
import type { LaunchPlan } from '../launch/plan';
import type { ServerDriver } from '../launch/server-driver';
import { BreakpointTable } from './breakpoint-table';
import type { Context, Target } from './context';
import { reachedText, reachTarget } from './connect';
import { noEntryPoint } from './errors';
import { endLeftOvers, recordWhileItRuns } from '../servers/left-over';
import { Handles } from './handles';
import { logpointJudge } from './logpoints';
import { DebugBits } from './debug-bits';
import { assertPossible, carryOut } from './flash-action';
import { chooseFlashSource } from './flash-check';
import { addSymbols, program } from './program';
import { PlainElements } from './plain-elements';
import { Reporter } from './reporter';
import { RunControl } from './run-state';
import { runCommands } from './user-commands';
import { SourceFinder } from './source-finder';
import { TargetMemory } from './target-memory';
import type { AddressRange } from './target-memory';

/**
 * Brings the target up to where it can run. The client may set its breakpoints as soon as GDB reads symbols,
 * beside the server's start: GDB puts them into the target only when it resumes.
 * @throws Failure of the stage that failed
 */
export async function start(
  context: Context,
  raw: Readonly<Record<string, unknown>>,
  signal: AbortSignal,
): Promise<Target> {
  const { host, client, drivers, baseDir } = context;
  await endLeftOvers(host, (level, message) => client.log(level, 'adapter', message), signal);
  const checked = await preflight(host, raw, drivers, {
    baseDir,
    signal,
    keepClaim: (release) => void context.lifetime.add({ dispose: release }),
  });
  context.story.checked = checked;
  const { findings, skipped, made } = checked;
  const seen = whatWasSeen(checked.facts);
  const unseen = whatWasNotSeen(checked.driver, checked.facts);
  if (seen !== undefined) client.log('info', 'probe', seen);
  client.findings({ findings, skipped, made, seen, unseen, isRefused: isRefused(checked) });
  const { plan, driver } = accepted(checked, client.traits.showsProblems);
  for (const { text, isShown } of plan.server?.notes ?? []) {
    client.log('info', 'adapter', text);
    if (isShown) client.output('console', `${text}\n`);
  }
  assertPossible(checked.args, driver);
  const gdb = startGdb(context, plan.gdb.program, checked.args);
  const noDebug = raw['noDebug'] === true;
  const { target, reporter } = createTarget(context, checked, { plan, driver, gdb, noDebug });
  const configured = configure(target, signal);
  void tellVersion(context, gdb);
  configured.catch(() => undefined); // a server that fails first says more
  context.setTarget(target);
  client.event('initialized');

  const { threadId, way } = await reachTarget(context, target, checked, configured, signal);
  if (way !== undefined) client.output('console', `${reachedText(way, checked.args)}\n`);
  context.story.way = way;
  context.story.stopTracing(gdb);
  context.story.watch(target, context.abort.signal);
  reporter.watch(target);
  await runCommands(target, client, target.plan.commands.afterConnect, signal);
  if (target.args.action !== 'debug') {
    target.actionDone = await carryOut(context, target, signal);
    target.run.begin(threadId);
    return target;
  }
  const isProgrammed = await program(context, target, signal);
  await target.memory.declare(
    await chooseFlashSource(context, target, isProgrammed, signal),
    externalCode(checked),
  );
  await runCommands(target, client, target.plan.commands.afterStart, signal);
  target.run.begin(threadId);
  return target;
}

/** An error stops the launch, unless the configuration lets it pass and there is a plan all the same. */
function isRefused({ findings, plan, args }: Preflight): boolean {
  const hasError = findings.some(({ severity }) => severity === 'error');
  return plan === undefined || (hasError && args.preflight.mode === 'stop');
}

/**
 * @param isBrief the client shows elsewhere what was read.
 * @throws Failure with every error that was found; `launch-impossible` where no other mode would let it pass
 */
function accepted(
  checked: Preflight,
  isBrief: boolean,
): { plan: LaunchPlan; driver: ServerDriver } {
  const { plan, driver, findings } = checked;
  const isPlanned = plan !== undefined && driver !== undefined;
  if (isPlanned && !isRefused(checked)) return { plan, driver };
  const [first, ...rest] = findings.filter(({ severity }) => severity === 'error');
  if (first === undefined) throw unplanned(checked);
  throw new Failure(isPlanned ? 'preflight' : 'launch-impossible', 'user', first.message, {
    evidence: [
      ...(isBrief ? [] : first.evidence.map(({ what, where }) => `${what} (${where})`)),
      ...rest.map((finding) => `Also: ${isBrief ? finding.message : describeFinding(finding)}`),
    ],
    ...(first.fixes.length === 0 ? {} : { fix: first.fixes.map(({ title }) => title).join('\n') }),
  });
}

/** The finding that says it may be ignored by the configuration: a path whose variable was not replaced. */
function unplanned({ facts }: Preflight): Failure {
  const missing = [facts.gdb, facts.server, facts.serverPorts].find((fact) => !fact.ok);
  const why = missing?.ok === false ? missing.why : 'its findings are ignored';
  return new Failure('launch-impossible', 'user', `The launch could not be planned: ${why}.`);
}

function startGdb(context: Context, program: string, args: LaunchArgs): Gdb {
  const { host, client, lifetime } = context;
  const gdb = Gdb.spawn(host, {
    program,
    args: args.debuggerArgs,
    cwd: args.cwd,
    interruptMode: args.gdbInterruptMode === 'SIGINT' ? 'sigint' : 'exec-interrupt',
  });
  lifetime.add(gdb);
  const commandLine = [program, ...args.debuggerArgs];
  recordWhileItRuns(host, gdb, { driver: 'gdb', commandLine, port: 0, folder: args.cwd });
  client.log('info', 'adapter', `GDB: ${commandLine.join(' ')}`);
  context.story.trace(gdb, client, args.showDevDebugOutput !== 'none');
  return gdb;
}

function createTarget(
  context: Context,
  checked: Preflight,
  parts: Pick<Target, 'plan' | 'driver' | 'gdb' | 'noDebug'>,
): { readonly target: Target; readonly reporter: Reporter } {
  const { args } = checked;
  const { gdb } = parts;
  const memory = new TargetMemory(gdb);
  const breakpoints = new BreakpointTable(gdb);
  const reporter = new Reporter(context, gdb, breakpoints);
  const run = new RunControl(
    gdb,
    reporter,
    logpointJudge(gdb, memory, breakpoints, context.client),
  );
  const target: Target = {
    ...parts,
    args,
    server: undefined,
    run,
    breakpoints,
    memory,
    containers: new Handles(),
    debugBits: new DebugBits(gdb, context),
    plainElements: new PlainElements(gdb),
    sources: new SourceFinder(context.host, args.cwd),
    symbols: { variables: undefined, registers: undefined, sizes: new Map(), modified: new Map() },
    entryBreakpoint: undefined,
    actionDone: undefined,
    knownThreads: [],
  };
  reporter.attach(target);
  return { target, reporter };
}

/** For the record of the launch; a GDB that cannot say it has failed elsewhere. */
async function tellVersion({ story }: Context, gdb: Gdb): Promise<void> {
  const said = await gdb.capture('show version').catch(() => '');
  story.gdbVersion = said.split('\n', 1)[0]?.trim() || undefined;
}

/** Everything GDB is told before it connects, in one pipelined exchange beside the server's start. */
async function configure(target: Target, signal: AbortSignal): Promise<void> {
  const { gdb, args, plan } = target;
  const set = (setting: string): Promise<unknown> => gdb.send(`-gdb-set ${setting}`, { signal });
  const isArm = set('architecture arm').catch((error: unknown) => {
    throw noArm(gdb.program, toFailure(error));
  });
  const [exec, ...more] = plan.symbols;
  const settings = [
    isArm,
    set('architecture auto'),
    set('mi-async on'),
    set('confirm off'),
    set('pagination off'),
    // A server that is not there yet is waited for, one that is gone is not: GDB's default is 15 s.
    set('tcp connect-timeout 3'),
    target.memory.prepare(),
    environmentCd(gdb, args.cwd),
    ...Object.entries(args.sourceFileMap ?? {}).map(([from, to]) =>
      set(`substitute-path ${miString(from)} ${miString(to)}`),
    ),
    ...(exec === undefined ? [] : [fileExecAndSymbols(gdb, exec, { signal })]),
    ...more.map((file) => addSymbols(gdb, file, { signal })),
  ];
  target.plainElements.prepare();
  const entry = target.noDebug ? undefined : setEntryBreakpoint(target);
  entry?.catch(() => undefined); // what failed before it says more
  await Promise.all(settings);
  target.entryBreakpoint = await entry;
}

/**
 * Sets the temporary breakpoint that the launch runs to.
 * @param runTo a function, where it is another than the plan's.
 * @throws Failure no-entry-point
 */
export async function setEntryBreakpoint(
  { gdb, plan }: Target,
  runTo: string | undefined = plan.runTo,
): Promise<string | undefined> {
  if (runTo === undefined) return undefined;
  try {
    const set = await breakInsert(gdb, { location: runTo, temporary: true });
    return set.number;
  } catch (error) {
    const failure = toFailure(error);
    if (failure.code !== 'gdb-error') throw failure;
    throw noEntryPoint(runTo, plan.symbols[0] ?? 'the image');
  }
}

function noArm(program: string, cause: Failure): Failure {
  if (cause.code !== 'gdb-error') return cause;
  const message = `${program} is a GDB without Arm support.`;
  return new Failure('gdb-no-arm', 'environment', message, {
    evidence: [`set architecture arm: ${cause.message}`],
    fix: 'Install gdb-multiarch or the Arm GNU Toolchain, or set gdbPath to an arm-none-eabi-gdb.',
    cause,
  });
}

/** Read-only program bytes outside main flash: external memory that runs in place. */
function externalCode(checked: Preflight): readonly AddressRange[] {
  const { elf } = checked.facts;
  if (!elf.ok) return [];
  const isExternal = (address: number): boolean => address >= 0x60000000 && address < 0xa0000000;
  return loadableSegments(elf.value)
    .filter(({ vaddr, flags }) => isExternal(vaddr) && !flags.write)
    .map(({ vaddr, memSize }) => ({
      start: vaddr & ~0x3ff,
      end: (vaddr + memSize + 0x3ff) & ~0x3ff,
    }))
    .map(({ start, end }) => ({ start: start >>> 0, end: end >>> 0 }));
}

// Raw launch arguments → arguments, driver, plan, facts and findings: the same call for the debug adapter,
// the CLI and the extension. Starts no program, so that it can run before every launch.

import { raceAbort } from '../base/abort';
import { withoutUndefined } from '../base/record';
import type { Finding, Skipped } from '../findings/finding';
import { abortableHost } from '../host/abortable-host';
import type { Host } from '../host/host';
import type { LaunchArgs } from '../launch/launch-args';
import { plan } from '../launch/plan';
import type { LaunchPlan, LocatedTools } from '../launch/plan';
import { resolveArgs } from '../launch/resolve-args';
import type { ServerDriver, ServerTools } from '../launch/server-driver';
import { analyze } from './analyze';
import { checks } from './checks/index';
import { unknownFact } from './facts';
import type { Facts } from './facts';
import { gatherEssentials, gatherFacts } from './facts/index';
import { noProbeFacts } from './facts/probe';
import type { Examined, KeepClaim, TargetTouch } from './facts/probe';
import { unknownIgnored, wantedChecks, withoutIgnored } from './preferences';
import { readable } from './readable';
import { findInScript } from './script-findings';
import { unknownServertype, unusedByServer } from './servertype';

export interface Preflight {
  readonly args: LaunchArgs;
  /** Undefined when the servertype is not known. */
  readonly driver: ServerDriver | undefined;
  /**
   * Undefined when an error finding makes planning impossible: servertype, arguments of the driver, GDB,
   * server program or port. Other errors (a missing ELF file) leave a plan that must not be carried out.
   */
  readonly plan: LaunchPlan | undefined;
  /** What the plan was made with, for one that connects in another way. */
  readonly tools: LocatedTools | undefined;
  readonly facts: Facts;
  /** Errors first, stable order. */
  readonly findings: readonly Finding[];
  readonly skipped: readonly Skipped[];
  /** Ids of the checks that were made. */
  readonly made: readonly string[];
}

export interface PreflightOptions {
  /** What a relative or missing `cwd` starts from; absolute. */
  readonly baseDir: string;
  readonly signal?: AbortSignal;
  /** Default `launch`. */
  readonly scope?: PreflightScope;
  /** What may be done with the target of a launch, default `reset`; without a launch (another scope) nothing is. */
  readonly touch?: TargetTouch;
  /** What was examined already; the probe is not opened again. */
  readonly examined?: Examined;
  /** For a launch: the probe stays claimed until its server has ended. */
  readonly keepClaim?: KeepClaim;
}

/**
 * What is looked at. `launch`: everything, a launch is about to begin. `configuration`: nobody is about to launch it,
 * so what is plugged in and what listens at this moment does not matter. `files`: there is no configuration.
 */
export type PreflightScope = 'launch' | 'configuration' | 'files';

/**
 * Checks a launch without starting anything.
 * @param raw the launch configuration as the client sent it.
 * @param drivers the servers that exist, usually `servers/index`.
 * @throws Failure `cancelled` when the signal fires; nothing else.
 */
export async function preflight(
  host: Host,
  raw: Readonly<Record<string, unknown>>,
  drivers: readonly ServerDriver[],
  { baseDir, signal, scope = 'launch', touch = 'reset', examined, keepClaim }: PreflightOptions,
): Promise<Preflight> {
  const { args, problems } = resolveArgs(raw, baseDir);
  const isLaunch = scope === 'launch' || scope === 'configuration';
  const driver = isLaunch ? drivers.find(({ id }) => id === args.servertype) : undefined;
  const ofServer = isLaunch ? serverProblems(raw, args, driver, drivers) : [];
  const asked = signal === undefined ? host : abortableHost(host, signal);
  const gather = args.preflight.mode === 'off' ? gatherEssentials : gatherFacts;
  const isProbeLeftAlone = scope !== 'launch';
  const gathered = await raceAbort(
    gather(asked, args, driver, { examined, isProbeLeftAlone, touch, signal, keepClaim }),
    signal,
  );
  const facts = factsIn(scope, gathered);
  const isPlannable = !ofServer.some(({ severity }) => severity === 'error');
  const tools = driver && isPlannable ? toolsOf(driver, facts) : undefined;
  const planned = driver && tools ? plan(args, driver, tools) : undefined;
  const { wanted, skipped } = wantedChecks(args.preflight, checks);
  const judged = analyze(facts, { args, driver }, wanted);
  const ofScript = findInScript(facts, judged.made);
  const told = withoutIgnored(args.preflight, {
    findings: [
      ...[problems, unknownIgnored(args.preflight, checks), ofServer, judged.findings].flat(),
      ...ofScript.findings,
    ],
    skipped: [...judged.skipped, ...ofScript.skipped, ...skipped],
    made: judged.made,
  });
  return { args, driver, tools, plan: planned, facts, ...readable(told, args.cwd) };
}

function serverProblems(
  raw: Readonly<Record<string, unknown>>,
  args: LaunchArgs,
  driver: ServerDriver | undefined,
  drivers: readonly ServerDriver[],
): readonly Finding[] {
  if (driver === undefined) return unknownServertype(raw, drivers);
  return [...unusedByServer(raw, driver), ...driver.problems(args)];
}

/** Facts that only a launch has. */
const launchFacts = [
  ...(['cwd', 'gdb', 'gdbHealth', 'server', 'serverPorts', 'serverFiles'] as const),
  ...(['ports', 'surroundings'] as const),
];

function factsIn(scope: PreflightScope, facts: Facts): Facts {
  switch (scope) {
    case 'launch':
      return facts;
    case 'configuration':
      // The probe was left alone from the start.
      return { ...facts, ports: unknownFact('nothing is launched now') };
    case 'files':
      return fileFacts(facts);
  }
}

/** Without a launch its tools are not asked for, and without an ELF file none is missing. */
function fileFacts(facts: Facts): Facts {
  const none = unknownFact('there is no launch configuration');
  const { imageFile } = facts;
  const isAsked = !imageFile.ok || imageFile.value.state !== 'not-configured';
  return {
    ...facts,
    ...Object.fromEntries(launchFacts.map((name) => [name, none])),
    ...noProbeFacts(none),
    ...(isAsked ? {} : { imageFile: unknownFact('no ELF file was given') }),
  };
}

/** @returns undefined where GDB, the server's program or a port is missing. */
function toolsOf(driver: ServerDriver, facts: Facts): LocatedTools | undefined {
  const gdb = facts.gdb.ok ? facts.gdb.value.found : undefined;
  if (gdb === undefined) return undefined;
  if (driver.tool === undefined) return { gdb, server: noServer };
  const program = facts.server.ok ? facts.server.value.found : undefined;
  if (program === undefined || !facts.serverPorts.ok) return undefined;
  const [port = 0, ...morePorts] = facts.serverPorts.value;
  const found = facts.serverFiles.ok ? facts.serverFiles.value : [];
  const files = Object.fromEntries(found.map((file) => [file.attribute, file.found]));
  const probes = attachedProbes(facts);
  const server = { program, port, morePorts, files: withoutUndefined(files) };
  return { gdb, server: { ...server, ...(probes === undefined ? {} : { probes }) } };
}

function attachedProbes({ probeChoice }: Facts): ServerTools['probes'] {
  if (!probeChoice.ok) return undefined;
  const { chosen, candidates } = probeChoice.value;
  return chosen === undefined ? candidates : [chosen];
}

const noServer: ServerTools = { program: '', port: 0, morePorts: [], files: {} };

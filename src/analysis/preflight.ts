// Raw launch arguments → arguments, driver, plan, facts and findings: the same call for the debug adapter,
// the CLI and the extension. Starts no program, so that it can run before every launch.

import { raceAbort } from '../base/abort';
import type { Finding, Skipped } from '../findings/finding';
import { sortFindings } from '../findings/sort';
import type { Host } from '../host/host';
import type { LaunchArgs } from '../launch/launch-args';
import { plan } from '../launch/plan';
import type { LaunchPlan } from '../launch/plan';
import { resolveArgs } from '../launch/resolve-args';
import type { ServerDriver } from '../launch/server-driver';
import { analyze } from './analyze';
import { checks } from './checks/index';
import type { Facts } from './facts';
import { gatherFacts } from './facts/index';
import { gatherGdb } from './facts/tools';
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
  readonly facts: Facts;
  /** Errors first, stable order. */
  readonly findings: readonly Finding[];
  readonly skipped: readonly Skipped[];
}

export interface PreflightOptions {
  /** What a relative or missing `cwd` starts from; absolute. */
  readonly baseDir: string;
  readonly signal?: AbortSignal;
  /** Called as soon as GDB's place is known, so that its start can overlap with the checks. */
  readonly onGdbFound?: (program: string, args: LaunchArgs) => void;
}

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
  options: PreflightOptions,
): Promise<Preflight> {
  const { args, problems } = resolveArgs(raw, options.baseDir);
  const driver = drivers.find(({ id }) => id === args.servertype);
  const ofDriver =
    driver === undefined
      ? unknownServertype(raw, drivers)
      : [...unusedByServer(raw, driver), ...driver.problems(args)];
  const gdb = gatherGdb(host, args).then((fact) => {
    if (fact.ok && fact.value.found !== undefined) options.onGdbFound?.(fact.value.found, args);
    return fact;
  });
  const facts = await raceAbort(gatherFacts(host, args, driver, gdb), options.signal);
  const { findings, skipped } = analyze(facts, { args, driver }, checks);
  const isPlannable = !ofDriver.some(({ severity }) => severity === 'error');
  return {
    args,
    driver,
    plan: driver !== undefined && isPlannable ? planWith(args, driver, facts) : undefined,
    facts,
    findings: sortFindings([...problems, ...ofDriver, ...findings]),
    skipped,
  };
}

function planWith(args: LaunchArgs, driver: ServerDriver, facts: Facts): LaunchPlan | undefined {
  const gdb = facts.gdb.ok ? facts.gdb.value.found : undefined;
  if (gdb === undefined) return undefined;
  if (driver.tool === undefined) return plan(args, driver, { gdb, server: '', port: 0 });
  const server = facts.server.ok ? facts.server.value.found : undefined;
  if (server === undefined || !facts.serverPort.ok) return undefined;
  return plan(args, driver, { gdb, server, port: facts.serverPort.value });
}

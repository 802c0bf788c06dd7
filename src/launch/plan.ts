// LaunchArgs and located tools → everything the start will do, as data: pure and printable.

import type { LaunchArgs } from './launch-args';
import type { ServerCommand, ServerDriver, ServerTools, TargetAddress } from './server-driver';

export interface LaunchPlan {
  readonly driverId: string;
  readonly gdb: {
    readonly program: string;
    readonly args: readonly string[];
    readonly cwd: string;
  };
  /** Undefined when the server runs already. */
  readonly server: ServerCommand | undefined;
  readonly target: TargetAddress;
  /** Files programmed by `load`, in order. */
  readonly load: readonly string[];
  /** Files whose symbols are read; the first is GDB's exec file. */
  readonly symbols: readonly string[];
  /** GDB commands in the order they run; see adapter/start.ts. */
  readonly commands: {
    readonly beforeConnect: readonly string[];
    readonly afterConnect: readonly string[];
    readonly beforeLoad: readonly string[];
    readonly reset: readonly string[];
    readonly afterStart: readonly string[];
    readonly sessionStarted: readonly string[];
    /** Replaces load and reset when given. */
    readonly override: readonly string[] | undefined;
  };
  /** Function to run to after a launch; undefined stays at the reset vector. */
  readonly runTo: string | undefined;
}

/** The tools a plan names, already located. */
export interface LocatedTools {
  readonly gdb: string;
  readonly server: ServerTools;
}

/** @returns the plan; the caller has checked the arguments with `driver.problems`. */
export function plan(args: LaunchArgs, driver: ServerDriver, tools: LocatedTools): LaunchPlan {
  const isLaunch = args.request === 'launch';
  const symbols = args.symbolFiles ?? (args.executable === undefined ? [] : [args.executable]);
  const load = args.loadFiles ?? (args.executable === undefined ? [] : [args.executable]);
  const isStaying =
    args.breakAfterReset ||
    args.startRunning ||
    args.action !== 'debug' ||
    args.runToEntryPoint === '';
  const runTo = isStaying ? undefined : args.runToEntryPoint;
  return {
    driverId: driver.id,
    gdb: { program: tools.gdb, args: args.debuggerArgs, cwd: args.cwd },
    server: driver.command(args, tools.server),
    target: driver.address(args, tools.server.port),
    load: isLaunch ? load : [],
    symbols,
    commands: {
      beforeConnect: isLaunch ? [] : beforeAttach(args, driver),
      afterConnect: isLaunch ? args.preLaunchCommands : [],
      beforeLoad: isLaunch ? beforeLoad(args, driver) : [],
      reset: resetCommands(args, driver),
      afterStart: isLaunch ? args.postLaunchCommands : args.postAttachCommands,
      sessionStarted: args.postStartSessionCommands,
      override: isLaunch ? args.overrideLaunchCommands : args.overrideAttachCommands,
    },
    runTo: isLaunch ? runTo : undefined,
  };
}

/** For a target that is not to be halted the server may have to be told so. */
function beforeAttach(args: LaunchArgs, driver: ServerDriver): readonly string[] {
  const running = args.haltOnAttach ? [] : (driver.attachRunning?.(args) ?? []);
  return [...args.preAttachCommands, ...running];
}

/** A server whose reset has another name is made ready for `load` by that name too. */
function beforeLoad(args: LaunchArgs, driver: ServerDriver): readonly string[] {
  const own = driver.beforeLoad(args);
  return own.length === 0 ? [] : (args.overrideResetCommands ?? own);
}

/** What resets the target and leaves it halted, with the user's commands around it. */
export function resetCommands(args: LaunchArgs, driver: ServerDriver): readonly string[] {
  return [
    ...args.preResetCommands,
    ...(args.overrideResetCommands ?? driver.resetHalt(args)),
    ...args.postResetCommands,
  ];
}

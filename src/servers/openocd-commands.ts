// OpenOCD's arguments: which files it reads, and what it is told before and behind them. All of it is Tcl that every version
// from 0.12 on takes; where versions differ, OpenOCD itself finds out.

import { parseHostPort } from '../base/host-port';
import type { LaunchArgs, ResetStrategy } from '../launch/launch-args';
import type { AttachedProbe, ProbeMake } from '../launch/server-driver';
import { interfaceFiles, makeFor } from './openocd-interfaces';
import { isForSecondCore, targetFile } from './openocd-targets';

/**
 * @param port for GDB.
 * @param probes those that are attached: the interface file is that of their make.
 * @returns all arguments
 */
export function openOcdArgs(
  args: LaunchArgs,
  port: number,
  probes: readonly AttachedProbe[],
): readonly string[] {
  return [
    ...commands([
      'bindto 127.0.0.1',
      // Versions after 0.12 call it "gdb port" and still take this name. Before the files, which may read it.
      `gdb_port ${port}`,
      'tcl_port disabled',
      'telnet_port disabled',
      ...(usesSecondCore(args) ? ['set DUAL_CORE 1'] : []),
      ...args.openOCDPreConfigLaunchCommands,
    ]),
    ...args.searchDir.flatMap((folder) => ['-s', folder]),
    ...(args.configFiles.length > 0
      ? args.configFiles.flatMap((file) => ['-f', file])
      : defaultFiles(args, makeFor(args, probes))),
    ...commands([
      ...probeCommands(args),
      ...(usesSecondCore(args) ? secondCoreAt(port) : []),
      ...connectCommands(args),
      ...args.openOCDLaunchCommands,
    ]),
    ...args.serverArgs,
  ];
}

/** What the attributes about the connection come to; empty where none is set. Nothing behind it takes it back. */
export function connectCommands(args: LaunchArgs): readonly string[] {
  const { speed, resetStrategy, rtos } = args;
  return [
    ...(speed === undefined ? [] : [`adapter speed ${speed}`, keepSpeed]),
    ...(resetStrategy === undefined ? [] : resetCommands[resetStrategy]),
    ...(keepsRunning(args) ? [onEachCore(event('gdb-attach', lookOnly))] : []),
    // By its current name, whatever the target is called.
    ...(rtos === undefined ? [] : [`[target current] configure -rtos {${rtos}}`]),
  ];
}

/** The files of a launch that names none: of the probe, and of the target. */
export function defaultFileNames(
  args: LaunchArgs,
  make: ProbeMake,
): readonly [probe: string, target: string] {
  const probe = make === 'stlink' && needsDap(args) ? dapFile : interfaceFiles[make];
  return [probe, targetFile(args) ?? ''];
}

/** The target keeps running when GDB attaches: OpenOCD halts it because its event `gdb-attach` says so, no more. */
export function keepsRunning({ request, haltOnAttach }: LaunchArgs): boolean {
  return request === 'attach' && !haltOnAttach;
}

/** Only its own driver of the ST-LINK, not HLA, resets a core alone and reaches a second one. */
export function needsDap(args: LaunchArgs): boolean {
  return args.resetStrategy === 'core' || isForSecondCore(args);
}

/**
 * In 0.12 `interface/stlink.cfg` is the HLA driver, which works with every firmware of an ST-LINK; in later versions it is
 * the driver that this file names in 0.12, and this an older name of it.
 */
const dapFile = 'interface/stlink-dap.cfg';

/**
 * Most target files set clocks of their own at each reset and before programming (0.12, target/stm32f4x.cfg, events
 * reset-start and reset-init). What else these events do, such as switching on a board's memory, still happens.
 */
const keepSpeed = 'proc {adapter speed} {args} {}';

/** An event with an empty script counts as not set, and the default comes back at `init`. */
const nothing = 'list';

/** It halts nothing, and learns that the core runs: a `continue` that follows before OpenOCD knows is ignored. */
const lookOnly = 'poll';

function event(name: string, script: string): string {
  return `$t configure -event ${name} {${script}}`;
}

function onEachCore(command: string): string {
  return `foreach t [target names] {${command}}`;
}

const pullsNrst = 'reset_config srst_only srst_nogate';

const resetCommands: Readonly<Record<ResetStrategy, readonly string[]>> = {
  // NRST is low from the connection on. GDB is let in once the core has left reset and stands at its first instruction:
  // of a chip in reset many registers cannot be read, and an attach would find it so for ever.
  'connect-under-reset': [
    `${pullsNrst} connect_assert_srst`,
    onEachCore(event('gdb-attach', 'reset halt')),
  ],
  hardware: [pullsNrst],
  // SYSRESETREQ: what the target files choose beside it, and HLA's only one.
  software: ['reset_config none'],
  core: [
    'reset_config none',
    'if {[using_hla]} {error "resetStrategy core needs interface/stlink-dap.cfg: HLA cannot reset the core alone"}',
    onEachCore('catch {$t cortex_m reset_config vectreset}'),
  ],
  // Programming resets by these events unless a target file has others.
  none: [
    'reset_config none',
    onEachCore(
      `if {[$t cget -event gdb-flash-erase-start] eq {}} {${event('gdb-flash-erase-start', 'halt')}}; ${event('gdb-flash-write-end', nothing)}`,
    ),
  ],
};

function commands(list: readonly string[]): readonly string[] {
  return list.flatMap((command) => ['-c', command]);
}

function defaultFiles(args: LaunchArgs, make: ProbeMake): readonly string[] {
  const [probe, target] = defaultFileNames(args, make);
  // A J-Link would take JTAG.
  const transport =
    make === 'stlink' ? transportOf(args) : `transport select ${args.interface ?? 'swd'}`;
  return [
    ...['-f', probe],
    ...(transport === undefined ? [] : ['-c', transport]),
    ...['-f', target],
  ];
}

/**
 * SWD is what an ST-LINK's file takes by itself. The transports are called hla_jtag and dapdirect_jtag up to 0.12, and jtag
 * later.
 */
function transportOf(args: LaunchArgs): string | undefined {
  const first = needsDap(args) ? 'dapdirect' : 'hla';
  if (args.interface === 'jtag') return select(`${first}_jtag`, 'jtag');
  return needsDap(args) ? select('dapdirect_swd', 'swd') : undefined;
}

function select(name: string, laterName: string): string {
  return `if {[catch {transport select ${name}}]} {transport select ${laterName}}`;
}

/**
 * Which probe, and by which way. It must come after the interface file, which brings the commands; each of its two
 * ST-LINK drivers has a name of its own for the second.
 */
function probeCommands({ serialNumber, stlinkServer }: LaunchArgs): readonly string[] {
  const server = parseHostPort(stlinkServer ?? '');
  const tcp = `tcp ${server?.port ?? 0}`;
  return [
    ...(serialNumber === undefined ? [] : [`adapter serial {${serialNumber}}`]),
    ...(server === undefined
      ? []
      : [`if {[catch {hla_stlink_backend ${tcp}}]} {st-link backend ${tcp}}`]),
  ];
}

function usesSecondCore(args: LaunchArgs): boolean {
  return args.configFiles.length === 0 && isForSecondCore(args);
}

/** Each core has a GDB port of its own, counted up in the order in which the file makes them: ours is for this one. */
function secondCoreAt(port: number): readonly string[] {
  return [
    onEachCore('$t configure -gdb-port disabled'),
    `[lsearch -inline -glob [target names] *.cpu1] configure -gdb-port ${port}`,
  ];
}

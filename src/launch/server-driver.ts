// The interface every GDB server implements: what to start, when it is ready, and its dialect of load and
// reset. A driver is data and pure functions; starting it is run-server.ts's work.

import type { Finding } from '../findings/finding';
import type { AttributeName } from './attributes';
import type { LaunchArgs, ResetStrategy } from './launch-args';

/** How a server shows that GDB may connect. */
export type Readiness =
  /** It prints a line that matches; `settleMs` where it says so before it can serve. */
  | { readonly kind: 'line'; readonly pattern: RegExp; readonly settleMs?: number }
  /** It prints nothing; its port is tried. Only for servers that a trial connection does not harm. */
  | { readonly kind: 'port' };

/** A server to start: program and arguments as data, no shell. */
export interface ServerCommand {
  readonly program: string;
  readonly args: readonly string[];
  readonly ready: Readiness;
  /** Added to the environment, such as LD_LIBRARY_PATH of ST's tools. */
  readonly env?: Readonly<Record<string, string>>;
  /** Output lines that mean it will never be ready, so that nobody waits for the time-out. */
  readonly fatal: readonly RegExp[];
  /**
   * Fatal lines of a server that has its probe and gets no answer from the target: another way of connecting may get
   * one.
   */
  readonly noAnswer: readonly RegExp[];
  /**
   * What a server that is ready says of a target that does not answer, and tries again: said twice while GDB connects, it is
   * waited for no longer.
   */
  readonly retrying?: RegExp;
  /** Fatal lines that say that a port it was given is taken: other ports may be free. */
  readonly portTaken: readonly RegExp[];
  /** Lines of its output that are the target's (UART, semihosting), not the server's. */
  readonly outputIsTarget: boolean;
  /** What its exit codes mean, for an end before it is ready; signed, as its manual has them. */
  readonly exits?: Readonly<Record<number, ServerExit>>;
  readonly notes?: readonly ServerNote[];
}

/** What the user is told of a start, in a sentence: a choice that was made, something to know. */
export interface ServerNote {
  readonly text: string;
  /** In the debug console as well; else in the log alone. */
  readonly isShown: boolean;
}

/** A documented end of a server. */
export interface ServerExit {
  /** Completes "… exited with code 20: ". */
  readonly text: string;
  /** As for a line of its output; `server-failed` when absent. */
  readonly code?: 'server-port-taken' | 'target-no-answer';
}

/** The program a server needs, and how to get it. */
export interface ServerTool {
  /** Names looked up in PATH, first one wins. */
  readonly names: readonly string[];
  /**
   * Folders where its installers put it, behind PATH: absolute or from `~`, `*` in a name for anything, the newest
   * version first.
   */
  readonly places?: Readonly<Partial<Record<NodeJS.Platform, readonly string[]>>>;
  /** The line of its banner that tells its version, which is the first group. */
  readonly version?: RegExp;
  readonly install: string;
}

/** What a command line is made from, besides the arguments of the launch. */
export interface ServerTools {
  /** Absolute path of the server. */
  readonly program: string;
  /** A free port of 127.0.0.1 for GDB. */
  readonly port: number;
  /** As many more free ports as the driver's `morePorts` says. */
  readonly morePorts: readonly number[];
  /** Where a needed file was found, by its attribute. */
  readonly files: Readonly<Partial<Record<string, string>>>;
  /** The probe that is meant, or all that are attached where that is not known; absent where nobody looked. */
  readonly probes?: readonly AttachedProbe[];
}

export type ProbeMake = 'stlink' | 'jlink' | 'cmsis-dap';

/** A probe as far as a command line depends on it. */
export interface AttachedProbe {
  readonly family: ProbeMake;
  /** `ST-LINK/V2-1`. */
  readonly name: string;
  /** `0483:374b`. */
  readonly id: string;
}

/** A file that the server reads by itself, found the way the server finds it. */
export interface NeededFile {
  readonly attribute: AttributeName;
  /** As the configuration has it, or as our default is. */
  readonly text: string;
  /** A noun with its article: `a configuration script`. */
  readonly role: string;
  /** Where a relative `text` is looked for, in the server's order. */
  readonly folders: readonly NeededFileFolder[];
  /** It is a program besides the server; when it is nowhere, it is missing. */
  readonly program?: NeededProgram;
}

/** Looked for in the `folders` of its file, in PATH, and in `places`; in `folder` alone where the user names that. */
export interface NeededProgram extends Pick<ServerTool, 'places' | 'install'> {
  readonly folder?: string;
}

/**
 * A folder by where it begins: `program` is the folder of the program, links followed. `*` in a name stands for anything,
 * the newest version first.
 */
export interface NeededFileFolder {
  readonly from: 'cwd' | 'home' | 'program' | 'root';
  readonly path: string;
}

/** A port that the server opens because the user told it to. */
export interface FixedPort {
  readonly attribute: AttributeName;
  readonly port: number;
}

/** What a server with these arguments asks of an ST-LINK and its wires. */
export interface ProbeUse {
  /** Least J number of the firmware, by the probe's hardware version; undefined: any. */
  readonly leastJtag: { readonly v2: number; readonly v3: number } | undefined;
  /** Whether it pulls NRST. */
  readonly usesNrst: boolean;
  /** SWCLK it will ask for; undefined: its own default. */
  readonly speedKhz: number | undefined;
}

/** Where and how GDB connects. */
export interface TargetAddress {
  readonly mode: 'remote' | 'extended-remote';
  readonly host: string;
  readonly port: number;
}

export interface ServerDriver {
  /** The value of `servertype`. */
  readonly id: string;
  readonly label: string;
  /** As it is called in a sentence about what it did: "QEMU exited with code 1." */
  readonly name: string;
  /** Undefined when nothing is started. */
  readonly tool: ServerTool | undefined;
  /** The attributes only some servers read, of which this one reads these. */
  readonly reads: readonly AttributeName[];
  /**
   * Whether it drives a debug probe on this computer. `external` does not count: its probe may be anywhere.
   */
  readonly usesProbe: boolean;
  /** The only kinds of probes it can drive; any when absent. */
  readonly probeFamilies?: readonly ProbeMake[];
  /** Whether its command line depends on the make of the probe; no when absent. */
  choosesByProbe?(args: LaunchArgs): boolean;
  /**
   * Whether these arguments surely mean a probe on USB; only then can a missing one stop a launch. Undefined
   * for servers without a probe.
   */
  isSurelyUsb?(args: LaunchArgs): boolean;
  /** What it asks of an ST-LINK; nothing special when absent. */
  probeUse?(args: LaunchArgs): ProbeUse;
  /** Files it reads besides the image; none when absent. */
  files?(args: LaunchArgs): readonly NeededFile[];
  /** Ports it opens besides the one for GDB; none when absent. */
  fixedPorts?(args: LaunchArgs): readonly FixedPort[];
  /** What is wrong with the arguments for this server; empty when it can be planned. */
  problems(args: LaunchArgs): readonly Finding[];
  /** Undefined when nothing is started. */
  command(args: LaunchArgs, tools: ServerTools): ServerCommand | undefined;
  /** Ports it wants besides the one for GDB; 0 when absent. */
  readonly morePorts?: number;
  /** @param port the port given to `command`. */
  address(args: LaunchArgs, port: number): TargetAddress;
  /** There is no chip: no pins, no protection, nothing to wear out. */
  readonly isSimulated?: boolean;
  /** The values of `resetStrategy` that it can carry out; empty where it has no choice. */
  readonly resetStrategies: readonly ResetStrategy[];
  /** GDB commands that reset the core and leave it halted at the reset vector; GDB's caches are flushed after them. */
  resetHalt(args: LaunchArgs): readonly string[];
  /** GDB commands that make the target ready for `load`. */
  beforeLoad(args: LaunchArgs): readonly string[];
  /** GDB commands that let a standing target run on before GDB detaches; absent where detaching does so. */
  readonly letRun?: readonly string[];
  /**
   * GDB commands before connecting, for an attach with `haltOnAttach: false`. GDB then takes the target for standing where
   * nothing is, without having asked it; told to continue at once, it and the server wait for a core that ran all the time.
   * Absent where an attach always halts.
   */
  attachRunning?(args: LaunchArgs): readonly string[];
  /** GDB commands that erase the whole flash; absent where it cannot. */
  erase?(args: LaunchArgs): readonly string[];
  /**
   * Whether the list of threads can change while the target runs (an RTOS-aware server); false saves three
   * packets a stop.
   */
  readonly threadsChange: boolean;
  /** Whether the server ends by itself, without harm, when it is sent SIGTERM. */
  readonly endsOnSigterm: boolean;
  /**
   * It ends by itself once GDB has detached, and killing it while it has the probe leaves the probe unusable until it is
   * unplugged: it is waited for, and killed only when it does not end.
   */
  readonly endsAfterDetach?: boolean;
}

// The interface every GDB server implements: what to start, when it is ready, and its dialect of load and
// reset. A driver is data and pure functions; starting it is run-server.ts's work.

import type { Finding } from '../findings/finding';
import type { AttributeName } from './attributes';
import type { LaunchArgs } from './launch-args';

/** How a server shows that GDB may connect. */
export type Readiness =
  /** It prints a line that matches. */
  | { readonly kind: 'line'; readonly pattern: RegExp }
  /** It prints nothing; its port is tried. Only for servers that a trial connection does not harm. */
  | { readonly kind: 'port' };

/** A server to start: program and arguments as data, no shell. */
export interface ServerCommand {
  readonly program: string;
  readonly args: readonly string[];
  readonly ready: Readiness;
  /** Output lines that mean it will never be ready, so that nobody waits for the time-out. */
  readonly fatal: readonly RegExp[];
  /** Lines of its output that are the target's (UART, semihosting), not the server's. */
  readonly outputIsTarget: boolean;
}

/** The program a server needs, and how to get it. */
export interface ServerTool {
  /** Names looked up in PATH, first one wins. */
  readonly names: readonly string[];
  readonly install: string;
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
}

/** A folder by where it begins: `program` is the folder of the program, links followed. */
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
  /** @param port a free port on 127.0.0.1. Undefined when nothing is started. */
  command(args: LaunchArgs, toolPath: string, port: number): ServerCommand | undefined;
  /** @param port the port given to `command`. */
  address(args: LaunchArgs, port: number): TargetAddress;
  /** There is no chip: no pins, no protection, nothing to wear out. */
  readonly isSimulated?: boolean;
  /** GDB commands that reset the core and leave it halted at the reset vector; GDB's caches are flushed after them. */
  readonly resetHalt: readonly string[];
  /** GDB commands that make the target ready for `load`. */
  readonly beforeLoad: readonly string[];
  /**
   * Whether the list of threads can change while the target runs (an RTOS-aware server); false saves three
   * packets a stop.
   */
  readonly threadsChange: boolean;
  /** Whether the server ends by itself, without harm, when it is sent SIGTERM. */
  readonly endsOnSigterm: boolean;
}

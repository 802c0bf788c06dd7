// What the scenario asks of a contender. Each method ends when a client would have the answer, and says what it got,
// so that the scenario can tell a fast answer from a wrong one.

export interface FrameInfo {
  readonly function: string;
  readonly line: number;
}

export interface FollowUp {
  readonly frames: readonly FrameInfo[];
  /** Locals and arguments of the top frame. */
  readonly locals: number;
}

/**
 * Where the image comes from. `present`: QEMU got it by -kernel and runs already, nothing is programmed.
 * `programmed`: QEMU runs already, GDB's load writes the image. `starts-qemu`: the contender starts QEMU, then as `programmed`.
 * All three reset the core before the run to main, by the same two commands.
 */
export type ImageFrom = 'present' | 'programmed' | 'starts-qemu';

/** What resets QEMU's core behind GDB's back and makes GDB notice. */
export const resetCommands = ['monitor system_reset', 'maintenance flush register-cache'] as const;

export interface DebugSession {
  /** The adapter's process; undefined for raw GDB/MI, which has none. */
  readonly pid: number | undefined;
  /** Starts the adapter, to its initialize response. Nothing for raw GDB/MI. */
  start(): Promise<void>;
  /** From the launch request (raw: the spawn of GDB) to stopped at main. */
  launch(): Promise<void>;
  /** Threads, the first 20 frames, scopes and the locals of the top frame, one after the other. */
  followUp(): Promise<FollowUp>;
  frames(from: number, count: number): Promise<FrameInfo[]>;
  /** To the stop after the step, without follow-up. */
  next(): Promise<void>;
  /** To the next stop. */
  continue(): Promise<void>;
  /** Until the target runs. */
  resume(): Promise<void>;
  /** From the request to the stop. */
  pause(): Promise<void>;
  /** Replaces all breakpoints of main.c. @returns how many are in place */
  setBreakpoints(lines: readonly number[]): Promise<number>;
  /** Makes `big_array` known to the client; good until the target runs. */
  openArray(): Promise<void>;
  /** Elements of the opened array. @returns the values as shown */
  page(from: number, count: number): Promise<string[]>;
  /** All elements of `big_array` in one request, once it is open. */
  wholeArray(): Promise<string[]>;
  /** Whether `page` reads only the page: without it a client has to fetch the whole array. */
  readonly hasPages: boolean;
  /** The bytes that the client received, decoded. */
  readMemory(address: number, count: number): Promise<() => Buffer>;
  /** From the disconnect request to the process gone. */
  disconnect(): Promise<void>;
  /** Ends what is left, in any state. */
  kill(): Promise<void>;
}

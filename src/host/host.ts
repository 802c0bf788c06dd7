// What the body may ask of the machine: files, environment, processes, ports. The only seam to the
// operating system; the real one is node-host.ts.

export interface FileStat {
  readonly kind: 'file' | 'directory' | 'other';
  readonly sizeBytes: number;
  readonly modifiedMs: number;
}

/** Most that is read of a file whose reader names no limit; an ELF file of 50 MB is a large one. */
export const fileLimitBytes = 512 * 1024 * 1024;

/** Most that is read of a text: a generated .ioc has 100 kB, a long map file 10 MB. */
export const textLimitBytes = 16 * 1024 * 1024;

/** Why a file could not be read, in the system's terms: ENOENT, EACCES, EISDIR, EFTYPE, EFBIG, … */
export type ReadResult =
  | { readonly ok: true; readonly bytes: Uint8Array }
  | { readonly ok: false; readonly code: string; readonly message: string };

export interface SpawnOptions {
  readonly cwd?: string;
  /** Added to the host's environment; undefined removes a variable. */
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/** How a process ended; `error` when it never started (ENOENT, EACCES, …). */
export type ChildExit =
  | { readonly kind: 'exited'; readonly code: number }
  | { readonly kind: 'signalled'; readonly signal: string }
  | { readonly kind: 'error'; readonly code: string; readonly message: string };

/** A started process. Its end is a value, never an exception. */
export interface Child {
  readonly pid: number | undefined;
  /** Chunks as they come; subscribe in the same turn as the spawn. */
  onStdout(listener: (chunk: Uint8Array) => void): void;
  onStderr(listener: (chunk: Uint8Array) => void): void;
  /** Resolves once the process is gone and its output was delivered. */
  readonly exit: Promise<ChildExit>;
  write(text: string): void;
  endInput(): void;
  /** SIGTERM or the given signal; a process that is gone already is no error. */
  signal(name: 'SIGINT' | 'SIGTERM' | 'SIGKILL'): void;
}

/** An open TCP connection. Its end is a value, never an exception. */
export interface TcpSocket {
  /** Chunks as they come; subscribe in the same turn as the connection is had. */
  onData(listener: (chunk: Uint8Array) => void): void;
  /** Resolves once it is closed, by whom ever; with the system's message where it broke. */
  readonly closed: Promise<string | undefined>;
  write(bytes: Uint8Array): void;
  /** Closes at once, what was written before goes out if it can. */
  close(): void;
}

/** Why there is no connection, in the system's terms: ECONNREFUSED, ENOTFOUND, ETIMEDOUT, … */
export type ConnectResult =
  | { readonly ok: true; readonly socket: TcpSocket }
  | { readonly ok: false; readonly code: string; readonly message: string };

/** What became of a signal: `denied` when the process is another user's. */
export type SignalResult = 'sent' | 'gone' | 'denied';

/** Small files of the product's own, by a path in its folder such as `servers/4711.json`; nothing here rejects. */
export interface StateFolder {
  /** Absolute; it may not be there yet. */
  readonly path: string;
  /** Whole or not at all, readable by this user only. @returns the system's message when it cannot be written */
  write(file: string, text: string): Promise<string | undefined>;
  /** As `write`, but only when there is none of that name. */
  create(file: string, text: string): Promise<'created' | 'exists' | 'failed'>;
  remove(file: string): Promise<void>;
  /** Removes it if this is what it says. */
  removeIf(file: string, text: string): Promise<void>;
}

export interface Host {
  readonly platform: NodeJS.Platform;
  /** The processor this program runs on, as Node calls it: `x64`, `arm64`. */
  readonly arch: string;
  readonly homeDir: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Undefined when there is nothing (or nothing visible) at the path. */
  stat(path: string): Promise<FileStat | undefined>;
  /**
   * The whole of an ordinary file; anything else (a pipe, a device) is not read: EFTYPE. One that is larger than
   * `limitBytes` (`fileLimitBytes` when left out) is not read either: EFBIG.
   */
  readFile(path: string, limitBytes?: number): Promise<ReadResult>;
  /** At most `length` bytes from `offset`; fewer at the end of the file. */
  readFileRange(path: string, offset: number, length: number): Promise<ReadResult>;
  /** What a symbolic link says, as it stands there; undefined when it is none or may not be read. */
  readLink(path: string): Promise<string | undefined>;
  /** The path with every link followed; as given when there is nothing. */
  realPath(path: string): Promise<string>;
  /** Whether this user may open what is there for reading and writing; `missing` when there is nothing. */
  canWrite(path: string): Promise<'ok' | 'denied' | 'missing'>;
  /** The names in a folder; empty when it cannot be listed. */
  readDir(path: string): Promise<readonly string[]>;
  /** Whether the path is a file that this user may execute. */
  isExecutable(path: string): Promise<boolean>;
  /** The program is started as given, without a shell. */
  spawn(program: string, args: readonly string[], options?: SpawnOptions): Child;
  /** Starts another program of this product, by the name of its source, with the Node that runs this one. */
  spawnOwn(name: 'usb-worker'): Child;
  /** Sends a signal to a process that is no child of ours; `test` sends none. Windows has only one way: at once. */
  signalProcess(pid: number, name: 'SIGTERM' | 'SIGKILL' | 'test'): SignalResult;
  readonly state: StateFolder;
  /** A port that was free on 127.0.0.1 a moment ago. */
  freePort(): Promise<number>;
  /** Whether 127.0.0.1:port can be bound now. */
  isPortFree(port: number): Promise<boolean>;
  /** Whether something accepts on host:port; connects and closes at once. */
  accepts(hostName: string, port: number): Promise<boolean>;
  /** Opens a TCP connection; ETIMEDOUT when it is not there after `limitMs`. */
  connectTcp(hostName: string, port: number, limitMs: number): Promise<ConnectResult>;
}

// (Contract.) A debug probe as it is listed, before anybody opens it.

/** A process that has it open. */
export interface ProbeHolder {
  readonly pid: number;
  /** Its program's name; undefined where the system does not tell (another user's process). */
  readonly name: string | undefined;
  /** Set when it is a server of ours, or the adapter of a session of ours. */
  readonly session?: HolderSession | undefined;
}

/** The debug session that a process belongs to. */
export interface HolderSession {
  /** False: its adapter is gone, the process was left over. */
  readonly isRunning: boolean;
  readonly adapterPid: number;
  /** What it works in. */
  readonly folder: string | undefined;
}

/** Where it hangs. */
export type ProbeCarrier =
  /** On this computer. `node` is the file that is opened (Linux), or what the system calls it. */
  | { readonly kind: 'usb'; readonly node: string }
  /** Behind ST's stlink-server; `deviceId` is the server's. */
  | {
      readonly kind: 'stlink-server';
      readonly host: string;
      readonly port: number;
      readonly deviceId: number;
    };

/** What can be done with it: `stlink` examined by us; the others are known by name only. */
export type ProbeFamily = 'stlink' | 'jlink' | 'cmsis-dap';

export interface ProbeInfo {
  readonly family: ProbeFamily;
  /** `0483:374b`. */
  readonly id: string;
  /** `ST-LINK/V2-1`. */
  readonly name: string;
  /** As ST's tools print it; 24 hex digits for an ST-LINK. Undefined where it has none or the system hides it. */
  readonly serial: string | undefined;
  readonly carrier: ProbeCarrier;
  /**
   * Without opening it. `missing`: listed, but there is no node to open (a container that was not given it); `unknown`:
   * this system only tells by opening.
   */
  readonly access: 'ok' | 'denied' | 'missing' | 'in-use' | 'unknown';
  readonly holders: readonly ProbeHolder[];
}

/** The list, and whether there was anything to look at. */
export interface ProbeList {
  readonly probes: readonly ProbeInfo[];
  /** Where it was read, for evidence: a folder, or `stlink-server at 127.0.0.1:7184`. */
  readonly source: string;
  /** False where there is no USB bus to be seen (container, WSL, virtual machine). */
  readonly hasBus: boolean;
  /** Why it could not be had, with the code of the Failure; then `probes` is empty. */
  readonly failure?: { readonly code: string; readonly message: string };
}

/** `/dev/bus/usb/001/004`, `127.0.0.1:7184`: where it hangs, in words for a person. */
export function placeOf({ carrier }: Pick<ProbeInfo, 'carrier'>): string {
  return carrier.kind === 'usb' ? carrier.node : `${carrier.host}:${carrier.port}`;
}

// (Contract.) Servers of ours that outlive the adapter that started them: written down when one is started, and ended
// politely by the next launch when its adapter is gone.

import type { Log } from '../base/log';
import type { Host } from '../host/host';

/** A server we started, as it is written down while it runs. */
export interface ServerRecord {
  readonly pid: number;
  /** `openocd`: the driver. */
  readonly driver: string;
  readonly commandLine: readonly string[];
  readonly port: number;
  /** Of the debug adapter that started it. */
  readonly adapterPid: number;
}

/** Writes it down. @returns the end of the record, for when the server has ended; never rejects. */
export function recordServer(_host: Host, _record: ServerRecord): Promise<() => Promise<void>> {
  return Promise.resolve(() => Promise.resolve());
}

/** Ends every server of ours whose adapter is gone. @returns those that were ended; never rejects but for `cancelled`. */
export function endLeftOvers(
  _host: Host,
  _log: Log,
  _signal?: AbortSignal,
): Promise<readonly ServerRecord[]> {
  return Promise.resolve([]);
}

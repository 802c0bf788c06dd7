// What the command line program is given by its process.

import type { Host } from '../host/host';
import type { StandardInput } from '../host/read-log';
import type { ServerDriver } from '../launch/server-driver';

export interface CliContext {
  readonly host: Host;
  readonly drivers: readonly ServerDriver[];
  readonly version: string;
  /** The folder the program was started in; absolute. */
  readonly cwd: string;
  /** The folder of the program's package.json; absolute. */
  readonly packageFolder: string;
  /** Whether standard output shows colours. */
  readonly isTerminal: boolean;
  /** Where there is none, nothing can be piped in. */
  readonly input?: StandardInput;
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** A signal that fires with Ctrl+C, from then on in place of ending the program; a second one ends it. */
  readonly interruption?: () => AbortSignal;
  /** @returns the system's message when the file cannot be written; undefined when it was. */
  readonly writeFile: (path: string, text: string) => Promise<string | undefined>;
}

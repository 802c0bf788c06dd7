// What the debug adapter and its client say to each other beyond DAP. Types and names only; the adapter
// works just as well with a client that knows none of this.

import type { LogLevel } from '../base/log';
import type { Finding, Skipped } from '../findings/finding';

/** Event: what is known about this launch. It can come twice: before the launch, and after a failure. */
export const findingsEvent = 'stm32/findings';

export interface FindingsEvent {
  readonly findings: readonly Finding[];
  readonly skipped: readonly Skipped[];
  /** Ids of the checks that were made. */
  readonly made: readonly string[];
  /** What probe and target answered, a sentence; undefined where no probe was asked. */
  readonly seen: string | undefined;
  /** What no check looks at, a sentence; undefined where there is nothing. */
  readonly unseen: string | undefined;
  /** Whether an error among them ends the launch. */
  readonly isRefused: boolean;
}

/** The command of our extension that starts the refused launch again without stopping at findings. */
export const launchAnywayCommand = 'stm32-preflight.launchAnyway';

/** Event: one entry for the client's log. */
export const logEvent = 'stm32/log';

export interface LogEvent {
  readonly level: LogLevel;
  /** One or more lines, without a line end. */
  readonly message: string;
  /** Who said it: `adapter`, `gdb`, `server`, … */
  readonly source: string;
}

/** Request without arguments or body: resets the target as the configuration says and halts it. */
export const resetRequest = 'stm32/reset';

// What the debug adapter and its client say to each other beyond DAP. Types and names only; the adapter
// works just as well with a client that knows none of this.

import type { LogLevel } from '../base/log';
import type { TranscriptLine } from '../base/transcript';
import type { Diagnosis } from '../findings/diagnosis';
import type { Finding, Skipped } from '../findings/finding';

/** What a client without our extension can say in `initialize` beyond DAP. */
export interface OwnInitializeArguments {
  /** It takes the events below; without this they are not sent, because some clients complain of events they do not know. */
  readonly supportsStm32Events?: boolean;
}

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

/** Key of a launch configuration by which our extension makes itself known to the adapter. */
export const extensionKey = '__stm32PreflightExtension';

/** The command of our extension that starts the refused launch again without stopping at findings. */
export const launchAnywayCommand = 'stm32-preflight.launchAnyway';

/** The command of our extension that shows why the last launch failed. */
export const showFailureCommand = 'stm32-preflight.showFailureCard';

/** Event: one entry for the client's log. */
export const logEvent = 'stm32/log';

export interface LogEvent {
  readonly level: LogLevel;
  /** One or more lines, without a line end. */
  readonly message: string;
  /** Who said it: `adapter`, `gdb`, `server`, … */
  readonly source: string;
}

/** Request without a body: resets the target as the configuration says; without arguments it stays halted. */
export const resetRequest = 'stm32/reset';

/** What the target does after a reset: stand at the reset vector, run to the entry point, or run. */
export type AfterReset = 'halt' | 'main' | 'run';

export interface ResetArguments {
  readonly then?: AfterReset;
}

/**
 * Event: what a report about this launch is made of. Sent when a launch has succeeded or failed and when the session has
 * ended; each replaces the one before.
 */
export const launchRecordEvent = 'stm32/launchRecord';

export interface LaunchRecord {
  readonly outcome: 'started' | 'failed' | 'ended';
  /** Of what failed; undefined otherwise. */
  readonly failure: { readonly code: string; readonly message: string } | undefined;
  /** Why it failed, as far as that can be told; undefined where nothing failed, and where the checks refused the launch. */
  readonly diagnosis: Diagnosis | undefined;
  readonly findings: readonly Finding[];
  readonly skipped: readonly Skipped[];
  /** As the client sent it, variables replaced. */
  readonly configuration: Readonly<Record<string, unknown>>;
  /** What ran, such as `OpenOCD` and `0.12.0`; a version that was not told is undefined. */
  readonly versions: readonly { readonly name: string; readonly version: string | undefined }[];
  /** Program and arguments of the server, and of GDB. */
  readonly commandLines: readonly (readonly string[])[];
  readonly transcript: readonly TranscriptLine[];
  /** Lines lost from the middle of it. */
  readonly dropped: number;
  /** How the target was reached in the end; undefined: as configured, or not at all. */
  readonly way: ConnectWay | undefined;
}

/** What differed from the configuration when the target answered. */
export interface ConnectWay {
  /** What to set in launch.json to connect so at once. */
  readonly attributes: Readonly<Record<string, string | number>>;
  /** `at 480 kHz`, `under reset at 480 kHz`. */
  readonly text: string;
}

/** Event: the target was compared with an image whose symbols are read and which this session did not program. */
export const imageComparedEvent = 'stm32/imageCompared';

export interface ImageCompared {
  /** Absolute path of the image. */
  readonly file: string;
  /** `erased`: all that was read is erased flash. */
  readonly outcome: 'same' | 'different' | 'erased';
  /** Only samples were read: `same` is no proof then. */
  readonly isSampled: boolean;
  /** Names of the sections that differ. */
  readonly sections: readonly string[];
  readonly readBytes: number;
}

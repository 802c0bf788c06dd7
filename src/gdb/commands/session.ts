// GDB itself: settings, features, CLI commands, completion. Shapes: manual, "GDB/MI Support Commands" and
// "Miscellaneous GDB/MI Commands".

import type { Gdb, SendOptions } from '../gdb';
import { miString } from '../mi-quote';
import { flag, text, texts } from '../mi-record';

/** `gdbSet(gdb, 'mi-async', 'on')`. @throws Failure gdb-error for a setting this GDB does not have */
export async function gdbSet(
  gdb: Gdb,
  setting: string,
  value: string,
  options?: SendOptions,
): Promise<void> {
  // The rest of the line goes to `set` as it is.
  await gdb.send(`-gdb-set ${setting} ${value}`, options);
}

/** The value of a setting as GDB says it. */
export async function gdbShow(gdb: Gdb, setting: string, options?: SendOptions): Promise<string> {
  return text(await gdb.send(`-gdb-show ${setting}`, options), 'value') ?? '';
}

/** What this GDB's MI can do, by the manual's names (`python`, `data-disassemble-a-option`, …). */
export async function listFeatures(gdb: Gdb, options?: SendOptions): Promise<readonly string[]> {
  return texts(await gdb.send('-list-features', options), 'features');
}

export interface Completion {
  /** The common beginning of all matches, when GDB gives one. */
  readonly completion: string | undefined;
  /** Whole command lines. */
  readonly matches: readonly string[];
  /** GDB stopped at its `max-completions` (200 by default). */
  readonly isCut: boolean;
}

/** Completions of a CLI command line. GDB ≥ 9. */
export async function completeCommand(
  gdb: Gdb,
  line: string,
  options?: SendOptions,
): Promise<Completion> {
  const results = await gdb.send(`-complete ${miString(line)}`, options);
  return {
    completion: text(results, 'completion'),
    matches: texts(results, 'matches'),
    isCut: flag(results, 'max_completions_reached') ?? false,
  };
}

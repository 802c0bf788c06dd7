// GDB/MI output as data: the values, the records, and readers that answer undefined instead of throwing.
// What a line means (tokens, run state) is gdb.ts; how it is read is mi-parser.ts.

/**
 * A C string, a tuple, or a list. MI knows lists of values and lists of results
 * (`stack=[frame={…},frame={…}]`); the keys of the latter say nothing and are dropped.
 */
export type MiValue = string | MiTuple | readonly MiValue[];

/**
 * Keys to values. Where GDB repeats a key in one tuple (`thread-ids={thread-id="1",thread-id="2"}`) or
 * goes on without one (`bkpt={…},{…}` of a multi-location breakpoint before MI3), the key's value becomes
 * the list of them all, in order: `list()` gives every one, `tuple()` and `text()` the first.
 * A tuple that holds only bare values (`script={"silent","print x"}` before MI4) becomes a list.
 */
export interface MiTuple {
  readonly [key: string]: MiValue | undefined;
}

/** The answer to a command: exactly one per command, carrying its token. */
export interface MiResult {
  readonly kind: 'result';
  readonly token: number | undefined;
  readonly klass: 'done' | 'running' | 'connected' | 'error' | 'exit';
  readonly results: MiTuple;
}

/** Something happened: `exec` (`*stopped`), `status` (`+download`) or `notify` (`=breakpoint-modified`). */
export interface MiAsync {
  readonly kind: 'exec' | 'status' | 'notify';
  readonly token: number | undefined;
  readonly klass: string;
  readonly results: MiTuple;
}

/** Text: `console` (`~`, answers of CLI commands), `target` (`@`), `log` (`&`, GDB's own messages). */
export interface MiStream {
  readonly kind: 'console' | 'target' | 'log';
  readonly text: string;
}

/** `(gdb)`: GDB has finished a command and reads the next. */
export interface MiPrompt {
  readonly kind: 'prompt';
}

/** A line that is no MI at all: output of the program being debugged, or of something GDB started. */
export interface MiOther {
  readonly kind: 'other';
  readonly text: string;
}

/** A line that begins as MI and is broken; the token is kept so that its command need not wait. */
export interface MiMalformed {
  readonly kind: 'malformed';
  readonly token: number | undefined;
  readonly text: string;
  /** What was expected, and at which column (from 0). */
  readonly why: string;
}

export type MiRecord = MiResult | MiAsync | MiStream | MiPrompt | MiOther | MiMalformed;

/** For results without content, and for readers of absent ones. */
export const emptyTuple: MiTuple = Object.freeze({});

export function isTuple(value: MiValue | undefined): value is MiTuple {
  return typeof value === 'object' && !Array.isArray(value);
}

export function isList(value: MiValue | undefined): value is readonly MiValue[] {
  return Array.isArray(value);
}

/** The text at a key; the first one where the key was repeated. */
export function text(from: MiTuple, key: string): string | undefined {
  const value = firstOf(from[key]);
  return typeof value === 'string' ? value : undefined;
}

/** A decimal or `0x…` number at a key (counts, lines, 32-bit addresses); undefined for anything else. */
export function number(from: MiTuple, key: string): number | undefined {
  const value = text(from, key);
  return value === undefined ? undefined : toNumber(value);
}

/** `y`/`n` (breakpoints) and `1`/`0` (`has_more`, `dynamic`). */
export function flag(from: MiTuple, key: string): boolean | undefined {
  switch (text(from, key)) {
    case 'y':
    case '1':
    case 'true':
      return true;
    case 'n':
    case '0':
    case 'false':
      return false;
    default:
      return undefined;
  }
}

/** The tuple at a key, the first of several; undefined when there is none. */
export function tuple(from: MiTuple, key: string): MiTuple | undefined {
  const value = firstOf(from[key]);
  return isTuple(value) ? value : undefined;
}

/** Everything at a key: the list's members, a single value as a list of one, nothing as an empty one. */
export function list(from: MiTuple, key: string): readonly MiValue[] {
  const value = from[key];
  if (value === undefined) return [];
  return isList(value) ? value : [value];
}

/** The tuples among everything at a key. */
export function tuples(from: MiTuple, key: string): readonly MiTuple[] {
  return list(from, key).filter(isTuple);
}

/** The texts among everything at a key. */
export function texts(from: MiTuple, key: string): readonly string[] {
  return list(from, key).filter((value) => typeof value === 'string');
}

/** Reads decimal or `0x…`, nothing else: `Number` alone would accept '' and '1e3'. */
export function toNumber(value: string): number | undefined {
  if (!/^(-?\d+|0x[0-9a-f]+)$/i.test(value)) return undefined;
  const result = Number(value);
  return Number.isSafeInteger(result) ? result : undefined;
}

function firstOf(value: MiValue | undefined): MiValue | undefined {
  return isList(value) ? value[0] : value;
}

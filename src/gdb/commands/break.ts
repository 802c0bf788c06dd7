// Breakpoints and watchpoints. Shapes: manual, "GDB/MI Breakpoint Information".

import type { Gdb, SendOptions } from '../gdb';
import { miString } from '../mi-quote';
import { flag, number, text, tuple, tuples } from '../mi-record';
import type { MiTuple } from '../mi-record';

/**
 * Where to break: a source line, a function, an address, or GDB's own location syntax (`main`,
 * `main.c:12`, `*0x08000100`). The first three are passed as explicit locations, in which colons, spaces
 * and backslashes of a file name mean nothing.
 */
export type BreakWhere =
  | string
  | { readonly source: string; readonly line: number }
  | { readonly function: string }
  | { readonly address: number };

export interface BreakInsertOptions {
  readonly location: BreakWhere;
  /** An expression; the target is stopped and let go again by GDB where it is false. */
  readonly condition?: string;
  /** How many hits to pass over. */
  readonly ignoreCount?: number;
  /** Deleted at its first hit. */
  readonly temporary?: boolean;
  readonly hardware?: boolean;
  /** Accept a location that does not exist yet (`-f`). Default: it is an error. */
  readonly pending?: boolean;
  readonly disabled?: boolean;
  readonly thread?: number;
}

/** One place in the program. */
export interface BreakLocation {
  /** `1` for a breakpoint's only location, `1.2` for one of several. */
  readonly number: string;
  readonly enabled: boolean;
  readonly address: number | undefined;
  readonly func: string | undefined;
  /** As in the debug information. */
  readonly file: string | undefined;
  /** Absolute. */
  readonly fullname: string | undefined;
  readonly line: number | undefined;
}

export interface Breakpoint {
  readonly number: string;
  /** `breakpoint`, `hw breakpoint`, `hw watchpoint`, `read watchpoint`, `acc watchpoint`, `dprintf`, … */
  readonly type: string;
  readonly enabled: boolean;
  readonly temporary: boolean;
  /** The location as asked for, while it is not found in the program. */
  readonly pending: string | undefined;
  /** In GDB's order; empty while pending and for watchpoints. */
  readonly locations: readonly BreakLocation[];
  /** Hits so far. */
  readonly times: number;
  readonly condition: string | undefined;
  /** Hits still to be passed over. */
  readonly ignoreCount: number | undefined;
  /** What a watchpoint watches. */
  readonly watched: string | undefined;
  readonly originalLocation: string | undefined;
}

/** @throws Failure gdb-error where the location is not found (unless `pending`) or the condition is wrong */
export async function breakInsert(
  gdb: Gdb,
  request: BreakInsertOptions,
  options?: SendOptions,
): Promise<Breakpoint> {
  const results = await gdb.send(`-break-insert${insertOptions(request)}`, options);
  return readBreakpoint(results) ?? unknownBreakpoint;
}

export async function breakDelete(
  gdb: Gdb,
  numbers: readonly string[],
  options?: SendOptions,
): Promise<void> {
  if (numbers.length > 0) await gdb.send(`-break-delete ${numbers.join(' ')}`, options);
}

/** Numbers of breakpoints or of single locations (`1.2`). */
export async function breakEnable(
  gdb: Gdb,
  numbers: readonly string[],
  options?: SendOptions,
): Promise<void> {
  if (numbers.length > 0) await gdb.send(`-break-enable ${numbers.join(' ')}`, options);
}

/** Sets the condition; '' removes it. @throws Failure gdb-error for an expression GDB cannot read */
export async function breakCondition(
  gdb: Gdb,
  breakpoint: string,
  condition: string,
  options?: SendOptions,
): Promise<void> {
  // Quotes would become part of the expression before GDB 12, and the rest of the line is one expression in
  // all versions.
  const expression = condition.replace(/\s+/g, ' ').trim();
  await gdb.send(`-break-condition ${breakpoint} ${expression}`.trimEnd(), options);
}

/** Passes over the next `count` hits. */
export async function breakAfter(
  gdb: Gdb,
  breakpoint: string,
  count: number,
  options?: SendOptions,
): Promise<void> {
  await gdb.send(`-break-after ${breakpoint} ${count}`, options);
}

export interface Watchpoint {
  readonly number: string;
  readonly expression: string;
}

/** Stops on a write (default), a read, or either. @throws Failure gdb-error */
export async function breakWatch(
  gdb: Gdb,
  expression: string,
  access: 'write' | 'read' | 'access' = 'write',
  options?: SendOptions,
): Promise<Watchpoint> {
  const kind = access === 'write' ? '' : access === 'read' ? ' -r' : ' -a';
  const results = await gdb.send(`-break-watch${kind} ${miString(expression)}`, options);
  const watch =
    tuple(results, 'wpt') ?? tuple(results, 'hw-rwpt') ?? tuple(results, 'hw-awpt') ?? results;
  return { number: text(watch, 'number') ?? '', expression: text(watch, 'exp') ?? expression };
}

export async function breakInfo(
  gdb: Gdb,
  breakpoint: string,
  options?: SendOptions,
): Promise<Breakpoint | undefined> {
  return readTable(await gdb.send(`-break-info ${breakpoint}`, options))[0];
}

export async function breakList(gdb: Gdb, options?: SendOptions): Promise<readonly Breakpoint[]> {
  return readTable(await gdb.send('-break-list', options));
}

/** The breakpoint of a reply, or of `=breakpoint-created` and `=breakpoint-modified`. */
export function readBreakpoint(results: MiTuple): Breakpoint | undefined {
  // MI 2 lists the locations behind the breakpoint, MI 3 inside it.
  const [main, ...following] = tuples(results, 'bkpt');
  return main === undefined ? undefined : toBreakpoint(main, following);
}

const unknownBreakpoint: Breakpoint = {
  number: '',
  type: 'breakpoint',
  enabled: false,
  temporary: false,
  pending: undefined,
  locations: [],
  times: 0,
  condition: undefined,
  ignoreCount: undefined,
  watched: undefined,
  originalLocation: undefined,
};

function insertOptions(request: BreakInsertOptions): string {
  const { condition, ignoreCount, thread } = request;
  return [
    request.temporary ? ' -t' : '',
    request.hardware ? ' -h' : '',
    request.pending ? ' -f' : '',
    request.disabled ? ' -d' : '',
    condition === undefined || condition.trim() === '' ? '' : ` -c ${miString(condition)}`,
    ignoreCount === undefined || ignoreCount === 0 ? '' : ` -i ${ignoreCount}`,
    thread === undefined ? '' : ` -p ${thread}`,
    ` ${breakLocation(request.location)}`,
  ].join('');
}

function breakLocation(where: BreakWhere): string {
  if (typeof where === 'string') return `-- ${miString(where)}`;
  if ('source' in where) return `--source ${miString(where.source)} --line ${where.line}`;
  if ('function' in where) return `--function ${miString(where.function)}`;
  return `-- "*0x${where.address.toString(16)}"`;
}

function readTable(results: MiTuple): readonly Breakpoint[] {
  const body = tuples(tuple(results, 'BreakpointTable') ?? results, 'body');
  const table: Breakpoint[] = [];
  for (let at = 0; at < body.length;) {
    const main = body[at++];
    if (main === undefined) break;
    const following: MiTuple[] = [];
    // MI 2 has the locations as further rows, numbered `1.1`.
    for (let row = body[at]; row && /\./.test(text(row, 'number') ?? ''); row = body[++at]) {
      following.push(row);
    }
    table.push(toBreakpoint(main, following));
  }
  return table;
}

function toBreakpoint(main: MiTuple, following: readonly MiTuple[]): Breakpoint {
  const inside = tuples(main, 'locations');
  const several = inside.length > 0 ? inside : following;
  const type = text(main, 'type') ?? 'breakpoint';
  const pending = text(main, 'pending');
  const isWatch = type.includes('watchpoint');
  const own = pending === undefined && !isWatch ? [main] : [];
  return {
    number: text(main, 'number') ?? '',
    type,
    enabled: flag(main, 'enabled') ?? true,
    temporary: text(main, 'disp') === 'del',
    locations: (several.length > 0 ? several : own).map(toLocation),
    times: number(main, 'times') ?? 0,
    pending: pending,
    condition: text(main, 'cond'),
    ignoreCount: number(main, 'ignore'),
    watched: isWatch ? (text(main, 'what') ?? text(main, 'exp')) : undefined,
    originalLocation: text(main, 'original-location'),
  };
}

function toLocation(from: MiTuple): BreakLocation {
  return {
    number: text(from, 'number') ?? '',
    enabled: flag(from, 'enabled') ?? true,
    address: number(from, 'addr'),
    func: text(from, 'func'),
    file: text(from, 'file'),
    fullname: text(from, 'fullname'),
    line: number(from, 'line'),
  };
}

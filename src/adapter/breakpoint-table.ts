// The breakpoints the client asked for, and GDB's numbers for them. Keeps what did not change, so that
// setting twenty again costs nothing. Does not decide when the target may be stopped for it.

import type { DebugProtocol } from '@vscode/debugprotocol';
import { Failure } from '../base/failure';
import { breakDelete, breakInsert } from '../gdb/commands/break';
import type { BreakInsertOptions, Breakpoint, BreakWhere } from '../gdb/commands/break';
import type { Gdb } from '../gdb/gdb';
import { notInProgram } from './errors';
import { hitCondition } from './hit-condition';

/** One breakpoint as the client wants it; lines count from 1. */
export interface WantedBreakpoint {
  /** Where, most exact way to say it first; the next is tried when GDB does not know the file. */
  readonly where: readonly BreakWhere[];
  /** Whether GDB's file for a less exact way is not the one that is meant. */
  readonly refuses: ((fullname: string) => Promise<boolean>) | undefined;
  readonly condition: string | undefined;
  readonly hitCondition: string | undefined;
  readonly logMessage: string | undefined;
}

/** One breakpoint as it is. */
export interface SetBreakpoint {
  /** DAP's id. */
  readonly id: number;
  readonly wanted: WantedBreakpoint;
  /** GDB's number; undefined when it could not be set. */
  readonly number: string | undefined;
  readonly line: number | undefined;
  readonly address: number | undefined;
  /** Why it is not set. */
  readonly message: string | undefined;
}

export class BreakpointTable {
  /** By group: a source path, or the client's function breakpoints. */
  private groups = new Map<string, readonly SetBreakpoint[]>();
  private nextId = 1;

  constructor(private readonly gdb: Gdb) {}

  /** Whether `set` would change anything, so that a running target is only stopped when it must be. */
  changes(group: string, wanted: readonly WantedBreakpoint[]): boolean {
    const present = this.groups.get(group) ?? [];
    return (
      present.length !== wanted.length || wanted.some((want) => find(present, want) === undefined)
    );
  }

  /** Makes the group what is wanted; the result is in the order of `wanted`. Never rejects for one of them. */
  async set(group: string, wanted: readonly WantedBreakpoint[]): Promise<readonly SetBreakpoint[]> {
    const present = this.groups.get(group) ?? [];
    const kept = wanted.map((want) => find(present, want));
    const gone = present.filter((old) => !kept.includes(old) && old.number !== undefined);
    const removal = breakDelete(this.gdb, numbers(gone)).catch(() => undefined);
    const all = await Promise.all(wanted.map(async (want, at) => kept[at] ?? this.insert(want)));
    await removal;
    this.groups.set(group, all);
    return all;
  }

  /** After the image was read again: tries those that could not be set before. */
  async retry(): Promise<readonly SetBreakpoint[]> {
    const changed: SetBreakpoint[] = [];
    for (const [group, present] of this.groups) {
      const all = await Promise.all(
        present.map(async (old) => {
          if (old.number !== undefined) return old;
          const again = { ...(await this.insert(old.wanted)), id: old.id };
          if (again.number !== undefined) changed.push(again);
          return again;
        }),
      );
      this.groups.set(group, all);
    }
    return changed;
  }

  byNumber(number: string | undefined): SetBreakpoint | undefined {
    if (number === undefined) return undefined;
    return this.all().find((one) => one.number === number);
  }

  /** GDB has moved it to another line. */
  moved(breakpoint: SetBreakpoint, line: number): void {
    for (const [group, present] of this.groups) {
      const moved = present.map((one) => (one.id === breakpoint.id ? { ...one, line } : one));
      this.groups.set(group, moved);
    }
  }

  all(): readonly SetBreakpoint[] {
    return [...this.groups.values()].flat();
  }

  private async insert(wanted: WantedBreakpoint): Promise<SetBreakpoint> {
    const id = this.nextId++;
    try {
      const set = await this.insertAnywhere(wanted, id);
      const place = set.locations[0];
      return {
        ...{ id, wanted, number: set.number },
        ...{ line: place?.line, address: place?.address, message: undefined },
      };
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      const nothing = { number: undefined, line: undefined, address: undefined };
      return { id, wanted, ...nothing, message: error.message };
    }
  }

  private async insertAnywhere(wanted: WantedBreakpoint, id: number): Promise<Breakpoint> {
    const condition = hitCondition(wanted.condition, wanted.hitCondition, `$stm32_hits_${id}`);
    if (condition?.counter !== undefined) {
      void this.gdb.send(`-gdb-set var ${condition.counter} = 0`).catch(() => undefined);
    }
    let unknown: Failure | undefined;
    for (const location of wanted.where) {
      const request: BreakInsertOptions =
        condition === undefined ? { location } : { location, condition: condition.expression };
      try {
        const set = await breakInsert(this.gdb, request);
        if (location !== wanted.where[0]) await this.assertMeant(wanted, set);
        return set;
      } catch (error) {
        if (!(error instanceof Failure) || !/^No source file named/.test(error.message))
          throw error;
        unknown ??= error;
      }
    }
    throw unknown ?? new Failure('gdb-error', 'user', 'No place for the breakpoint.');
  }

  /** A name alone may lead into another file. @throws Failure not-in-program, with the breakpoint deleted */
  private async assertMeant({ where, refuses }: WantedBreakpoint, set: Breakpoint): Promise<void> {
    const [asked] = where;
    if (refuses === undefined || typeof asked !== 'object' || !('source' in asked)) return;
    for (const { fullname } of set.locations) {
      if (fullname === undefined || !(await refuses(fullname))) continue;
      await breakDelete(this.gdb, [set.number]);
      throw notInProgram(asked.source, fullname);
    }
  }
}

function find(
  present: readonly SetBreakpoint[],
  want: WantedBreakpoint,
): SetBreakpoint | undefined {
  // One that failed is tried again: its file or function may exist now.
  return present.find((one) => one.number !== undefined && same(one.wanted, want));
}

function same(a: WantedBreakpoint, b: WantedBreakpoint): boolean {
  return (
    JSON.stringify(a.where) === JSON.stringify(b.where) &&
    a.condition === b.condition &&
    a.hitCondition === b.hitCondition &&
    a.logMessage === b.logMessage
  );
}

function numbers(breakpoints: readonly SetBreakpoint[]): readonly string[] {
  return breakpoints.flatMap(({ number }) => (number === undefined ? [] : [number]));
}

/** A breakpoint as DAP shows it. @param toClientLine the client may count from 0. */
export function toDapBreakpoint(
  set: SetBreakpoint,
  toClientLine: (line: number) => number,
): DebugProtocol.Breakpoint {
  return {
    id: set.id,
    verified: set.number !== undefined,
    ...(set.line === undefined ? {} : { line: toClientLine(set.line) }),
    ...(set.message === undefined ? {} : { message: set.message, reason: 'failed' }),
  };
}

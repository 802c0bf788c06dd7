// Breakpoints on lines and functions. A running target is stopped for a moment to set them, unseen.

import type { DebugProtocol } from '@vscode/debugprotocol';
import { toDapBreakpoint } from '../breakpoint-table';
import type { WantedBreakpoint } from '../breakpoint-table';
import type { Context } from '../context';
import { missingArgument } from '../errors';

type Breakpoints = { breakpoints: DebugProtocol.Breakpoint[] };

/** @throws Failure missing-argument */
export function setBreakpoints(
  context: Context,
  args: Partial<DebugProtocol.SetBreakpointsArguments>,
): Promise<Breakpoints> {
  const given = args.source?.path ?? args.source?.name;
  if (typeof given !== 'string') throw missingArgument('setBreakpoints', 'source.path');
  const { client, target } = context;
  const path = client.fromClientPath(given);
  const names = target.sources.namesOf(path);
  const lines = args.breakpoints ?? (args.lines ?? []).map((line) => ({ line }));
  return set(
    context,
    path,
    lines.map((wanted: DebugProtocol.SourceBreakpoint) => ({
      where: names.map((source) => ({ source, line: client.fromClientLine(wanted.line) })),
      refuses: (fullname) => target.sources.isAnother(path, fullname),
      condition: wanted.condition,
      hitCondition: wanted.hitCondition,
      logMessage: wanted.logMessage,
    })),
  );
}

/** @throws Failure missing-argument */
export function setFunctionBreakpoints(
  context: Context,
  { breakpoints }: Partial<DebugProtocol.SetFunctionBreakpointsArguments>,
): Promise<Breakpoints> {
  if (breakpoints === undefined) throw missingArgument('setFunctionBreakpoints', 'breakpoints');
  return set(
    context,
    'functions',
    breakpoints.map(({ name, condition, hitCondition }) => ({
      // GDB's own syntax, so that `file.c:name` and `*0x08000200` work too.
      where: [name],
      refuses: undefined,
      condition,
      hitCondition,
      logMessage: undefined,
    })),
  );
}

async function set(
  context: Context,
  group: string,
  wanted: readonly WantedBreakpoint[],
): Promise<Breakpoints> {
  const { target, client } = context;
  if (target.noDebug) {
    const message = 'The program runs without debugging.';
    return { breakpoints: wanted.map(() => ({ verified: false, message })) };
  }
  // Asked in its turn: what was set before this request may still be waiting for its own.
  const all = await target.run.whileStopped(
    () => target.breakpoints.set(group, wanted),
    () => target.breakpoints.changes(group, wanted),
  );
  return {
    breakpoints: all.map((one) => toDapBreakpoint(one, (line) => client.toClientLine(line))),
  };
}

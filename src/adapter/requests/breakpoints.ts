// Breakpoints on lines and functions. A running target is stopped for a moment to set them, unseen.

import type { DebugProtocol } from '@vscode/debugprotocol';
import { toDapBreakpoint } from '../breakpoint-table';
import type { WantedBreakpoint } from '../breakpoint-table';
import type { Context } from '../context';

type Breakpoints = { breakpoints: DebugProtocol.Breakpoint[] };

export function setBreakpoints(
  context: Context,
  args: DebugProtocol.SetBreakpointsArguments,
): Promise<Breakpoints> {
  const { client, target } = context;
  const path = client.fromClientPath(args.source.path ?? args.source.name ?? '');
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

export function setFunctionBreakpoints(
  context: Context,
  args: DebugProtocol.SetFunctionBreakpointsArguments,
): Promise<Breakpoints> {
  return set(
    context,
    'functions',
    args.breakpoints.map(({ name, condition, hitCondition }) => ({
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

// Breakpoints on lines and functions. A running target is stopped for a moment to set them, unseen.

import type { DebugProtocol } from '@vscode/debugprotocol';
import { fileURLToPath } from 'node:url';
import { toDapBreakpoint } from '../breakpoint-table';
import type { WantedBreakpoint } from '../breakpoint-table';
import type { Context } from '../context';

type Breakpoints = { breakpoints: DebugProtocol.Breakpoint[] };

export function setBreakpoints(
  context: Context,
  args: DebugProtocol.SetBreakpointsArguments,
): Promise<Breakpoints> {
  const { client, target } = context;
  const path = toPath(context, args.source.path ?? args.source.name ?? '');
  const names = target.sources.namesOf(path);
  const lines = args.breakpoints ?? (args.lines ?? []).map((line) => ({ line }));
  return set(
    context,
    path,
    lines.map((wanted: DebugProtocol.SourceBreakpoint) => ({
      where: names.map((source) => ({ source, line: client.fromClientLine(wanted.line) })),
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
  const work = () => target.breakpoints.set(group, wanted);
  const isWork = target.breakpoints.changes(group, wanted);
  const all = await (isWork ? target.run.whileStopped(work) : work());
  return {
    breakpoints: all.map((one) => toDapBreakpoint(one, (line) => client.toClientLine(line))),
  };
}

function toPath(context: Context, given: string): string {
  return context.client.traits.pathsAreUris && given.startsWith('file:')
    ? fileURLToPath(given)
    : given;
}

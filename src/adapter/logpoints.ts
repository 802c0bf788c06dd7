// Log points: breakpoints that print and go on. The message is evaluated here rather than by GDB's dprintf,
// whose formats need the expressions' types before GDB 14.

import { toFailure } from '../base/failure';
import { dataEvaluateExpression } from '../gdb/commands/data';
import { readFrame } from '../gdb/commands/stack';
import type { Gdb } from '../gdb/gdb';
import { text, tuple } from '../gdb/mi-record';
import type { MiAsync } from '../gdb/mi-record';
import type { BreakpointTable } from './breakpoint-table';
import type { Client } from './client';
import { parseLogMessage } from './log-message';
import type { StopJudge } from './run-state';
import type { TargetMemory } from './target-memory';

/** @returns a judge that keeps the stops of log points from the client. */
export function logpointJudge(
  gdb: Gdb,
  memory: TargetMemory,
  breakpoints: BreakpointTable,
  client: Client,
): StopJudge {
  return (record, hits) => {
    // GDB names one breakpoint a stop, and counts a hit for each.
    const numbers = new Set([...hits, text(record.results, 'bkptno') ?? '']);
    const messages: string[] = [];
    let isOtherHit = false;
    for (const number of numbers) {
      const message = breakpoints.byNumber(number)?.wanted.logMessage ?? '';
      if (message !== '') messages.push(message);
      else if (number !== '') isOtherHit = true;
    }
    if (messages.length === 0) return 'tell';
    const printed = memory.showing(() => print(gdb, client, record, messages));
    return printed.then(() => (isOtherHit ? 'tell' : 'go on'));
  };
}

async function print(
  gdb: Gdb,
  client: Client,
  record: MiAsync,
  messages: readonly string[],
): Promise<void> {
  const frame = readFrame(tuple(record.results, 'frame') ?? {});
  for (const message of messages) {
    const parts = await Promise.all(
      parseLogMessage(message).map(async (part) =>
        'text' in part ? part.text : evaluate(gdb, part.expression),
      ),
    );
    client.event('output', {
      category: 'console',
      output: `${parts.join('')}\n`,
      ...(frame.fullname === undefined ? {} : { source: { path: frame.fullname } }),
      ...(frame.line === undefined ? {} : { line: client.toClientLine(frame.line) }),
    });
  }
}

async function evaluate(gdb: Gdb, expression: string): Promise<string> {
  try {
    return await dataEvaluateExpression(gdb, { expression });
  } catch (error) {
    const failure = toFailure(error);
    if (failure.code !== 'gdb-error') throw failure;
    return `{${expression}: ${failure.message}}`;
  }
}

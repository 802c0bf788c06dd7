// Log points: breakpoints that print and go on. The message is evaluated here rather than by GDB's dprintf,
// whose formats need the expressions' types before GDB 14.

import { toFailure } from '../base/failure';
import { dataEvaluateExpression } from '../gdb/commands/data';
import { execContinue } from '../gdb/commands/exec';
import { readFrame } from '../gdb/commands/stack';
import type { Gdb } from '../gdb/gdb';
import { text, tuple } from '../gdb/mi-record';
import type { MiAsync } from '../gdb/mi-record';
import type { BreakpointTable } from './breakpoint-table';
import type { Client } from './client';
import { parseLogMessage } from './log-message';
import type { StopJudge } from './run-state';

/** @returns a judge that keeps the stops of log points from the client. */
export function logpointJudge(gdb: Gdb, breakpoints: BreakpointTable, client: Client): StopJudge {
  return (record) => {
    const hit = breakpoints.byNumber(text(record.results, 'bkptno'));
    const message = hit?.wanted.logMessage;
    if (hit === undefined || message === undefined || message === '') return true;
    return printAndGoOn(gdb, breakpoints, client, record, message);
  };
}

async function printAndGoOn(
  gdb: Gdb,
  breakpoints: BreakpointTable,
  client: Client,
  record: MiAsync,
  message: string,
): Promise<boolean> {
  const frame = readFrame(tuple(record.results, 'frame') ?? {});
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
  if (stopsHereToo(breakpoints, frame.address)) return true;
  await execContinue(gdb);
  return false;
}

/** GDB names one breakpoint a stop; a plain one at the same place must not be lost behind a log point. */
function stopsHereToo(breakpoints: BreakpointTable, address: number | undefined): boolean {
  return breakpoints
    .all()
    .some(
      ({ address: at, wanted, number }) =>
        number !== undefined &&
        at === address &&
        (wanted.logMessage ?? '') === '' &&
        wanted.condition === undefined &&
        wanted.hitCondition === undefined,
    );
}

async function evaluate(gdb: Gdb, expression: string): Promise<string> {
  try {
    return await dataEvaluateExpression(gdb, { expression });
  } catch (error) {
    return `{${expression}: ${toFailure(error).message}}`;
  }
}

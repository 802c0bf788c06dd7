// GDB's reasons for a stop in DAP's words.

import type { DebugProtocol } from '@vscode/debugprotocol';
import { text, tuple } from '../gdb/mi-record';
import type { MiAsync } from '../gdb/mi-record';
import type { StopContext } from './run-state';

type Reason = Pick<DebugProtocol.StoppedEvent['body'], 'reason' | 'description' | 'text'>;

/** @param entry number of the temporary breakpoint a launch runs to. */
export function stopReason(
  record: MiAsync,
  entry: string | undefined,
  { asked, stepDone, hits }: StopContext,
): Reason {
  const { results } = record;
  const reason = text(results, 'reason');
  if (stepDone) return { reason: 'step' };
  if (asked) return { reason: 'pause' };
  if (entry !== undefined && hits.has(entry)) return { reason: 'entry' };
  switch (reason) {
    case 'breakpoint-hit':
      return text(results, 'bkptno') === entry ? { reason: 'entry' } : { reason: 'breakpoint' };
    case 'watchpoint-trigger':
    case 'read-watchpoint-trigger':
    case 'access-watchpoint-trigger':
      return watchReason(record);
    case 'end-stepping-range':
    case 'function-finished':
    case 'location-reached':
      return { reason: 'step' };
    case 'signal-received':
      return signalReason(record);
    default:
      return { reason: 'pause', description: reason ?? 'Paused' };
  }
}

function watchReason(record: MiAsync): Reason {
  const value = tuple(record.results, 'value');
  const before = value && text(value, 'old');
  const after = value && (text(value, 'new') ?? text(value, 'value'));
  const change = [before, after].filter((item) => item !== undefined).join(' → ');
  return change === ''
    ? { reason: 'data breakpoint' }
    : { reason: 'data breakpoint', text: change };
}

function signalReason(record: MiAsync): Reason {
  const name = text(record.results, 'signal-name') ?? 'signal';
  const meaning = text(record.results, 'signal-meaning') ?? name;
  if (name === 'SIGINT' || name === '0') return { reason: 'pause' };
  // A BKPT instruction in the program, or a debugger beside us, halts the core with SIGTRAP.
  if (name === 'SIGTRAP') {
    return { reason: 'breakpoint', description: 'Paused on a BKPT instruction' };
  }
  return { reason: 'exception', description: meaning, text: name };
}

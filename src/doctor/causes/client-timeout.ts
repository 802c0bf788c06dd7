// The client gives up on a server that is fine.

import { defineCause, generic, narrowing, rule } from '../cause';
import { isListening, isServerSilent } from '../symptoms';
import type { SaidLine } from '../../findings/diagnosis';
import type { ReadLog } from '../log';

export const clientTimeout = defineCause({
  id: 'client-timeout',
  message: 'The client gave up waiting although the server is, or would soon be, ready.',
  signs: [
    generic(1, ['gdb-timed-out', 'gdb-target-remote'], isServerSilent),
    narrowing(6, 'server-start-timeout'),
    generic(2, 'server-timeout'),
    narrowing(4, 'gdb-packet'),
    generic(1.2, 'gdb-truncated'),
    narrowing(4, 'ocd-syntax', (log) => log.has('server-timeout', 'server-start-timeout')),
    // The server's last word is that it is ready, and nobody came.
    rule('narrowing', 5, readyAndNobody),
    // The console that shows the server is closed at once: the client took it for ended.
    rule('narrowing', 5, (log) =>
      log.has('ocd-listening-gdb') && !log.has('ocd-init-mode', 'ocd-open-failed')
        ? log.heard('console-closed')
        : [],
    ),
    // A trial connection ends a server that serves one client.
    rule('narrowing', 5, connectedAndGone),
    generic(0.9, 'gdb-refused', isServerSilent),
  ],
  findings: { 'gdb-target-silent': 2 },
  // A server that never said that it waits may be the one to blame.
  facts: (launch, log) =>
    launch.failure.code === 'timeout' && isListening(log)
      ? [
          {
            strength: 'generic',
            points: 1,
            evidence: { what: launch.failure.message, where: 'the launch' },
          },
        ]
      : [],
  fix: () =>
    "Use versions of client and server that know each other (OpenOCD 0.11 or later prints the line that newer clients wait for). For slow erasing, raise the time-out of GDB (set remotetimeout 20). Wait for the server's own line instead of trying its port.",
  experiment: {
    text: 'Start the server by hand, then GDB by hand with target extended-remote: if they connect, the client gave up too early.',
  },
});

/** Its ready line is the last thing that a server says, and the client speaks of a time-out or a refusal. */
function readyAndNobody(log: ReadLog): readonly SaidLine[] {
  const ready = log.heard('st-ready', 'ocd-listening-gdb', 'py-ready').at(-1);
  if (ready === undefined || log.has('st-client')) return [];
  const complaint = log.heard('server-timeout', 'server-start-timeout', 'gdb-refused').at(-1);
  return complaint !== undefined && complaint.line > ready.line ? [complaint, ready] : [];
}

/** A client came and left before it said anything, and the server ended as it must. */
function connectedAndGone(log: ReadLog): readonly SaidLine[] {
  const connected = log.heard('st-client').at(-1);
  if (connected === undefined || log.has('gdb-disconnected', 'cubeide-launch-failed')) return [];
  const next = log.clean.slice(connected.line).filter((text) => text !== '');
  const isWaiting = /Waiting for debugger connection/.test(next[0] ?? '');
  return isWaiting && /Shutting down/.test(next[1] ?? '') ? [connected] : [];
}

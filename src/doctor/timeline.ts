// What only the order of lines tells: a success followed by a loss, a failure cured by another way of connecting, a
// complaint after which the session went on.

import type { SaidLine } from '../findings/diagnosis';
import type { ReadLog } from './log';
import { linkLost, nobodyAnswers } from './symptoms';

/** The last line that only a session prints which works: programmed, verified, or stopped at a breakpoint. */
export function goalReached(log: ReadLog): SaidLine | undefined {
  return [
    ...log.heard('ocd-programmed', 'gdb-load-done', 'verified'),
    ...log.matching(/\b[Bb]reakpoint \d{1,4}, \w|\*stopped,reason="breakpoint-hit"/),
  ].reduce<SaidLine | undefined>(
    (last, line) => (line.line > (last?.line ?? 0) ? line : last),
    undefined,
  );
}

/** The download went well, and then the target was gone: the new firmware runs, or the chip died with it. */
export function afterDownload(log: ReadLog): readonly SaidLine[] {
  const done = log.heard('download-complete', 'ocd-programmed', 'gdb-load-done', 'verified').at(0);
  if (done === undefined) return [];
  const gone = log.heard(...nobodyAnswers, ...linkLost).find(({ line }) => line > done.line);
  return gone === undefined ? [] : [gone, done];
}

/** Nobody answered at first, and then connecting under reset worked. */
export function onlyUnderReset(log: ReadLog): readonly SaidLine[] {
  const silent = log.overcome(...nobodyAnswers, 'st-retry-under-reset').at(-1);
  if (silent === undefined) return [];
  const after = log
    .heard('cube-under-reset', 'under-reset-option')
    .find(({ line }) => line > silent.line);
  return after === undefined ? [] : [silent, after];
}

/** A client connected and the connection was lost at once: the server's reason is not in the log. */
export function lostAtOnce(log: ReadLog): readonly SaidLine[] {
  const connected = log.heard('st-client').at(-1);
  const lost = log.heard('st-client-lost', 'gdb-disconnected').at(-1);
  if (connected === undefined)
    return log.has('gdb-disconnected') ? log.heard('gdb-disconnected') : [];
  if (lost === undefined || lost.line < connected.line) return [];
  const between = log.clean.slice(connected.line, lost.line - 1).filter((text) => text !== '');
  return between.length <= 1 ? [lost, connected] : [];
}

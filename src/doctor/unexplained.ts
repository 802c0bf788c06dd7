// What may be wrong when no cause knows a line of the log: what its errors are about, or else how far the launch had
// come, and what failures of that kind usually are. Candidates to test, never more.

import type { SaidLine } from '../findings/diagnosis';
import { causes } from './causes/index';
import type { CauseId } from './causes/index';
import type { ReadLog } from './log';
import type { MessageName } from './messages/index';
import { identified } from './symptoms';
import { stages, topics } from './topics';
import type { Stage } from './topics';
import type { WeighedCause } from './weigh';

/** A line that tells of a failure in words that anybody would choose. */
const failing =
  /\berror\b|_ERR\b|\bfail|unable|cannot|can ?not|can't|could ?n[o']t|couldn't|denied|refused|\blost\b|time.?out|timed out|invalid|unknown|abort|exception|traceback|fatal|missing|no such|not (?:found|recogni[sz]ed|responding|respond|connected|supported|detected)|unexpected|unsupported|unrecogni[sz]ed|does not|doesn't|won't|\bbad\b|assert|crash|quit unexpectedly/i;

/** A setting or a count, no failure. */
const settled = /\b0 errors?\b|(?:time-?out|errors?)\s{0,8}[:=]\s{0,8}\d/i;

/** Of a long log the last ones count; what ended the launch is among them. */
const mostFailures = 200;

/** At most so many topics of a line count, the later ones less. */
const mostTopics = 3;
const nextTopicShare = 0.6;
const nextCauseShare = 0.85;

/** The end of a failed launch without its reason, and where it stood then. */
const ends: readonly (readonly [MessageName, Stage])[] = [
  ['verify-failed', 'verify'],
  ['cube-wrapper', 'program'],
  ['ocd-program-marker', 'program'],
  ['st-init-error', 'connect'],
  ['gdb-server-failed', 'connect'],
  ['ocd-not-examined', 'connect'],
  ['st-client-lost', 'session'],
  ['gdb-disconnected', 'session'],
  ['gdb-target-remote', 'session'],
  ['su-client-gone', 'session'],
  ['server-quit', 'server'],
  ['cubeide-launch-failed', 'connect'],
  ['server-exited', 'server'],
];

/**
 * @param goal of `goalReached`: what stands before it did not end the session.
 * @param isNoise tells lines that look like errors and mean nothing.
 */
export function failuresIn(
  log: ReadLog,
  goal: SaidLine | undefined,
  isNoise: (line: SaidLine) => boolean,
): readonly SaidLine[] {
  const overcome = Math.max(goal?.line ?? 0, log.heard('download-complete').at(-1)?.line ?? 0);
  return log
    .matching(failing)
    .filter(({ line }) => line > overcome)
    .slice(-mostFailures)
    .filter((line) => !isNoise(line) && !settled.test(line.text));
}

/** Whether it says behind a line that something failed, in the words of a tool that tells no reason. */
export function endsBadly(log: ReadLog, behind = 0): boolean {
  return log.heard(...ends.map(([name]) => name)).some(({ line }) => line > behind);
}

/**
 * @param failures of `failuresIn`.
 * @param isFirstGuess nothing else is known, so that the end of the launch counts, too.
 */
export function usualCauses(
  log: ReadLog,
  failures: readonly SaidLine[],
  isFirstGuess: boolean,
): readonly WeighedCause[] {
  const votes = new Map<CauseId, { points: number; lines: SaidLine[] }>();
  const vote = (usual: readonly CauseId[], weight: number, line: SaidLine | undefined): void => {
    usual.forEach((id, index) => {
      const known = votes.get(id) ?? { points: 0, lines: [] };
      known.points += weight * nextCauseShare ** index;
      if (line !== undefined && !known.lines.includes(line)) known.lines.push(line);
      votes.set(id, known);
    });
  };
  const told = new Set<RegExp>();
  const wrapped = new Set(log.heard(...ends.map(([name]) => name)).map(({ line }) => line));
  for (const line of failures) {
    // What any failure is wrapped in is about nothing.
    if (wrapped.has(line.line)) continue;
    topics
      .filter(({ about }) => about.test(line.text))
      .slice(0, mostTopics)
      .forEach(({ about, usual }, index) => {
        if (told.has(about)) return;
        told.add(about);
        vote(usual, nextTopicShare ** index, line);
      });
  }
  if (!isFirstGuess) return counted(votes);
  for (const [name, stage] of ends) {
    const line = log.heard(name).at(-1);
    if (line !== undefined) vote(stages[stage], 1, line);
  }
  if (votes.size === 0 && failures.length > 0) vote(stages[stageOf(log)], 1, failures.at(-1));
  return counted(votes);
}

function counted(
  votes: ReadonlyMap<CauseId, { readonly points: number; readonly lines: readonly SaidLine[] }>,
): readonly WeighedCause[] {
  return causes.flatMap((cause) => {
    const found = votes.get(cause.id);
    return found === undefined
      ? []
      : [
          {
            cause,
            points: found.points,
            strongest: 'generic' as const,
            lines: found.lines,
            lastLine: Math.max(0, ...found.lines.map(({ line }) => line)),
            facts: [],
            location: undefined,
            attribute: undefined,
            isHeard: true,
          },
        ];
  });
}

/** The stage that had begun, by what went well before. */
function stageOf(log: ReadLog): Stage {
  if (log.has('download-complete', 'ocd-programmed', 'gdb-load-done', 'verified')) return 'run';
  if (log.has('gdb-loading') || identified(log)) return 'program';
  if (log.has('stlink-version')) return 'connect';
  return log.tools.size > 0 ? 'probe' : 'server';
}

// How much speaks for each cause: the points of its signs in the log, of what is known of the launch, and of the
// findings before it.

import type { SaidLine } from '../findings/diagnosis';
import type { Evidence, Finding, SourceLocation } from '../findings/finding';
import type { Cause, FactSign, Sign, Strength } from './cause';
import { momentOf } from './failed-launch';
import type { FailedLaunch } from './failed-launch';
import type { ReadLog } from './log';
import { speakersOf } from './messages/index';
import { toolOf } from './tools';
import type { Tool } from './tools';

export interface WeighedCause {
  readonly cause: Cause;
  readonly points: number;
  /** Of the signs that speak for it. */
  readonly strongest: Strength;
  /** The signs of the log that speak for it, the most telling first. */
  readonly lines: readonly SaidLine[];
  /** The number of the last of all of them; 0 where there is none. */
  readonly lastLine: number;
  readonly facts: readonly Evidence[];
  readonly location: SourceLocation | undefined;
  readonly attribute: string | undefined;
  /** Whether any line of the log is among the signs. */
  readonly isHeard: boolean;
}

/** What is left of a fact's points when the launch failed at a moment at which the cause does not show itself. */
const otherMomentShare = 0.1;

const mostEvidence = 6;

const order: readonly Strength[] = ['generic', 'narrowing', 'decisive'];

/** @returns undefined when nothing speaks for it. */
export function weigh(
  cause: Cause,
  log: ReadLog,
  launch: FailedLaunch | undefined,
): WeighedCause | undefined {
  const seen = cause.signs
    .map((sign) => ({ ...sign, lines: sign.seen(log) }))
    .filter(({ lines }) => lines.length > 0)
    .map((sign) => ({ ...sign, strength: vouched(sign, log, launch) }));
  const facts = launch === undefined ? [] : factsFor(cause, launch, log);
  const all = [...seen, ...facts];
  const favourable = all.filter(({ points }) => points > 0);
  if (favourable.length === 0) return undefined;
  const strongest = favourable
    .map(({ strength }) => strength)
    .reduce((best, one) => (order.indexOf(one) > order.indexOf(best) ? one : best));
  const heard = seen.filter(({ points }) => points > 0);
  return {
    cause,
    points: all.reduce((sum, { points }) => sum + points, 0),
    strongest,
    lines: [...heard]
      .sort((a, b) => b.points - a.points)
      .flatMap(({ lines }) => withoutRepeats(lines)),
    lastLine: heard
      .flatMap(({ lines }) => lines)
      .reduce((last, { line }) => Math.max(last, line), 0),
    facts: facts.map(({ evidence }) => evidence),
    location: facts.find(({ location }) => location !== undefined)?.location,
    attribute: facts.find(({ attribute }) => attribute !== undefined)?.attribute,
    isHeard: heard.length > 0,
  };
}

/** A proof takes the tool whose words they are: beside another server's they may be any program's. */
function vouched(
  { strength, names }: Sign,
  log: ReadLog,
  launch: FailedLaunch | undefined,
): Strength {
  if (strength !== 'decisive') return strength;
  const server = launch === undefined ? undefined : toolOf(launch.args.servertype);
  // A launch of ours has a GDB in any case.
  const isAny = launch !== undefined || log.tools.size > 0;
  const isSaid = (speakers: readonly Tool[] | undefined): boolean =>
    speakers?.some((tool) => tool === server || log.tools.has(tool)) ?? isAny;
  const heard = names?.filter((name) => log.has(name)).map(speakersOf) ?? [undefined];
  if (heard.some(isSaid)) return strength;
  const isOther = server !== undefined || [...log.tools.keys()].some((tool) => tool !== 'gdb');
  return isOther ? 'generic' : 'narrowing';
}

/** The first of lines that say the same, in their order; as many as are shown. */
export function withoutRepeats(lines: readonly SaidLine[]): readonly SaidLine[] {
  const kept = new Map<string, SaidLine>();
  for (const line of lines) {
    if (kept.size === mostEvidence) break;
    if (!kept.has(line.text)) kept.set(line.text, line);
  }
  return [...kept.values()];
}

function factsFor(cause: Cause, launch: FailedLaunch, log: ReadLog): readonly FactSign[] {
  const weights = cause.findings ?? {};
  const found = launch.findings.flatMap((finding) => {
    const points = weights[finding.id];
    return points === undefined ? [] : [ofFinding(finding, points)];
  });
  const moment = momentOf(launch);
  const isLater = moment !== undefined && cause.moments?.includes(moment) === false;
  return [...found, ...(cause.facts?.(launch, log) ?? [])]
    .map((sign) => (isLater ? { ...sign, points: sign.points * otherMomentShare } : sign))
    .sort((a, b) => b.points - a.points);
}

/** A finding that is only information weighs half. */
function ofFinding(finding: Finding, points: number): FactSign {
  const { id, message, location, attribute, severity } = finding;
  return {
    strength: 'narrowing',
    points: severity === 'information' ? points / 2 : points,
    evidence: { what: message, where: `the check ${id} before the launch` },
    ...(location === undefined ? {} : { location }),
    ...(attribute === undefined ? {} : { attribute }),
  };
}

// (Contract.) From what was said and what is known to a ranked list of causes. Pure and synchronous.

import type { DiagnosedCause, Diagnosis, SaidLine } from '../findings/diagnosis';
import type { Confidence, Evidence } from '../findings/finding';
import { causes } from './causes/index';
import type { Cause } from './cause';
import { momentOf } from './failed-launch';
import type { FailedLaunch } from './failed-launch';
import { readLog } from './log';
import type { ReadLog } from './log';
import { noneBenignNoise } from './causes/none-benign-noise';
import { isNoise, noiseIn, overcomeNoise } from './noise';
import { goalReached } from './timeline';
import { endsBadly, failuresIn, usualCauses } from './unexplained';
import { weigh, withoutRepeats } from './weigh';
import type { WeighedCause } from './weigh';

export type { FailedLaunch } from './failed-launch';

const mostCauses = 5;
/** A sign that leaves little room for another cause. */
const nearProof = 8;
/** With fewer the usual ones are added. */
const fewCauses = 3;
const lastLineCount = 8;

/** Fewer points than this are no reason to name a cause. */
const leastPoints = 0.75;
/** A cause with less than this part of the first one's points is left out. */
const leastShare = 0.12;
/** Beside a proven cause only one that has a sign of its own is of interest. */
const leastShareBesideProof = 0.2;
/** From here on a cause is likely, if nothing else comes near. */
const likelyPoints = 5;
const likelyLead = 1.3;

/** @returns causes ranked by what the transcript, the facts and the command line say. */
export function diagnose(failed: FailedLaunch): Diagnosis {
  const { transcript } = failed;
  const texts = transcript.map(({ text }) => text);
  return rank(
    readLog(
      texts,
      transcript.map(({ source }) => source),
    ),
    failed,
  );
}

/** Of a log of any of these tools, line by line; nothing else is known. */
export function explainLines(lines: readonly string[]): Diagnosis {
  return rank(readLog(lines), undefined);
}

interface Context {
  readonly log: ReadLog;
  readonly launch: FailedLaunch | undefined;
  /** The last line that only a session prints which works. */
  readonly goal: SaidLine | undefined;
}

function rank(log: ReadLog, launch: FailedLaunch | undefined): Diagnosis {
  const goal = goalReached(log);
  const heard = causes
    .flatMap((cause) => weigh(cause, log, launch) ?? [])
    .filter(({ points }) => points >= leastPoints)
    .sort((a, b) => b.points - a.points);
  const failures = failuresIn(log, goal, (line) => isNoise(log, line));
  const wentOn = failures.length === 0 && isOvercomeBy(goal, heard, log) ? goal : undefined;
  // A launch that failed did fail, whatever its log says: there it only weighs less.
  const weighed = wentOn === undefined || launch !== undefined ? heard : heard.filter(outlasts);
  const overcome = heard.filter((one) => !weighed.includes(one));
  const noise = wentOn === undefined ? noiseIn(log) : withOvercome(overcome, log, wentOn);
  const named =
    weighed.length > 0
      ? withUsual(weighed, failures, log, launch)
      : unnamed(failures, noise, { log, launch, goal });
  const [first] = named;
  const share = first?.strongest === 'decisive' ? leastShareBesideProof : leastShare;
  const kept = named
    .filter(({ points }) => points >= (first?.points ?? 0) * share)
    .slice(0, mostCauses);
  return {
    causes: kept.map((one, index) => diagnosed(one, index, kept, { log, launch, goal })),
    noise,
    lastLines: log.last(lastLineCount),
  };
}

/** Whether the goal was reached behind all that was heard, and the log does not end badly behind that. */
function isOvercomeBy(
  goal: SaidLine | undefined,
  heard: readonly WeighedCause[],
  log: ReadLog,
): boolean {
  return heard.every((one) => isOvercome(one, goal)) && !endsBadly(log, goal?.line);
}

function isOvercome(
  { isHeard, facts, lastLine }: WeighedCause,
  goal: SaidLine | undefined,
): boolean {
  return goal !== undefined && isHeard && facts.length === 0 && lastLine < goal.line;
}

/** A reached goal does not refute it, and more than a symptom speaks for it. */
function outlasts({ cause, strongest }: WeighedCause): boolean {
  return cause.isOutlasting === true && strongest !== 'generic';
}

function withOvercome(
  overcome: readonly WeighedCause[],
  log: ReadLog,
  goal: SaidLine,
): Diagnosis['noise'] {
  const known = noiseIn(log);
  const lines = new Map(overcome.flatMap((one) => one.lines).map((line) => [line.line, line]));
  for (const { line } of known) lines.delete(line);
  return [...known, ...overcomeNoise([...lines.values()], goal)].sort((a, b) => a.line - b.line);
}

/** A short list without a proof, filled up with what failures of this kind usually are. */
function withUsual(
  weighed: readonly WeighedCause[],
  failures: readonly SaidLine[],
  log: ReadLog,
  launch: FailedLaunch | undefined,
): readonly WeighedCause[] {
  const [first] = weighed;
  const last = weighed.at(-1);
  if (first === undefined || last === undefined || weighed.length >= fewCauses) return weighed;
  if (first.strongest === 'decisive' || first.points >= nearProof) return weighed;
  const known = new Set(weighed.map(({ cause }) => cause.id));
  const usual = usualCauses(log, failures, false)
    .filter(({ cause }) => !known.has(cause.id) && isOfMoment(cause, launch))
    .sort((a, b) => b.points - a.points)
    .slice(0, fewCauses - weighed.length)
    .map((one) => ({ ...one, points: Math.min(one.points, last.points) }));
  return [...weighed, ...usual];
}

/** What is usual says nothing about a launch that failed at another moment. */
function isOfMoment({ moments }: Cause, launch: FailedLaunch | undefined): boolean {
  const moment = launch === undefined ? undefined : momentOf(launch);
  return moment === undefined || moments === undefined || moments.includes(moment);
}

/** Of what no cause knows: the usual ones, or that nothing failed at all. */
function unnamed(
  failures: readonly SaidLine[],
  noise: Diagnosis['noise'],
  { log, launch, goal }: Context,
): readonly WeighedCause[] {
  if (failures.length === 0 && noise.length > 0 && !endsBadly(log, goal?.line)) {
    // A launch that failed did fail, whatever its log says.
    return launch === undefined ? [nothingFailed(noise)] : [];
  }
  // A text of which no tool is known may be about anything.
  if (launch === undefined && log.tools.size === 0 && !endsBadly(log)) return [];
  return usualCauses(log, failures, true)
    .filter(({ cause }) => isOfMoment(cause, launch))
    .sort((a, b) => b.points - a.points);
}

function nothingFailed(noise: Diagnosis['noise']): WeighedCause {
  return {
    cause: noneBenignNoise,
    points: 1,
    strongest: 'generic',
    lines: noise.map(({ line, text }) => ({ line, text })),
    lastLine: noise.at(-1)?.line ?? 0,
    facts: [],
    location: undefined,
    attribute: undefined,
    isHeard: true,
  };
}

function diagnosed(
  weighed: WeighedCause,
  index: number,
  ranked: readonly WeighedCause[],
  context: Context,
): DiagnosedCause {
  const { cause, location, attribute } = weighed;
  const { goal } = context;
  const wentOn = goal !== undefined && isOvercome(weighed, goal) ? goal : undefined;
  return {
    id: cause.id,
    message: cause.message,
    confidence: wentOn === undefined ? confidence(weighed, index, ranked) : 'possible',
    evidence: withoutRepeats(weighed.lines),
    facts: wentOn === undefined ? weighed.facts : [wentOnFact(wentOn)],
    fix: cause.fix(context),
    experiment: cause.experiment,
    ...(location === undefined ? {} : { location }),
    ...(attribute === undefined ? {} : { attribute }),
  };
}

function wentOnFact({ line, text }: SaidLine): Evidence {
  const what = `The session went on after this: "${text.trim().slice(0, 80)}" follows.`;
  return { what, where: `line ${line} of the log` };
}

/** Confirmed takes a proof; likely a sign that narrows it down and no rival near. */
function confidence(
  { strongest, points }: WeighedCause,
  index: number,
  ranked: readonly WeighedCause[],
): Confidence {
  if (index > 0) return 'possible';
  if (strongest === 'decisive') return 'confirmed';
  const rival = ranked[1]?.points ?? 0;
  const isLikely =
    strongest === 'narrowing' && points >= likelyPoints && points >= rival * likelyLead;
  return isLikely ? 'likely' : 'possible';
}

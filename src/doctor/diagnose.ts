// (Contract.) From what was said and what is known to a ranked list of causes. Pure and synchronous.

import type { DiagnosedCause, Diagnosis } from '../findings/diagnosis';
import type { Confidence } from '../findings/finding';
import { causes } from './causes/index';
import type { Cause } from './cause';
import { momentOf } from './failed-launch';
import type { FailedLaunch } from './failed-launch';
import { readLog } from './log';
import type { ReadLog } from './log';
import { noneBenignNoise } from './causes/none-benign-noise';
import { isNoise, noiseIn } from './noise';
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

function rank(log: ReadLog, launch: FailedLaunch | undefined): Diagnosis {
  const weighed = causes
    .flatMap((cause) => weigh(cause, log, launch) ?? [])
    .filter(({ points }) => points >= leastPoints)
    .sort((a, b) => b.points - a.points);
  const noise = noiseIn(log);
  const named = weighed.length > 0 ? withUsual(weighed, log, launch) : unnamed(log, noise, launch);
  const [first] = named;
  const share = first?.strongest === 'decisive' ? leastShareBesideProof : leastShare;
  const kept = named
    .filter(({ points }) => points >= (first?.points ?? 0) * share)
    .slice(0, mostCauses);
  return {
    causes: kept.map((one, index) => diagnosed(one, index, kept, { log, launch })),
    noise,
    lastLines: log.last(lastLineCount),
  };
}

/** A short list without a proof, filled up with what failures of this kind usually are. */
function withUsual(
  weighed: readonly WeighedCause[],
  log: ReadLog,
  launch: FailedLaunch | undefined,
): readonly WeighedCause[] {
  const [first] = weighed;
  const last = weighed.at(-1);
  if (first === undefined || last === undefined || weighed.length >= fewCauses) return weighed;
  if (first.strongest === 'decisive' || first.points >= nearProof) return weighed;
  const known = new Set(weighed.map(({ cause }) => cause.id));
  const failures = failuresIn(log, (line) => isNoise(log, line));
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
  log: ReadLog,
  noise: Diagnosis['noise'],
  launch: FailedLaunch | undefined,
): readonly WeighedCause[] {
  const failures = failuresIn(log, (line) => isNoise(log, line));
  if (failures.length === 0 && noise.length > 0 && !endsBadly(log)) {
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
  context: { readonly log: ReadLog; readonly launch: FailedLaunch | undefined },
): DiagnosedCause {
  const { cause, facts, location, attribute } = weighed;
  return {
    id: cause.id,
    message: cause.message,
    confidence: confidence(weighed, index, ranked),
    evidence: withoutRepeats(weighed.lines),
    facts,
    fix: cause.fix(context),
    experiment: cause.experiment,
    ...(location === undefined ? {} : { location }),
    ...(attribute === undefined ? {} : { attribute }),
  };
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

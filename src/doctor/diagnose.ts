// (Contract.) From what was said and what is known to a ranked list of causes. Pure and synchronous.

import type { DiagnosedCause, Diagnosis, SaidLine } from '../findings/diagnosis';
import type { Confidence } from '../findings/finding';
import { causes } from './causes/index';
import type { FailedLaunch } from './failed-launch';
import { readLog } from './log';
import type { ReadLog } from './log';
import { noiseIn } from './noise';
import { weigh } from './weigh';
import type { WeighedCause } from './weigh';

export type { FailedLaunch } from './failed-launch';

const mostCauses = 5;
const mostEvidence = 6;
const lastLineCount = 8;

/** Fewer points than this are no reason to name a cause. */
const leastPoints = 0.75;
/** A cause with less than this part of the first one's points is left out. */
const leastShare = 0.3;
/** Beside a proven cause only another proven one is of interest. */
const leastShareBesideProof = 0.7;
/** From here on a cause is likely, if nothing else comes near. */
const likelyPoints = 5;
const likelyLead = 1.3;

/** @returns causes ranked by what the transcript, the facts and the command line say. */
export function diagnose(failed: FailedLaunch): Diagnosis {
  return rank(readLog(failed.transcript), failed);
}

/** Of a log of any of these tools, line by line; nothing else is known. */
export function explainLines(lines: readonly string[]): Diagnosis {
  return rank(readLog(lines.map((text) => ({ text }))), undefined);
}

function rank(log: ReadLog, launch: FailedLaunch | undefined): Diagnosis {
  const weighed = causes
    .flatMap((cause) => weigh(cause, log, launch) ?? [])
    .filter(({ points }) => points >= leastPoints)
    .sort((a, b) => b.points - a.points);
  const [first] = weighed;
  const share = first?.strongest === 'decisive' ? leastShareBesideProof : leastShare;
  const kept = weighed
    .filter(({ points }) => points >= (first?.points ?? 0) * share)
    .slice(0, mostCauses);
  return {
    causes: kept.map((one, index) => diagnosed(one, index, kept, { log, launch })),
    noise: noiseIn(log),
    lastLines: log.lines.filter(({ text }) => text.trim() !== '').slice(-lastLineCount),
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

/** The first of lines that say the same, in their order. */
function withoutRepeats(lines: readonly SaidLine[]): readonly SaidLine[] {
  const told = new Set<string>();
  return lines
    .filter(({ text }) => {
      const isNew = !told.has(text);
      told.add(text);
      return isNew;
    })
    .slice(0, mostEvidence);
}

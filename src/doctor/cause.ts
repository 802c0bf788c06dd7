// The shape of a cause: the signs it is known by, what to do about it, and the one experiment that decides. Pure data
// and pure functions of a log and of what is known of the launch.

import type { Experiment, SaidLine } from '../findings/diagnosis';
import type { Evidence, SourceLocation } from '../findings/finding';
import type { FailedLaunch, Moment } from './failed-launch';
import type { ReadLog } from './log';
import type { MessageName } from './messages/index';

/**
 * decisive: names this cause and no other. narrowing: one of a short list. generic: says only that something failed;
 * no diagnosis may rest on such signs alone.
 */
export type Strength = 'decisive' | 'narrowing' | 'generic';

export interface Sign {
  readonly strength: Strength;
  /**
   * How much it speaks for the cause: 12 names it alone, 5 puts it first among a few, 1 keeps it among the candidates;
   * below 0 it speaks against it.
   */
  readonly points: number;
  /** The messages it consists of; absent where it takes more to see it. */
  readonly names?: readonly MessageName[];
  /** The lines that show it, most telling first; empty: not seen. */
  seen(log: ReadLog): readonly SaidLine[];
}

/** Something known about the launch from outside the log. */
export interface FactSign {
  readonly strength: Strength;
  readonly points: number;
  readonly evidence: Evidence;
  readonly location?: SourceLocation;
  readonly attribute?: string;
}

export interface CauseSpec {
  /** Kebab-case; the file, the fixture folder and the docs page are called the same. */
  readonly id: string;
  /** One sentence: what is wrong. */
  readonly message: string;
  readonly signs: readonly Sign[];
  /** Findings of the checks before the launch that speak for it (or against it, below 0), with their points. */
  readonly findings?: Readonly<Record<string, number>>;
  /**
   * When in a launch it shows itself, if not at any time: what is known before a launch says little about a failure at
   * another moment.
   */
  readonly moments?: readonly Moment[];
  /** Chips are programmed and stop at main in spite of it, so a log that shows this says nothing against it. */
  readonly isOutlasting?: boolean;
  /** What else of the launch speaks for it. Must not throw. */
  facts?(launch: FailedLaunch, log: ReadLog): readonly FactSign[];
  /** What a person at the bench does, one to three sentences. */
  fix(context: CauseContext): string;
  readonly experiment: Experiment;
}

/** Whom a fix is written for: the log names the tool, our own launch has its attributes. */
export interface CauseContext {
  readonly log: ReadLog;
  readonly launch: FailedLaunch | undefined;
}

export type Cause = CauseSpec;

export function defineCause<const Id extends string>(
  spec: CauseSpec & { readonly id: Id },
): Cause & { readonly id: Id } {
  return spec;
}

type When = (log: ReadLog) => boolean;
type Names = MessageName | readonly MessageName[];

/** A line that names the cause alone. */
export function decisive(names: Names, when?: When): Sign {
  return said('decisive', 12, names, when);
}

export function narrowing(points: number, names: Names, when?: When): Sign {
  return said('narrowing', points, names, when);
}

export function generic(points: number, names: Names, when?: When): Sign {
  return said('generic', points, names, when);
}

/** What takes more than one line, or a value, to see. */
export function rule(
  strength: Strength,
  points: number,
  seen: (log: ReadLog) => readonly SaidLine[],
): Sign {
  return { strength, points, seen };
}

function said(strength: Strength, points: number, names: Names, when: When = () => true): Sign {
  const list: readonly MessageName[] = typeof names === 'string' ? [names] : names;
  return { strength, points, names: list, seen: (log) => (when(log) ? log.heard(...list) : []) };
}

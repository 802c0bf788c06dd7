// What the extension and its webviews say to each other. Types only.

import type { ExperimentAction } from '../findings/diagnosis';
import type { SourceLocation } from '../findings/finding';
import type { FailureCard } from './failure-card';
import type { LinkChart } from './link-chart';
import type { MemoryMap } from './memory-map';

/** To the picture of the memory map. */
export interface ShowMemoryMap {
  readonly type: 'show';
  readonly map: MemoryMap;
}

/** From it. */
export type FromMemoryMap =
  /** It can take its data. */
  { readonly type: 'ready' } | { readonly type: 'open'; readonly location: SourceLocation };

/** To the picture of the link test, after each clock. */
export interface ShowLinkChart {
  readonly type: 'show';
  readonly chart: LinkChart;
}

/** From it: it can take its data. */
export interface FromLinkChart {
  readonly type: 'ready';
}

/** To the card of a failed launch. */
export interface ShowFailureCard {
  readonly type: 'show';
  readonly card: FailureCard;
}

/** From it. */
export type FromFailureCard =
  /** It can take its data. */
  | { readonly type: 'ready' }
  /** The experiment of a cause. */
  | { readonly type: 'try'; readonly action: ExperimentAction }
  | { readonly type: 'open'; readonly location: SourceLocation }
  /** A line of the log that the card is about, from 1. */
  | { readonly type: 'openLine'; readonly line: number }
  /** The page about a cause. */
  | { readonly type: 'explain'; readonly id: string }
  | { readonly type: 'copyReport' }
  | { readonly type: 'showLog' };

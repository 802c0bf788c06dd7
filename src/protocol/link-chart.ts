// What "STM32: Test SWD Link" has measured, as its picture draws it. Types only; plain JSON. Rates are shares of the
// reads, 0 to 1.

/** Identical reads at one clock. */
export interface LinkChartSample {
  readonly speedKhz: number;
  /** NRST was held low meanwhile. */
  readonly underReset: boolean;
  readonly reads: number;
  readonly errors: number;
  readonly rate: number;
  /** 95 % Wilson interval of the rate. */
  readonly rateLow: number;
  readonly rateHigh: number;
  /** Number of errors by their kind in words, most frequent first. */
  readonly kinds: readonly { readonly kind: string; readonly count: number }[];
}

export interface LinkChart {
  /** `ST-LINK/V2-1 V2J45M30 · 066CFF…`. */
  readonly probe: string;
  /** What was read, `CPUID at 0xE000ED00`; empty before the end. */
  readonly what: string;
  /** Fastest first; without reset before with. */
  readonly samples: readonly LinkChartSample[];
  /** `stopped`: called off, or it could not be finished. */
  readonly state: 'running' | 'finished' | 'stopped';
  /** Why it was stopped; a sentence without its full stop. */
  readonly why: string | undefined;
  /** Undefined: none was clean, or not known yet. */
  readonly fastestCleanKhz: number | undefined;
  readonly fastestCleanUnderResetKhz: number | undefined;
}

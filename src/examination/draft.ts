// What an examination has found out so far. Steps write into it as they go, so that an unplugged probe costs what was
// not yet read, and nothing else.

import type {
  Chip,
  ConnectAttempt,
  CoreState,
  Examination,
  LinkQuality,
  Nrst,
  OpenedProbe,
  ProbeOpening,
  ProtectionState,
  Reading,
  Supply,
} from './examination';

/** A reading while it is made. */
export type Unfinished<T> = {
  -readonly [K in keyof T]: T[K] extends readonly (infer U)[] ? U[] : T[K];
};

export type ReadingName =
  'probe' | 'supply' | 'connection' | 'link' | 'nrst' | 'chip' | 'protection' | 'coreState';

export interface Draft {
  probe?: OpenedProbe;
  supply?: Unfinished<Supply>;
  /** Set when no further attempt will be made: a list that was cut off must not look like "no target". */
  connection?: { succeeded: ConnectAttempt | undefined };
  readonly attempts: ConnectAttempt[];
  link?: LinkQuality;
  nrst?: Unfinished<Nrst>;
  chip?: Unfinished<Chip>;
  protection?: Unfinished<ProtectionState>;
  coreState?: Unfinished<CoreState>;
  /** Why there is none of a reading; the reason for the whole stands in for what is missing here. */
  readonly whys: Partial<Record<ReadingName, string>>;
}

export interface Ending {
  readonly opening: ProbeOpening;
  /** Why whatever is missing is missing. */
  readonly why: string;
  /** Where values were read, in words. */
  readonly source: string;
  readonly mayReset: boolean;
  readonly commands: number;
  readonly tookMs: number;
}

export function toExamination(draft: Draft, ending: Ending): Examination {
  const { source, mayReset } = ending;
  const reading = <T>(name: ReadingName, value: T | undefined): Reading<T> =>
    value === undefined
      ? { ok: false, why: draft.whys[name] ?? ending.why }
      : { ok: true, value, source };
  const { connection, attempts } = draft;
  return {
    opening: ending.opening,
    probe: reading('probe', draft.probe),
    supply: reading('supply', draft.supply),
    connection: reading('connection', connection && { attempts, ...connection, mayReset }),
    link: reading('link', draft.link),
    nrst: reading('nrst', draft.nrst),
    chip: reading('chip', draft.chip),
    protection: reading('protection', draft.protection),
    coreState: reading('coreState', draft.coreState),
    commands: ending.commands,
    tookMs: ending.tookMs,
  };
}

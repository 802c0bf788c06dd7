// The shape of a message that a tool prints: when in a launch it comes and how it is recognised. What it means for
// which cause is said by the causes.

/** Where in a launch a message belongs; `context` tells a value or a state and is no failure. */
export type Phase =
  | 'server-start'
  | 'probe-open'
  | 'target-connect'
  | 'gdb-connect'
  | 'program'
  | 'verify'
  | 'run'
  | 'context';

export interface Message {
  readonly phase: Phase;
  /** Against one line without time stamps, colours and MI quoting. Not global; bounded quantifiers only. */
  readonly pattern: RegExp;
  /** The end of something that failed before: proves that there was a failure, and nothing about why. */
  readonly isConsequence?: true;
}

export type MessageTable = Readonly<Record<string, Message>>;

/** A line of a message table. */
export function message(phase: Phase, pattern: RegExp): Message {
  return { phase, pattern };
}

export function consequence(phase: Phase, pattern: RegExp): Message {
  return { phase, pattern, isConsequence: true };
}

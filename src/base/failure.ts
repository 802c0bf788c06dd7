// The one exception type of the product. It says what went wrong, who can do something about it, and what
// was read where; surfaces turn it into a DAP response, a CLI line or a notification exactly once.

/** Who can act on a failure: the user, nobody present (a tool or the machine), or us. */
export type Blame = 'user' | 'environment' | 'bug';

export interface FailureOptions {
  /** What was read and where, one line each, most telling first. */
  readonly evidence?: readonly string[];
  /** What the user can do, one sentence. */
  readonly fix?: string;
  readonly cause?: unknown;
}

/** A failure with a stable code (kebab-case, each code means one thing), thrown by layers 0 to 2 only. */
export class Failure extends Error {
  readonly evidence: readonly string[];
  readonly fix: string | undefined;

  constructor(
    readonly code: string,
    readonly blame: Blame,
    message: string,
    options: FailureOptions = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'Failure';
    this.evidence = options.evidence ?? [];
    this.fix = options.fix;
  }
}

/** Wraps an unknown thrown value, so that callers can rely on `code` and `message`. */
export function toFailure(thrown: unknown): Failure {
  if (thrown instanceof Failure) return thrown;
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return new Failure('internal', 'bug', message, { cause: thrown });
}

/** The whole failure as the user reads it: message, evidence lines, remedy. */
export function describeFailure(failure: Failure): string {
  const lines = [failure.message, ...failure.evidence.map((line) => `  ${line}`)];
  if (failure.fix !== undefined) lines.push(failure.fix);
  return lines.join('\n');
}

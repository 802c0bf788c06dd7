// The one shape of everything we tell the user: a pre-launch check, a failure's cause and a linker-script
// problem are all findings. Data only; surfaces render it.

/** error stops a launch; the others are told and the launch goes on. */
export type Severity = 'error' | 'warning' | 'information';

/** A file, with the place counted from 1 when one is known; ends are exclusive. */
export interface SourceLocation {
  readonly file: string;
  readonly line?: number;
  readonly column?: number;
  readonly endLine?: number;
  readonly endColumn?: number;
}

/** What was read, and where. */
export interface Evidence {
  readonly what: string;
  /** A file, a tool's output, an environment variable: whatever the user can look at again. */
  readonly where: string;
  /** The place to jump to, where `where` is a text file. */
  readonly location?: SourceLocation;
}

/** Replaces a range of a file (places count from 1, the end is exclusive). */
export interface FileEdit {
  readonly file: string;
  readonly start: { readonly line: number; readonly column: number };
  readonly end: { readonly line: number; readonly column: number };
  readonly newText: string;
}

/** What the user can do; edits only where we can make them for him. */
export interface Fix {
  readonly title: string;
  readonly edits?: readonly FileEdit[];
}

/** How sure a diagnosis is; a pre-launch check reports facts and leaves it out. */
export type Confidence = 'confirmed' | 'likely' | 'possible';

/** What to change about the connection; what is left out stays as configured. */
export interface ConnectAdvice {
  /** SWCLK, at most. */
  readonly speedKhz?: number;
  readonly underReset?: true;
  /** `software`: no pulse on NRST. */
  readonly reset?: 'software';
}

export interface Finding {
  /** The check's or cause's id: file name, fixture folder and docs page are called the same. */
  readonly id: string;
  readonly severity: Severity;
  /** One sentence, complete without the rest. */
  readonly message: string;
  readonly evidence: readonly Evidence[];
  readonly fixes: readonly Fix[];
  readonly location?: SourceLocation;
  /** The launch attribute at fault, for a surface that knows where it stands in launch.json. */
  readonly attribute?: string;
  /** The address on the part where it is shown in a picture of the memories. */
  readonly address?: number;
  readonly confidence?: Confidence;
  /** How the launch should connect because of it; for whoever carries the launch out. */
  readonly connect?: ConnectAdvice;
}

/** A check that did not run, and why: never silently passed, never guessed. */
export interface Skipped {
  readonly id: string;
  readonly why: string;
}

/** A finding as plain text: message, then evidence, then what to do. */
export function describeFinding(finding: Finding): string {
  const lines = [finding.message];
  for (const item of finding.evidence) lines.push(`  ${item.what} (${item.where})`);
  for (const fix of finding.fixes) lines.push(`  Fix: ${fix.title}`);
  return lines.join('\n');
}

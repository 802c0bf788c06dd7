// What the checks found, by launch configuration: shown as problems at their places, kept for quick fixes, and
// replaced as a whole when that configuration is checked again. The Debug Console and the log are others'.

import * as vscode from 'vscode';
import type { Evidence, Finding, Severity, SourceLocation } from '../findings/finding';

/** A launch as it was checked, its variables replaced. */
export interface CheckedLaunch {
  readonly folder: vscode.WorkspaceFolder | undefined;
  readonly configuration: vscode.DebugConfiguration;
}

/** A problem on the screen with the finding behind it. */
export interface ShownFinding {
  readonly finding: Finding;
  readonly launch: CheckedLaunch;
  readonly uri: vscode.Uri;
  readonly diagnostic: vscode.Diagnostic;
}

/** Where a finding without a place in a file of its own belongs; undefined when nowhere. */
export type PlaceFinder = (
  launch: CheckedLaunch,
  finding: Finding,
) => Promise<SourceLocation | undefined>;

export const problemSource = 'STM32 Preflight';

const severities: Readonly<Record<Severity, vscode.DiagnosticSeverity>> = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  information: vscode.DiagnosticSeverity.Information,
};

export class FindingsStore implements vscode.Disposable {
  private readonly problems = vscode.languages.createDiagnosticCollection('stm32-preflight');
  private readonly shown = new Map<string, { launch: CheckedLaunch; items: ShownFinding[] }>();
  /** Linker scripts whose text somebody else tells about. */
  private readonly left = new Set<string>();
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.changed.event;

  constructor(private readonly placeOf: PlaceFinder) {}

  /** Every launch that was checked in this window. */
  get launches(): readonly CheckedLaunch[] {
    return [...this.shown.values()].map(({ launch }) => launch);
  }

  /** Replaces what was shown of this launch configuration. */
  async show(launch: CheckedLaunch, findings: readonly Finding[]): Promise<void> {
    const placed = await Promise.all(
      findings.map(async (finding) => ({ finding, place: await this.place(launch, finding) })),
    );
    const items = placed.flatMap(({ finding, place }) =>
      place === undefined ? [] : [toShown(launch, finding, place)],
    );
    this.shown.set(keyOf(launch), { launch, items });
    this.publish();
  }

  /**
   * Leaves what the text of a linker script says (`ld-…`) to whoever tells it as it is typed, or takes it back. Nothing is
   * published anew unless that changes something.
   */
  leaveScript(uri: vscode.Uri, isLeft: boolean): void {
    const key = uri.toString();
    if (this.left.has(key) === isLeft) return;
    if (isLeft) this.left.add(key);
    else this.left.delete(key);
    const isConcerned = (item: ShownFinding): boolean =>
      item.uri.toString() === key && isOfText(item);
    if (this.all().some(isConcerned)) this.publish();
  }

  forget(launch: CheckedLaunch): void {
    if (this.shown.delete(keyOf(launch))) this.publish();
  }

  /** The findings whose problem touches the range. */
  at(uri: vscode.Uri, range: vscode.Range): readonly ShownFinding[] {
    const isHere = (item: ShownFinding): boolean =>
      item.uri.toString() === uri.toString() &&
      item.diagnostic.range.intersection(range) !== undefined;
    return this.items().filter(isHere);
  }

  dispose(): void {
    this.problems.dispose();
    this.changed.dispose();
  }

  private async place(
    launch: CheckedLaunch,
    finding: Finding,
  ): Promise<SourceLocation | undefined> {
    return finding.location ?? (await this.placeOf(launch, finding));
  }

  private items(): readonly ShownFinding[] {
    return this.all().filter((item) => !(isOfText(item) && this.left.has(item.uri.toString())));
  }

  private all(): readonly ShownFinding[] {
    return [...this.shown.values()].flatMap(({ items }) => items);
  }

  /** Two configurations of one project find the same; it is one problem. */
  private publish(): void {
    const byFile = new Map<string, Map<string, ShownFinding>>();
    for (const item of this.items()) {
      const { uri, diagnostic } = item;
      const ofFile = byFile.get(uri.toString()) ?? new Map<string, ShownFinding>();
      ofFile.set(`${item.finding.id} ${diagnostic.message} ${diagnostic.range.start.line}`, item);
      byFile.set(uri.toString(), ofFile);
    }
    this.problems.clear();
    for (const [uri, items] of byFile) {
      const diagnostics = [...items.values()].map(({ diagnostic }) => diagnostic);
      this.problems.set(vscode.Uri.parse(uri), diagnostics);
    }
    this.changed.fire();
  }
}

/** Checks of a script's text are called so; what the linked file shows of it is not. */
function isOfText({ finding }: ShownFinding): boolean {
  return finding.id.startsWith('ld-');
}

function keyOf({ folder, configuration }: CheckedLaunch): string {
  return `${folder?.uri.toString() ?? ''} ${configuration.name}`;
}

function toShown(launch: CheckedLaunch, finding: Finding, place: SourceLocation): ShownFinding {
  const diagnostic = new vscode.Diagnostic(
    toRange(place),
    messageOf(finding),
    severities[finding.severity],
  );
  diagnostic.source = problemSource;
  diagnostic.code = { value: finding.id, target: helpUri(finding.id) };
  diagnostic.relatedInformation = finding.evidence.flatMap((item) => related(item, launch));
  return { finding, launch, uri: uriOf(place.file, launch), diagnostic };
}

/** What was read, without a place to jump to, and what to do stand in the problem itself. */
function messageOf({ message, evidence, fixes }: Finding): string {
  const lines = [message];
  for (const item of evidence) {
    if (item.location?.line === undefined) lines.push(`  ${item.what} (${item.where})`);
  }
  for (const fix of fixes) lines.push(`  Fix: ${fix.title}`);
  return lines.join('\n');
}

/** The page about a finding, opened by our own command. */
function helpUri(id: string): vscode.Uri {
  const argument = encodeURIComponent(JSON.stringify([id]));
  return vscode.Uri.parse(`command:stm32-preflight.explainFinding?${argument}`);
}

function related(
  { what, location }: Evidence,
  launch: CheckedLaunch,
): vscode.DiagnosticRelatedInformation[] {
  if (location?.line === undefined) return [];
  const place = new vscode.Location(uriOf(location.file, launch), toRange(location));
  return [new vscode.DiagnosticRelatedInformation(place, what)];
}

function uriOf(file: string, { folder }: CheckedLaunch): vscode.Uri {
  const isAbsolute = /^([\\/]|[a-zA-Z]:[\\/])/.test(file);
  if (isAbsolute || folder === undefined) return vscode.Uri.file(file);
  return vscode.Uri.joinPath(folder.uri, file);
}

/** Places of findings count from 1, VS Code's from 0. Without an end, the rest of the line is marked. */
function toRange({ line = 1, column = 1, endLine, endColumn }: SourceLocation): vscode.Range {
  const lastLine = (endLine ?? line) - 1;
  const lastColumn = endColumn === undefined ? Number.MAX_SAFE_INTEGER : endColumn - 1;
  return new vscode.Range(line - 1, column - 1, lastLine, lastColumn);
}

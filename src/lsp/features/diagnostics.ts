// Problems of linker scripts, as the editor shows them. What is a problem is decided in script-checks.

import type {
  Diagnostic,
  DiagnosticRelatedInformation,
  Location,
  Range,
} from 'vscode-languageserver';
import type { Finding, Severity, SourceLocation } from '../../findings/finding';
import { idsCovering } from '../../script-checks';
import type { ClientState } from '../client-state';
import { unknownClient } from '../client-state';
import type { Feature } from '../feature';
import { findingsOf } from '../findings-of';
import { ProblemStore } from '../problem-store';
import { DiagnosticSeverity, DiagnosticTag } from '../protocol-values';
import { closedVersion } from '../script-view';
import type { ScriptView } from '../script-view';

type UriOf = (file: string) => string;

export const diagnostics: Feature = {
  capabilities: {},
  listen(connection, views, client) {
    const store = new ProblemStore();
    /** What each document was told last; without an entry it is clean. */
    const told = new Map<string, string>();
    const publish = (uri: string, version?: number): void => {
      const problems = store.of(uri);
      const isNews = version !== undefined || problems.length > 0;
      const text = isNews ? JSON.stringify([version, problems]) : undefined;
      if (told.get(uri) === text) return;
      if (text === undefined) told.delete(uri);
      else told.set(uri, text);
      const params = { uri, diagnostics: problems, ...(version === undefined ? {} : { version }) };
      connection
        .sendDiagnostics(params)
        .catch((error: unknown) => connection.console.error(String(error)));
    };
    const versionOf = (uri: string): number | undefined => {
      const version = views.of(uri)?.document.version ?? closedVersion;
      return version === closedVersion ? undefined : version;
    };
    views.onChange((view) => {
      const uriOf: UriOf = (file) => views.uriOf(file);
      const root = uriOf(view.facts.script.files[0] ?? view.file);
      const changed = [
        // It was a script of its own until another one was found to include it.
        ...(root === view.uri ? [] : store.set(view.uri, undefined)),
        ...store.set(
          root,
          problemsOf(view, uriOf, client(), (file) => views.isTold(file)),
        ),
      ];
      for (const uri of new Set([view.uri, ...changed])) publish(uri, versionOf(uri));
    });
    views.onClose((uri) => {
      for (const each of new Set([uri, ...store.set(uri, undefined)]))
        publish(each, versionOf(each));
    });
  },
};

/** Of the whole script, by document. */
export function problemsOf(
  { facts }: ScriptView,
  uriOf: UriOf,
  client: ClientState,
  isTold: (file: string) => boolean = () => true,
): ReadonlyMap<string, readonly Diagnostic[]> {
  const problems = new Map<string, Diagnostic[]>();
  for (const file of facts.script.files) problems.set(uriOf(file), []);
  for (const finding of findingsOf(facts)) {
    const { location } = finding;
    if (location === undefined || !isTold(location.file)) continue;
    const uri = uriOf(location.file);
    const list = problems.get(uri) ?? [];
    problems.set(uri, list);
    list.push(toDiagnostic(finding, location, uriOf, client));
  }
  return problems;
}

/** Of this document alone, for a client that can show nothing more. */
export function diagnose(view: ScriptView, client = unknownClient): Diagnostic[] {
  const uriOf: UriOf = (file) => (file === view.file ? view.uri : file);
  return [...(problemsOf(view, uriOf, client).get(view.uri) ?? [])];
}

const severities: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
};

/** Shown faded: nothing uses it. */
const unused = /^ld-(?:.*-)?(?:unused|unreferenced)(?:-|$)/;

export function toDiagnostic(
  finding: Finding,
  location: SourceLocation,
  uriOf: UriOf,
  client: ClientState,
): Diagnostic {
  const { id, message, severity } = finding;
  const href = client.docsUri(id);
  const coveredBy = idsCovering(id);
  const related = client.hasRelatedInformation ? relatedTo(finding, location, uriOf) : [];
  return {
    code: id,
    message,
    range: rangeOf(location),
    severity: severities[severity],
    source: 'STM32 Preflight',
    ...(href === undefined ? {} : { codeDescription: { href } }),
    ...(unused.test(id) ? { tags: [DiagnosticTag.Unnecessary] } : {}),
    ...(related.length > 0 ? { relatedInformation: related } : {}),
    // For a client that shows what a preflight finds, too.
    ...(coveredBy.length > 0 ? { data: { coveredBy } } : {}),
  };
}

/** What was read elsewhere, with its place. */
function relatedTo(
  { evidence }: Finding,
  own: SourceLocation,
  uriOf: UriOf,
): DiagnosticRelatedInformation[] {
  return evidence.flatMap(({ what, location }) => {
    if (location === undefined) return [];
    const isOwn = location.file === own.file && location.line === own.line;
    if (isOwn && location.column === own.column) return [];
    const place: Location = { uri: uriOf(location.file), range: rangeOf(location) };
    return [{ location: place, message: what }];
  });
}

/** Places count from 1, the protocol from 0. */
export function rangeOf({ line = 1, column = 1, endLine, endColumn }: SourceLocation): Range {
  return {
    start: { line: line - 1, character: column - 1 },
    end: { line: (endLine ?? line) - 1, character: (endColumn ?? column) - 1 },
  };
}

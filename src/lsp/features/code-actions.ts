// What can be done about a problem, and other changes at the cursor. What it changes is shown before where the client
// can do that.

import type {
  ChangeAnnotation,
  CodeAction,
  CodeActionContext,
  Diagnostic,
  Range,
  TextDocumentEdit,
  WorkspaceEdit,
} from 'vscode-languageserver';
import type { FileEdit, Finding } from '../../findings/finding';
import { actions } from '../actions';
import type { ClientState } from '../client-state';
import type { Feature } from '../feature';
import { findingsOf } from '../findings-of';
import { CodeActionKind } from '../protocol-values';
import { closedVersion } from '../script-view';
import type { ScriptView } from '../script-view';
import { rangeOf, toDiagnostic } from './diagnostics';

type UriOf = (file: string) => string;

export const codeActions: Feature = {
  capabilities: {
    codeActionProvider: {
      codeActionKinds: [CodeActionKind.QuickFix, CodeActionKind.RefactorRewrite],
    },
  },
  listen(connection, views, client) {
    connection.onCodeAction(({ textDocument, range, context }) => {
      const view = views.of(textDocument.uri);
      if (view === undefined || !client().hasCodeActions) return [];
      const versionOf = (uri: string): number | null => {
        const version = views.of(uri)?.document.version ?? closedVersion;
        return version === closedVersion ? null : version;
      };
      const uriOf: UriOf = (file) => views.uriOf(file);
      return actionsAt(view, range, context, uriOf, client()).map((action) =>
        withVersions(action, versionOf),
      );
    });
  },
};

/** Whoever agrees to a change later, when the text is another one, is told so by his editor. */
function withVersions(action: CodeAction, versionOf: (uri: string) => number | null): CodeAction {
  const documentChanges = action.edit?.documentChanges?.map((change) => {
    if (!('textDocument' in change)) return change;
    const { uri } = change.textDocument;
    return { ...change, textDocument: { uri, version: versionOf(uri) } };
  });
  if (documentChanges === undefined) return action;
  return { ...action, edit: { ...action.edit, documentChanges } };
}

export function actionsAt(
  view: ScriptView,
  range: Range,
  { only }: Pick<CodeActionContext, 'only'>,
  uriOf: UriOf,
  client: ClientState,
): CodeAction[] {
  const isWanted = (kind: string): boolean =>
    only === undefined || only.some((each) => kind === each || kind.startsWith(`${each}.`));
  return [
    ...(isWanted(CodeActionKind.QuickFix) ? fixesAt(view, range, uriOf, client) : []),
    ...(isWanted(CodeActionKind.RefactorRewrite) ? changesAt(view, range, uriOf, client) : []),
  ];
}

function fixesAt(
  view: ScriptView,
  range: Range,
  uriOf: UriOf,
  client: ClientState,
): readonly CodeAction[] {
  return findingsOf(view.facts).flatMap((finding) => {
    const { location } = finding;
    if (location?.file !== view.file || !overlap(rangeOf(location), range)) return [];
    return actionsFor(finding, toDiagnostic(finding, location, uriOf, client), uriOf, client);
  });
}

/** Those that can be made for the user; what he has to do himself is in the finding's text. */
function actionsFor(
  { fixes }: Finding,
  diagnostic: Diagnostic,
  uriOf: UriOf,
  client: ClientState,
): readonly CodeAction[] {
  const possible = fixes.filter(({ edits = [] }) => edits.length > 0);
  return possible.map(({ title, edits = [] }, index) => ({
    title: title.replace(/\.$/, ''),
    kind: CodeActionKind.QuickFix,
    diagnostics: [diagnostic],
    ...(index === 0 ? { isPreferred: true } : {}),
    edit: editOf(edits, title, uriOf, client),
  }));
}

function changesAt(
  view: ScriptView,
  range: Range,
  uriOf: UriOf,
  client: ClientState,
): readonly CodeAction[] {
  const { document } = view;
  const selection = { start: document.offsetAt(range.start), end: document.offsetAt(range.end) };
  return actions.flatMap((action) =>
    action(view, selection).map(({ title, edits }) => ({
      title,
      kind: CodeActionKind.RefactorRewrite,
      edit: editOf(edits, title, uriOf, client),
    })),
  );
}

/** With a preview where the client shows one: the user agrees to each change. */
function editOf(
  edits: readonly FileEdit[],
  title: string,
  uriOf: UriOf,
  { hasPreview }: ClientState,
): WorkspaceEdit {
  const byUri = new Map<string, FileEdit[]>();
  for (const edit of edits) {
    const uri = uriOf(edit.file);
    byUri.set(uri, [...(byUri.get(uri) ?? []), edit]);
  }
  const plain = (edit: FileEdit) => ({ range: rangeOfEdit(edit), newText: edit.newText });
  if (!hasPreview) {
    return { changes: Object.fromEntries([...byUri].map(([uri, list]) => [uri, list.map(plain)])) };
  }
  const annotation: ChangeAnnotation = { label: title, needsConfirmation: true };
  const documentChanges = [...byUri].map(([uri, list]): TextDocumentEdit => ({
    textDocument: { uri, version: null },
    edits: list.map((edit) => ({ ...plain(edit), annotationId: 'change' })),
  }));
  return { documentChanges, changeAnnotations: { change: annotation } };
}

function rangeOfEdit({ start, end }: FileEdit): Range {
  return {
    start: { line: start.line - 1, character: start.column - 1 },
    end: { line: end.line - 1, character: end.column - 1 },
  };
}

function overlap(one: Range, other: Range): boolean {
  return !isBehind(one.start, other.end) && !isBehind(other.start, one.end);
}

function isBehind(one: Range['start'], other: Range['start']): boolean {
  return one.line > other.line || (one.line === other.line && one.character > other.character);
}

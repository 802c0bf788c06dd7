// What the client said of itself: what it can show, and where it shows the pages about findings.

import type { InitializeParams } from 'vscode-languageserver';
import type { LanguageServerOptions, LinkerScriptSettings } from '../protocol/lsp-extensions';

export interface ClientState {
  /** It shows changes of its own accord before they are made, where they say that they want it. */
  readonly hasPreview: boolean;
  readonly hasRelatedInformation: boolean;
  /** Literal code actions; without them it takes commands only. */
  readonly hasCodeActions: boolean;
  /** It can be asked for settings. */
  readonly hasSettings: boolean;
  /** It tells when folders come and go. */
  readonly hasFolders: boolean;
  readonly watchesFiles: boolean;
  readonly tellsSettings: boolean;
  /** It takes completions with places to fill in. */
  readonly hasSnippets: boolean;
  /** It asks again for code lenses when it is told that they have changed. */
  readonly refreshesLenses: boolean;
  readonly options: LanguageServerOptions;
  /** Address of the page about a finding. */
  docsUri(id: string): string | undefined;
}

/** Before the client has said anything. */
export const unknownClient: ClientState = {
  hasPreview: false,
  hasRelatedInformation: false,
  hasCodeActions: false,
  hasSettings: false,
  hasFolders: false,
  watchesFiles: false,
  tellsSettings: false,
  hasSnippets: false,
  refreshesLenses: false,
  options: {},
  docsUri: () => undefined,
};

/** @param pages uris of pages that come with the program, by id. */
export function clientOf(
  { capabilities, initializationOptions }: InitializeParams,
  pages: (id: string) => string | undefined,
): ClientState {
  const { workspace, textDocument } = capabilities;
  const options = optionsOf(initializationOptions);
  const { docsUri } = options;
  return {
    hasPreview:
      workspace?.workspaceEdit?.documentChanges === true &&
      workspace.workspaceEdit.changeAnnotationSupport !== undefined,
    hasRelatedInformation: textDocument?.publishDiagnostics?.relatedInformation === true,
    hasCodeActions: textDocument?.codeAction?.codeActionLiteralSupport !== undefined,
    hasSettings: workspace?.configuration === true,
    hasFolders: workspace?.workspaceFolders === true,
    watchesFiles: workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
    tellsSettings: workspace?.didChangeConfiguration?.dynamicRegistration === true,
    hasSnippets: textDocument?.completion?.completionItem?.snippetSupport === true,
    refreshesLenses: workspace?.codeLens?.refreshSupport === true,
    options,
    docsUri:
      docsUri === undefined
        ? pages
        : (id) => docsUri.replaceAll('{id}', () => encodeURIComponent(id)),
  };
}

/** Clients send anything. */
function optionsOf(value: unknown): LanguageServerOptions {
  if (!isRecord(value)) return {};
  const { docsUri, memoryMapCommand, settings } = value;
  return {
    ...(typeof docsUri === 'string' ? { docsUri } : {}),
    ...(typeof memoryMapCommand === 'string' ? { memoryMapCommand } : {}),
    settings: settingsOf(settings),
  };
}

export function settingsOf(value: unknown): LinkerScriptSettings {
  if (!isRecord(value)) return {};
  const { workspaceDiagnostics, part } = value;
  const parts = isRecord(part)
    ? Object.entries(part).filter((entry): entry is [string, string] => {
        return typeof entry[1] === 'string';
      })
    : [];
  return {
    ...(typeof workspaceDiagnostics === 'boolean' ? { workspaceDiagnostics } : {}),
    part: Object.fromEntries(parts),
  };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

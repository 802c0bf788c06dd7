// The workspace as the client has it: its folders, settings, files and open documents, followed as they change.

import type { Connection, InitializeParams } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Host } from '../../host/host';
import { isInside } from '../../host/paths';
import { settingsOf } from '../client-state';
import type { ClientState } from '../client-state';
import { DidChangeConfigurationNotification, TextDocuments } from '../protocol-values';
import { fileOfUri } from './file-uris';
import { findScripts } from '../../analysis/find-scripts';
import { tellParts } from './part-messages';
import { Settings } from './settings';
import { filesChanged, watchFiles } from './watch-files';
import { Workspace } from './workspace';

export interface ClientWorkspace {
  readonly workspace: Workspace;
  /** With `initialize`. */
  open(params: InitializeParams): void;
  /** With `initialized`: from here on the client may be asked. */
  begin(): void;
}

export function followClient(
  connection: Connection,
  host: Host,
  client: () => ClientState,
): ClientWorkspace {
  const settings = new Settings();
  let folders: readonly string[] = [];
  const onError = (error: unknown): void => connection.console.error(String(error));
  const workspace = new Workspace({
    host,
    folders: () => folders,
    setting: (script) => settings.partOf(script),
    tellsClosed: () => settings.tellsClosed(),
    onError,
  });

  const searchIn = async (added: readonly string[]): Promise<void> => {
    const search = (folder: string) => workspace.search(() => findScripts(host, folder));
    await Promise.all(added.map(search));
    workspace.tellClosed();
  };

  const readSettings = async (pushed: unknown): Promise<void> => {
    const before = settings.tellsClosed();
    if (client().hasSettings) await settings.ask(connection, folders);
    else settings.set(settingsIn(pushed), folders);
    if (before !== settings.tellsClosed()) workspace.tellClosed();
    workspace.judgeAll();
  };

  const documents = new TextDocuments(TextDocument);
  documents.onDidChangeContent(({ document }) => workspace.edited(document));
  documents.onDidClose(({ document: { uri } }) => workspace.closedByClient(uri));
  documents.listen(connection);
  connection.onDidChangeConfiguration((params) => {
    readSettings(params.settings).catch(onError);
  });
  connection.onDidChangeWatchedFiles(({ changes }) => {
    filesChanged(changes, workspace).catch(onError);
  });
  tellParts(connection, workspace);

  const begin = async (): Promise<void> => {
    const { watchesFiles, tellsSettings, hasSettings, hasFolders } = client();
    if (hasFolders) {
      connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
        const gone = pathsOf(removed.map(({ uri }) => uri));
        const come = pathsOf(added.map(({ uri }) => uri));
        folders = [...folders.filter((each) => !gone.includes(each)), ...come];
        workspace.removeBelow(
          gone.filter((each) => !folders.some((other) => isInside(other, each))),
        );
        searchIn(come).catch(onError);
        if (hasSettings) readSettings(undefined).catch(onError);
      });
    }
    if (hasSettings) await readSettings(undefined);
    if (watchesFiles) await watchFiles(connection);
    if (tellsSettings && hasSettings) {
      const section = 'stm32-preflight';
      await connection.client.register(DidChangeConfigurationNotification.type, { section });
    }
  };
  return {
    workspace,
    open: ({ workspaceFolders, ...rest }) => {
      const single = (rest as { readonly rootUri?: string | null }).rootUri ?? undefined;
      const uris =
        workspaceFolders?.map(({ uri }) => uri) ?? (single === undefined ? [] : [single]);
      folders = pathsOf(uris);
      settings.set(client().options.settings ?? {}, folders);
    },
    begin: () => {
      begin().catch(onError);
      searchIn(folders).catch(onError);
    },
  };
}

function pathsOf(uris: readonly string[]): readonly string[] {
  return uris.flatMap((uri) => fileOfUri(uri)?.replace(/(?<=.)[\\/]$/, '') ?? []);
}

/** As clients send them: the section alone, or in all that surrounds it. */
function settingsIn(pushed: unknown): ReturnType<typeof settingsOf> {
  let at = pushed;
  for (const name of ['stm32-preflight', 'linkerScripts']) {
    const inner: unknown =
      typeof at === 'object' && at !== null ? Reflect.get(at, name) : undefined;
    at = inner ?? at;
  }
  return settingsOf(at);
}

// The language server: its workspace, and the features that answer for its scripts.

import type { Connection } from 'vscode-languageserver';
import type { Host } from '../host/host';
import { clientOf, unknownClient } from './client-state';
import { docsPages } from './docs-pages';
import { features } from './features';
import { TextDocumentSyncKind } from './protocol-values';
import { followClient } from './workspace/client-workspace';

export interface ServerOptions {
  readonly host: Host;
  /** The pages about findings that come with the program. */
  readonly docsFolder: string;
}

/** Serves one client until it says `exit`. */
export function serve(connection: Connection, { host, docsFolder }: ServerOptions): void {
  let client = unknownClient;
  const pages = docsPages(host, docsFolder);
  const followed = followClient(connection, host, () => client);
  connection.onInitialize(async (params) => {
    client = clientOf(params, await pages);
    followed.open(params);
    return {
      capabilities: Object.assign(
        {
          textDocumentSync: TextDocumentSyncKind.Incremental,
          workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
        },
        ...features.map(({ capabilities }) => capabilities),
      ) as object,
      serverInfo: { name: 'stm32-preflight' },
    };
  });
  connection.onInitialized(() => followed.begin());
  for (const feature of features) feature.listen(connection, followed.workspace, () => client);
  connection.listen();
}

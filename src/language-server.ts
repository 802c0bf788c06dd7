// The language server as a program: LSP on stdio (--stdio) or on Node's own channel (--node-ipc).

import { createConnection } from 'vscode-languageserver/node';
import { keepHeapSmall } from './host/heap';
import { createNodeHost } from './host/node-host';
import { withMapFiles } from './lsp/maps/with-map-files';
import { serve } from './lsp/server';

// Of each script much is made and little kept: over a thousand of them, half of the memory would be garbage.
keepHeapSmall();

const host = createNodeHost();
serve(withMapFiles(createConnection(), host), {
  host,
  docsFolder: `${__dirname}/../docs/linker`,
});

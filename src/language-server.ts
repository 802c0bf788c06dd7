// The language server as a program: LSP on stdio (--stdio) or on Node's own channel (--node-ipc).

import { createConnection } from 'vscode-languageserver/node';
import { createNodeHost } from './host/node-host';
import { withMapFiles } from './lsp/maps/with-map-files';
import { serve } from './lsp/server';

serve(withMapFiles(createConnection()), {
  host: createNodeHost(),
  docsFolder: `${__dirname}/../docs/linker`,
});

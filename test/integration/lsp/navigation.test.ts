// The built language server over a project on the disk: names over INCLUDE and into sources, rename, outline,
// formatting, colours, as an editor asks for them.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  createProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import type {
  DocumentLink,
  DocumentSymbol,
  FoldingRange,
  Location,
  ProtocolConnection,
  SemanticTokens,
  TextEdit,
  WorkspaceEdit,
  WorkspaceSymbol,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';

const program = path.resolve('dist', 'language-server.js');

const files: Readonly<Record<string, string>> = {
  'app.ld': `ENTRY(Reset_Handler)
INCLUDE memory.ld
_estack = ORIGIN(RAM)+LENGTH(RAM);
SECTIONS
{
.data : { _sdata = .; *(.data) } >RAM AT> FLASH
}
`,
  'memory.ld': `MEMORY
{
  FLASH (rx)  : ORIGIN = 0x08000000, LENGTH = 1M
  RAM   (xrw) : ORIGIN = 0x20000000, LENGTH = 128K
}
`,
  'startup.s': `  .global Reset_Handler
Reset_Handler:
  ldr sp, =_estack
  ldr r0, =_sdata
`,
  'data.h': 'extern int _sdata;\n',
  Makefile: 'all:\n',
};

describe('language server: names and text', () => {
  let folder: string;
  let child: ChildProcessWithoutNullStreams;
  let connection: ProtocolConnection;

  const uriOf = (file: string): string => pathToFileURL(path.join(folder, file)).href;
  const ask = <T>(method: string, file: string, params: object = {}): Promise<T> =>
    connection.sendRequest(method, { textDocument: { uri: uriOf(file) }, ...params });

  /** Where a text first stands in a file. */
  const at = (file: string, text: string): { position: { line: number; character: number } } => {
    const before = (files[file] ?? '').slice(0, (files[file] ?? '').indexOf(text)).split('\n');
    return { position: { line: before.length - 1, character: before.at(-1)?.length ?? 0 } };
  };

  /** `app.ld:3 RAM`: file, line from 1, the text there. */
  const shown = (found: readonly Location[]): readonly string[] =>
    found
      .map(({ uri, range: { start, end } }) => {
        const file = path.basename(uri);
        const line = (files[file] ?? '').split('\n')[start.line] ?? '';
        return `${file}:${start.line + 1} ${line.slice(start.character, end.character)}`;
      })
      .sort();

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'preflight-names-'));
    for (const [file, text] of Object.entries(files)) {
      await writeFile(path.join(folder, file), text);
    }
    child = spawn(process.execPath, [program, '--stdio']);
    connection = createProtocolConnection(
      new StreamMessageReader(child.stdout),
      new StreamMessageWriter(child.stdin),
    );
    connection.listen();
    const uri = pathToFileURL(folder).href;
    await connection.sendRequest('initialize', {
      processId: process.pid,
      rootUri: uri,
      workspaceFolders: [{ uri, name: 'project' }],
      capabilities: {},
    });
    await connection.sendNotification('initialized', {});
    const published = once(child.stdout, 'data');
    for (const file of ['app.ld', 'memory.ld']) {
      await connection.sendNotification('textDocument/didOpen', {
        textDocument: {
          ...{ uri: uriOf(file), languageId: 'linkerscript', version: 1 },
          text: files[file],
        },
      });
    }
    await published;
  });

  after(async () => {
    connection.dispose();
    if (child.exitCode === null && child.kill()) await once(child, 'exit');
    await rm(folder, { recursive: true });
  });

  it('goes from a use to the region in the included file, and from ENTRY to the startup code', async () => {
    const region = await ask<Location[]>('textDocument/definition', 'app.ld', at('app.ld', 'RAM)'));
    assert.deepEqual(shown(region), ['memory.ld:4 RAM']);
    const entry = at('app.ld', 'Reset_Handler');
    const handler = await ask<Location[]>('textDocument/definition', 'app.ld', entry);
    assert.deepEqual(shown(handler), ['startup.s:2 Reset_Handler']);
  });

  it('finds uses from the included file in the script, and of symbols in sources', async () => {
    const context = { includeDeclaration: true };
    const region = await ask<Location[]>('textDocument/references', 'memory.ld', {
      ...{ ...at('memory.ld', 'FLASH'), context },
    });
    assert.deepEqual(shown(region), ['app.ld:6 FLASH', 'memory.ld:3 FLASH']);
    const symbol = await ask<Location[]>('textDocument/references', 'app.ld', {
      ...{ ...at('app.ld', '_sdata'), context },
    });
    assert.deepEqual(shown(symbol), ['app.ld:6 _sdata', 'data.h:1 _sdata', 'startup.s:4 _sdata']);
  });

  it('renames in scripts, sources and headers at once', async () => {
    const place = at('app.ld', '_sdata');
    const prepared = await ask<{ placeholder: string }>(
      'textDocument/prepareRename',
      'app.ld',
      place,
    );
    assert.equal(prepared.placeholder, '_sdata');
    const { changes } = await ask<WorkspaceEdit>('textDocument/rename', 'app.ld', {
      ...{ ...place, newName: '__data_start' },
    });
    assert.deepEqual(
      Object.keys(changes ?? {})
        .map((uri) => path.basename(uri))
        .sort(),
      [...['app.ld', 'data.h', 'startup.s']],
    );
  });

  it('says why it does not rename', async () => {
    const place = { ...at('app.ld', '.data'), newName: '.d' };
    await assert.rejects(ask('textDocument/rename', 'app.ld', place), /is an output section/);
  });

  it('gives outline, links, folds and symbols of the workspace', async () => {
    const outline = await ask<DocumentSymbol[]>('textDocument/documentSymbol', 'memory.ld');
    assert.deepEqual(
      outline[0]?.children?.map(({ name }) => name),
      ['FLASH', 'RAM'],
    );
    const links = await ask<DocumentLink[]>('textDocument/documentLink', 'app.ld');
    assert.deepEqual(
      links.map(({ target }) => target),
      [uriOf('memory.ld')],
    );
    const folds = await ask<FoldingRange[]>('textDocument/foldingRange', 'memory.ld');
    assert.deepEqual(
      folds.map(({ startLine, endLine }) => [startLine, endLine]),
      [[1, 3]],
    );
    const found = await connection.sendRequest<WorkspaceSymbol[]>('workspace/symbol', {
      query: 'flash',
    });
    assert.deepEqual(
      found.map(({ name }) => name),
      ['FLASH'],
    );
  });

  it('formats a document and a range of it', async () => {
    const options = { tabSize: 2, insertSpaces: true };
    const edits = await ask<TextEdit[]>('textDocument/formatting', 'app.ld', { options });
    const document = TextDocument.create('', 'linkerscript', 1, files['app.ld'] ?? '');
    assert.equal(
      TextDocument.applyEdits(document, edits),
      (files['app.ld'] ?? '').replace(')+L', ') + L').replace('\n.data', '\n  .data'),
    );
    const range = { start: { line: 5, character: 0 }, end: { line: 6, character: 0 } };
    const some = await ask<TextEdit[]>('textDocument/rangeFormatting', 'app.ld', {
      options,
      range,
    });
    assert.deepEqual(
      some.map((edit) => edit.range.start.line),
      [5],
    );
  });

  it('gives semantic tokens of a document and a range', async () => {
    const { data } = await ask<SemanticTokens>('textDocument/semanticTokens/full', 'memory.ld');
    assert.deepEqual(data.slice(0, 4), [0, 0, 6, 3]);
    const range = { start: { line: 2, character: 0 }, end: { line: 3, character: 0 } };
    const some = await ask<SemanticTokens>('textDocument/semanticTokens/range', 'memory.ld', {
      range,
    });
    assert.deepEqual(some.data.slice(0, 5), [2, 2, 5, 0, 1]);
  });

  it('grows selections', async () => {
    const { position } = at('app.ld', '_sdata');
    const [selection] = await ask<{ parent?: object }[]>('textDocument/selectionRange', 'app.ld', {
      positions: [position],
    });
    assert.ok(selection?.parent !== undefined);
  });
});

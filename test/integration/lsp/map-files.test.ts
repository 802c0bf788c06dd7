// The built language server with a map file open: what it answers, and that no feature of scripts stumbles over it.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import {
  createProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import type { DocumentSymbol, Hover, ProtocolConnection } from 'vscode-languageserver/node';

const program = path.resolve('dist', 'language-server.js');
const uri = 'file:///project/build/psram.map';
const text = readFileSync(
  path.resolve('examples', 'broken', 's6-psram-without-noload', 'build', 'psram.map'),
  'utf8',
);

describe('language server with a map file', () => {
  let child: ChildProcessWithoutNullStreams;
  let connection: ProtocolConnection;
  let published = 0;

  beforeEach(async () => {
    child = spawn(process.execPath, [program, '--stdio']);
    connection = createProtocolConnection(
      new StreamMessageReader(child.stdout),
      new StreamMessageWriter(child.stdin),
    );
    published = 0;
    connection.onNotification('textDocument/publishDiagnostics', () => void (published += 1));
    connection.listen();
    await connection.sendRequest('initialize', {
      ...{ processId: process.pid, rootUri: null, capabilities: {} },
    });
    await connection.sendNotification('initialized', {});
    await connection.sendNotification('textDocument/didOpen', {
      textDocument: { uri, languageId: 'linkermap', version: 1, text },
    });
  });

  afterEach(async () => {
    connection.dispose();
    if (child.exitCode === null && child.kill()) await once(child, 'exit');
  });

  it('tells its outline and what a line is about, and no problems of a script', async () => {
    const outline = await connection.sendRequest<DocumentSymbol[]>('textDocument/documentSymbol', {
      textDocument: { uri },
    });
    assert.ok(outline.some(({ name }) => name === '.psram'));
    const line = text.split('\n').findIndex((each) => each.startsWith('PSRAM '));
    const hover = await connection.sendRequest<Hover | null>('textDocument/hover', {
      ...{ textDocument: { uri }, position: { line, character: 0 } },
    });
    assert.match(JSON.stringify(hover), /8 KiB of 8 MiB used/);
    assert.equal(published, 0);
  });

  it('has nothing to say to what an editor asks about scripts, and no error', async () => {
    const position = { line: 8, character: 1 };
    const range = { start: position, end: position };
    const asked: Readonly<Record<string, object>> = {
      codeAction: { range, context: { diagnostics: [] } },
      codeLens: {},
      completion: { position },
      definition: { position },
      documentHighlight: { position },
      documentLink: {},
      formatting: { options: { tabSize: 2, insertSpaces: true } },
      inlayHint: { range },
      prepareRename: { position },
      references: { position, context: { includeDeclaration: true } },
      selectionRange: { positions: [position] },
      'semanticTokens/full': {},
      signatureHelp: { position },
    };
    for (const [method, params] of Object.entries(asked)) {
      const answer = await connection.sendRequest<unknown>(`textDocument/${method}`, {
        ...{ textDocument: { uri }, ...params },
      });
      const content = JSON.stringify(answer ?? null);
      assert.match(content, /^(?:null|\[\]|\{"data":\[\]\}|\{.*"items":\[\].*\})$/, method);
    }
  });
});

// The built language server as any editor meets it: a process that speaks LSP over stdio.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import {
  createProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import type {
  InitializeResult,
  ProtocolConnection,
  PublishDiagnosticsParams,
} from 'vscode-languageserver/node';

const program = path.resolve('dist', 'language-server.js');
/** Where the page of the problem is, once it is written. */
const page = '/docs/linker/ld-unbalanced-bracket.md';
const uri = 'file:///project/STM32F405RGTx_FLASH.ld';

describe('language server', () => {
  let child: ChildProcessWithoutNullStreams;
  let connection: ProtocolConnection;
  let initialized: InitializeResult;

  beforeEach(async () => {
    child = spawn(process.execPath, [program, '--stdio']);
    connection = createProtocolConnection(
      new StreamMessageReader(child.stdout),
      new StreamMessageWriter(child.stdin),
    );
    connection.listen();
    initialized = await connection.sendRequest('initialize', {
      processId: process.pid,
      rootUri: null,
      capabilities: {},
    });
    await connection.sendNotification('initialized', {});
  });

  afterEach(async () => {
    connection.dispose();
    if (child.exitCode === null && child.kill()) await once(child, 'exit');
  });

  /** Sends a notification and waits for the problems that the server publishes then. */
  async function problemsAfter(method: string, params: object): Promise<PublishDiagnosticsParams> {
    const published = new Promise<PublishDiagnosticsParams>((resolve) => {
      const heard = connection.onNotification(
        'textDocument/publishDiagnostics',
        (body: PublishDiagnosticsParams) => {
          heard.dispose();
          resolve(body);
        },
      );
    });
    await connection.sendNotification(method, params);
    return published;
  }

  const open = (text: string): Promise<PublishDiagnosticsParams> =>
    problemsAfter('textDocument/didOpen', {
      textDocument: { uri, languageId: 'linkerscript', version: 1, text },
    });

  it('says who it is and what it can do', () => {
    assert.equal(initialized.serverInfo?.name, 'stm32-preflight');
    assert.equal(initialized.capabilities.textDocumentSync, 2);
  });

  it('publishes a problem with its id and place, and takes it back when it is mended', async () => {
    const { diagnostics } = await open('SECTIONS\n{\n  .text : { *(.text }\n}\n');
    const plain = diagnostics.map(({ codeDescription, ...rest }) => {
      assert.match(codeDescription?.href ?? page, /\/docs\/linker\/ld-unbalanced-bracket\.md$/);
      return rest;
    });
    assert.deepEqual(plain, [
      {
        code: 'ld-unbalanced-bracket',
        message: 'This ( is never closed: ) is missing.',
        range: { start: { line: 2, character: 13 }, end: { line: 2, character: 14 } },
        severity: 1,
        source: 'STM32 Preflight',
      },
    ]);
    const place = { line: 2, character: 19 };
    const mended = await problemsAfter('textDocument/didChange', {
      textDocument: { uri, version: 2 },
      contentChanges: [{ range: { start: place, end: place }, text: ')' }],
    });
    assert.deepEqual(mended.diagnostics, []);
  });

  it('counts characters as the protocol does, in UTF-16 units', async () => {
    const { diagnostics } = await open('/* \u{1f600} */ (');
    assert.deepEqual(diagnostics[0]?.range.start, { line: 0, character: 9 });
  });

  it('forgets the problems of a document that is closed', async () => {
    await open('/*');
    const closed = await problemsAfter('textDocument/didClose', { textDocument: { uri } });
    assert.deepEqual(closed.diagnostics, []);
  });

  it('ends with code 0 when it is told to, and says nothing on stderr', async () => {
    let errors = '';
    child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
    const exit = once(child, 'exit');
    await connection.sendRequest('shutdown');
    await connection.sendNotification('exit');
    assert.deepEqual(await exit, [0, null]);
    assert.equal(errors, '');
  });

  it('ends by itself when its client vanishes', async () => {
    const exit = once(child, 'exit');
    child.stdin.end();
    await exit;
    assert.equal(child.signalCode, null);
  });
});

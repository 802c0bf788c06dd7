// The built language server as any editor meets it: a process that speaks LSP over stdio.

import { spawn } from 'node:child_process';
import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  createProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import type {
  ClientCapabilities,
  Diagnostic,
  InitializeResult,
  ProtocolConnection,
  PublishDiagnosticsParams,
} from 'vscode-languageserver/node';
import { scriptPartMethod } from '../../src/protocol/lsp-extensions';
import type { ScriptPartParams } from '../../src/protocol/lsp-extensions';
import { root } from './project';

export const serverProgram = join(root, 'dist', 'language-server.js');

export interface LspOptions {
  /** Workspace folders. */
  readonly folders?: readonly string[];
  readonly capabilities?: ClientCapabilities;
  readonly options?: object;
  readonly program?: string;
}

export class LspSession {
  readonly child: ChildProcessWithoutNullStreams;
  readonly connection: ProtocolConnection;
  /** The latest problems of each document. */
  readonly problems = new Map<string, readonly Diagnostic[]>();
  readonly parts = new Map<string, ScriptPartParams>();
  errors = '';
  private version = 1;
  private waiting: (() => void)[] = [];

  private constructor(program: string) {
    this.child = spawn(process.execPath, [program, '--stdio']);
    this.child.stderr.on('data', (chunk: Buffer) => (this.errors += chunk.toString()));
    this.connection = createProtocolConnection(
      new StreamMessageReader(this.child.stdout),
      new StreamMessageWriter(this.child.stdin),
    );
    this.connection.onNotification(
      'textDocument/publishDiagnostics',
      ({ uri, diagnostics }: PublishDiagnosticsParams) => {
        this.problems.set(uri, diagnostics);
        this.wake();
      },
    );
    this.connection.onNotification(scriptPartMethod, (params: ScriptPartParams) => {
      this.parts.set(params.uri, params);
      this.wake();
    });
    this.connection.listen();
  }

  static async start({
    folders = [],
    capabilities = {},
    options,
    program = serverProgram,
  }: LspOptions = {}): Promise<{ session: LspSession; initialized: InitializeResult }> {
    const session = new LspSession(program);
    const initialized: InitializeResult = await session.connection.sendRequest('initialize', {
      processId: process.pid,
      rootUri: null,
      workspaceFolders: folders.map((folder) => ({ uri: uriOf(folder), name: folder })),
      capabilities,
      initializationOptions: options,
    });
    await session.connection.sendNotification('initialized', {});
    return { session, initialized };
  }

  async open(uri: string, text: string): Promise<void> {
    await this.connection.sendNotification('textDocument/didOpen', {
      textDocument: { uri, languageId: 'linkerscript', version: this.version, text },
    });
  }

  async change(uri: string, text: string): Promise<void> {
    this.version += 1;
    await this.connection.sendNotification('textDocument/didChange', {
      textDocument: { uri, version: this.version },
      contentChanges: [{ text }],
    });
  }

  async close(uri: string): Promise<void> {
    await this.connection.sendNotification('textDocument/didClose', { textDocument: { uri } });
  }

  /** As the client's watcher tells it. */
  async changedOnDisk(file: string, type: 1 | 2 | 3): Promise<void> {
    const changes = [{ uri: uriOf(file), type }];
    await this.connection.sendNotification('workspace/didChangeWatchedFiles', { changes });
  }

  /** Resolves once it holds; the limit of the test ends the waiting. */
  async until(holds: () => boolean): Promise<void> {
    while (!holds()) await new Promise<void>((resolve) => this.waiting.push(resolve));
  }

  /** Waits until the document has exactly these problems. */
  async untilCodes(uri: string, codes: readonly string[]): Promise<void> {
    await this.until(() => this.codes(uri)?.join() === codes.join());
  }

  codes(uri: string): readonly string[] | undefined {
    return this.problems.get(uri)?.map(({ code }) => String(code));
  }

  async end(): Promise<void> {
    this.connection.dispose();
    if (this.child.exitCode === null && this.child.kill()) await once(this.child, 'exit');
  }

  private wake(): void {
    const { waiting } = this;
    this.waiting = [];
    for (const each of waiting) each();
  }
}

export function uriOf(file: string): string {
  return pathToFileURL(file).href;
}

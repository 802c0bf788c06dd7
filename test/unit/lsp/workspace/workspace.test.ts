// When the workspace tells, and when it reads.

import assert from 'node:assert/strict';
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Host } from '../../../../src/host/host';
import { createNodeHost } from '../../../../src/host/node-host';
import { Workspace } from '../../../../src/lsp/workspace/workspace';

describe('workspace of scripts', () => {
  let folder = '';

  beforeEach(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'workspace-')));
  });

  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('leaves what it tells of an opened script its turn to go out, before it reads what is around', async () => {
    const order: string[] = [];
    const workspace = new Workspace({
      host: watched(() => order.push('read')),
      folders: () => [folder],
      setting: () => undefined,
      tellsClosed: () => false,
      onError: (error) => assert.fail(String(error)),
    });
    const text = 'MEMORY { RAM : ORIGIN = 0, LENGTH = 1 } SECTIONS { }';
    const file = join(folder, 'link.ld');
    writeFileSync(file, text);
    await new Promise<void>((resolve) => {
      workspace.onChange(() => {
        // As the connection does with a message.
        setImmediate(() => order.push('sent'));
        if (workspace.around.isKnown(file)) resolve();
      });
      workspace.edited(TextDocument.create(pathToFileURL(file).href, 'linkerscript', 1, text));
      assert.deepEqual(order, []);
    });
    assert.deepEqual(order.slice(0, 2), ['sent', 'read']);
  });
});

/** The host as it is, and a word with each question. */
function watched(asked: () => void): Host {
  return new Proxy(createNodeHost(), {
    get(host, name, receiver): unknown {
      asked();
      return Reflect.get(host, name, receiver);
    },
  });
}

// What changes on the disk, as the client tells it: what is around scripts is forgotten once for all of it.

import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { FileEvent } from 'vscode-languageserver';
import { createNodeHost } from '../../../../src/host/node-host';
import { readScript } from '../../../../src/linker/read-script';
import { FileChangeType } from '../../../../src/lsp/protocol-values';
import { filesChanged } from '../../../../src/lsp/workspace/watch-files';
import { Workspace } from '../../../../src/lsp/workspace/workspace';

describe('files that change', () => {
  let folder = '';

  beforeEach(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'watch-')));
    mkdirSync(join(folder, '.vscode'));
    writeFileSync(join(folder, 'link.ld'), 'SECTIONS { }');
  });

  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('in a checkout make what is around scripts forgotten once, folder by folder', async () => {
    const errors: unknown[] = [];
    const workspace = new Workspace({
      host: createNodeHost(),
      folders: () => [folder],
      setting: () => undefined,
      tellsClosed: () => false,
      onError: (error) => errors.push(error),
    });
    const script = join(folder, 'link.ld');
    await workspace.around.look(script, readScript('SECTIONS { }', script));
    assert.equal(workspace.around.isKnown(script), true);

    const asked: string[][] = [];
    const forget = workspace.around.forgetAround.bind(workspace.around);
    workspace.around.forgetAround = (folders) => {
      asked.push([...folders]);
      return forget(folders);
    };
    const sources = Array.from({ length: 300 }, (_, index) => `Src/part-${index % 3}/${index}.c`);
    const names = [...sources, '.vscode/launch.json', 'Makefile'];
    const changes = names.map((name): FileEvent => ({
      uri: pathToFileURL(join(folder, name)).href,
      type: FileChangeType.Changed,
    }));
    await filesChanged(changes, workspace);

    const parts = [0, 1, 2].map((index) => join(folder, 'Src', `part-${index}`));
    assert.deepEqual(asked, [[...parts, folder]]);
    assert.equal(workspace.around.isKnown(script), false);

    await filesChanged([], workspace);
    assert.equal(asked.length, 1);
    assert.deepEqual(errors, []);
  });
});

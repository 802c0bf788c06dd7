import assert from 'node:assert/strict';
import { SourceFinder } from '../../../src/adapter/source-finder';
import type { FileStat } from '../../../src/host/host';
import { createNodeHost } from '../../../src/host/node-host';

function finder(files: Readonly<Record<string, number>>, platform: NodeJS.Platform = 'linux') {
  const stat = (path: string): Promise<FileStat | undefined> => {
    const modifiedMs = files[path];
    const found = { kind: 'file' as const, sizeBytes: 10, modifiedMs: modifiedMs ?? 0 };
    return Promise.resolve(modifiedMs === undefined ? undefined : found);
  };
  return new SourceFinder({ ...createNodeHost(), platform, stat }, '/fw');
}

describe('SourceFinder.isAnother', () => {
  it('takes a file that is here at another path for another one', async () => {
    assert.equal(await finder({ '/fw/main.c': 1 }).isAnother('/other/main.c', '/fw/main.c'), true);
    const both = finder({ '/fw/main.c': 1, '/other/main.c': 2 });
    assert.equal(await both.isAnother('/other/main.c', '/fw/main.c'), true);
  });

  it('takes one that is not here for the asked, as the image was built elsewhere', async () => {
    assert.equal(await finder({ '/fw/main.c': 1 }).isAnother('/fw/main.c', '/ci/main.c'), false);
  });

  it('takes two names of one path, and two paths of one file, for the same', async () => {
    const both = finder({ '/fw/main.c': 1, '/link/main.c': 1 });
    assert.equal(await both.isAnother('/fw/src/../main.c', '/fw/main.c'), false);
    assert.equal(await both.isAnother('/link/main.c', '/fw/main.c'), false);
  });

  it('is blind to case on Windows alone', async () => {
    const files = { '/fw/main.c': 1 };
    assert.equal(await finder(files, 'win32').isAnother('/FW/Main.c', '/fw/main.c'), false);
    assert.equal(await finder(files).isAnother('/FW/Main.c', '/fw/main.c'), true);
  });
});

import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { findNearbyImages } from '../../../src/analysis/facts/nearby-images';
import { createNodeHost } from '../../../src/host/node-host';

describe('findNearbyImages', () => {
  const host = createNodeHost();
  let project = '';
  beforeEach(() => {
    project = realpathSync(mkdtempSync(join(tmpdir(), 'stm32-near-')));
  });
  afterEach(() => rmSync(project, { recursive: true }));

  function put(path: string, ageSeconds: number): string {
    const file = join(project, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, '');
    const time = 1_700_000_000 - ageSeconds;
    utimesSync(file, time, time);
    return file;
  }

  it('gives the newest three', async () => {
    const third = put('out.elf', 30);
    const first = put('build/Debug/fw.elf', 10);
    const second = put('cmake-build-debug/FW.AXF', 20);
    put('build/old.elf', 40);
    assert.deepEqual(await findNearbyImages(host, project, undefined), [first, second, third]);
  });

  it('looks where the file was expected, also outside of cwd', async () => {
    const image = put('shared/build/fw.elf', 0);
    const cwd = join(project, 'app');
    mkdirSync(cwd);
    const expected = join(project, 'shared/build/other.elf');
    assert.deepEqual(await findNearbyImages(host, cwd, expected), [image]);
  });

  it("finds PlatformIO's hidden folder, and leaves out packages, deep trees and folders", async () => {
    const image = put('.pio/build/board/firmware.elf', 0);
    put('node_modules/x/a.elf', 0);
    put('a/b/c/d/e/deep.elf', 0);
    mkdirSync(join(project, 'folder.elf'));
    assert.deepEqual(await findNearbyImages(host, project, undefined), [image]);
  });

  it('gives nothing when there is nothing', async () => {
    assert.deepEqual(await findNearbyImages(host, join(project, 'none'), '/none/x.elf'), []);
  });
});

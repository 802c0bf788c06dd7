import assert from 'node:assert/strict';
import { mkdtempSync, realpathSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rememberingHost } from '../../../src/cli/remembering-host';
import { createNodeHost } from '../../../src/host/node-host';

describe('rememberingHost', () => {
  let folder = '';
  beforeEach(() => (folder = realpathSync(mkdtempSync(join(tmpdir(), 'stm32-host-')))));
  afterEach(() => rmSync(folder, { recursive: true }));

  it('gives the same answers about a path as at the first time', async () => {
    const host = rememberingHost(createNodeHost());
    const file = join(folder, 'a.ld');
    writeFileSync(file, 'MEMORY {}');
    const ask = async (): Promise<unknown> => [
      ...[await host.stat(file), await host.readFile(file), await host.readDir(folder)],
      ...[await host.realPath(file), await host.isExecutable(file)],
    ];
    const before = await ask();
    unlinkSync(file);
    assert.deepEqual(await ask(), before);
    assert.equal((await rememberingHost(createNodeHost()).readFile(file)).ok, false);
  });

  it('reads a large file once for those who ask together, and does not keep it', async () => {
    const host = rememberingHost(createNodeHost());
    const file = join(folder, 'a.elf');
    writeFileSync(file, new Uint8Array(1024 * 1024));
    const [first, second] = await Promise.all([host.readFile(file), host.readFile(file)]);
    assert.ok(first.ok);
    assert.equal(first, second);
    unlinkSync(file);
    assert.equal((await host.readFile(file)).ok, false);
  });
});

import assert from 'node:assert/strict';
import { gatherImage, gatherLoadedFiles } from '../../../src/analysis/facts/image';
import { createNodeHost } from '../../../src/host/node-host';
import type { Host } from '../../../src/host/host';
import { resolveArgs } from '../../../src/launch/resolve-args';
import { buildElf } from '../../support/elf-builder';

const files: Readonly<Record<string, Uint8Array>> = {
  '/p/app.elf': buildElf(),
  '/p/boot.hex': Buffer.from(':020000040801F1\n:0100000000FF\n:00000001FF\n'),
  '/p/raw.bin': Buffer.from('0000022041000008', 'hex'),
  '/p/cut.elf': buildElf({ cutTo: 100 }),
};

/** A host with those files only, that notes what is read. */
function hostOf(reads: string[]): Host {
  const readFile: Host['readFile'] = (path) => {
    reads.push(path);
    const bytes = files[path];
    if (bytes !== undefined) return Promise.resolve({ ok: true, bytes });
    return Promise.resolve({ ok: false, code: 'ENOENT', message: 'not there' });
  };
  return { ...createNodeHost(), readFile, readDir: () => Promise.resolve([]) };
}

async function loadedOf(raw: Readonly<Record<string, unknown>>): Promise<{
  readonly answer: readonly string[] | string;
  readonly reads: readonly string[];
}> {
  const reads: string[] = [];
  const host = hostOf(reads);
  const { args } = resolveArgs({ request: 'launch', servertype: 'qemu', ...raw }, '/p');
  const fact = await gatherLoadedFiles(host, args, await gatherImage(host, args));
  if (!fact.ok) return { answer: fact.why, reads };
  return { answer: fact.value.map(({ path, ranges }) => `${path} ${ranges.length}`), reads };
}

describe('the files that a launch programs', () => {
  it('are the executable, read once', async () => {
    const { answer, reads } = await loadedOf({ executable: 'app.elf' });
    assert.deepEqual(answer, ['/p/app.elf 1']);
    assert.deepEqual(reads, ['/p/app.elf']);
  });

  it('are loadFiles in their order, each read once', async () => {
    const loadFiles = ['boot.hex', 'app.elf', 'boot.hex'];
    const { answer, reads } = await loadedOf({ executable: 'app.elf', loadFiles });
    assert.deepEqual(answer, ['/p/boot.hex 1', '/p/app.elf 1', '/p/boot.hex 1']);
    assert.deepEqual([...reads].sort(), ['/p/app.elf', '/p/boot.hex']);
  });

  it('are none for an attach and for an empty list', async () => {
    const attach = await loadedOf({ request: 'attach', executable: 'app.elf' });
    assert.deepEqual(attach.answer, []);
    assert.deepEqual((await loadedOf({ executable: 'app.elf', loadFiles: [] })).answer, []);
  });

  const unknown: readonly (readonly [string, Readonly<Record<string, unknown>>, RegExp])[] = [
    ['one is not there', { loadFiles: ['app.elf', 'gone.hex'] }, /^\/p\/gone\.hex cannot be read/],
    ['one is a raw binary', { loadFiles: ['raw.bin'] }, /^of \/p\/raw\.bin: it is a raw binary/],
    ['the image is not there', { executable: 'gone.elf' }, /^there is no file \/p\/gone\.elf$/],
    ['the image is cut off', { executable: 'cut.elf' }, /^\/p\/cut\.elf is no complete ELF file$/],
    ['none is named', {}, /^the launch configuration names no file to program$/],
  ];
  for (const [title, raw, why] of unknown) {
    it(`are not known when ${title}`, async () => {
      assert.match(String((await loadedOf(raw)).answer), why);
    });
  }
});

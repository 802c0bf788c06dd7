// What the last build says of a script: from the ELF file and its map.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { buildSeen } from '../../../src/analysis/build-seen';
import { readElf } from '../../../src/elf/read-elf';
import { readMapFile } from '../../../src/linker/map/map-file';
import type { InputSectionSeen } from '../../../src/script-checks/script-check';

const [elf, map] = ['elf', 'map'].map((kind) =>
  readFileSync(`examples/broken/s6-psram-without-noload/build/psram.${kind}`),
);

function inputs(text: string): readonly InputSectionSeen[] | undefined {
  const read = readElf(elf ?? new Uint8Array());
  assert.ok(read.ok);
  const files = { file: 'psram.elf', image: read.image, writtenAtMs: undefined };
  return buildSeen({ ...files, map: readMapFile(text) }).inputs;
}

describe('the last build', () => {
  const text = map?.toString() ?? '';

  it('says what went into it where the map file is whole', () => {
    assert.ok(inputs(text)?.some(({ output }) => output === '.psram'));
  });

  it('says nothing of that where the end of the map file is missing', () => {
    assert.equal(inputs(text.slice(0, text.indexOf('\nOUTPUT('))), undefined);
  });
});

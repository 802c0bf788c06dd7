// Damaged ELF files, 46,000 of them: every question that can be asked of one is answered, in bounded time.
// The seed is printed when a case fails; FUZZ_SEED repeats it.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadableSegments, sectionsOf } from '../../../src/elf/elf-image';
import type { ElfImage } from '../../../src/elf/elf-image';
import { loadRangesOf, readLoadFile } from '../../../src/elf/load-file';
import { readElf } from '../../../src/elf/read-elf';
import { buildElf } from '../../support/elf-builder';
import { mutate, random } from '../../support/fuzz';
import type { Random } from '../../support/fuzz';

const seed = Number(process.env['FUZZ_SEED'] ?? 20260731);

const producer = 'GNU C17 12.2.1 -mcpu=cortex-m4 -O2 -g';

/** Something of everything that is read, in 2 kB. */
const rich = {
  segments: [
    { paddr: '0x08000000', fileSize: 256, words: ['0x20020000', '0x08000041'], fill: 0 },
    { paddr: '0x08000100', vaddr: '0x20000000', fileSize: 16, memSize: 64, flags: 6 },
  ],
  sections: [
    { name: '.isr_vector', flags: 2, addr: '0x08000000', size: 64 },
    { name: '.text', flags: 6, addr: '0x08000040', size: 192 },
    { name: '.data', flags: 3, addr: '0x20000000', size: 16 },
    { name: '.bss', type: 8, flags: 3, addr: '0x20000010', size: 48 },
  ],
  symbols: [
    { name: '$t', value: '0x08000040', bind: 'local', section: '.text' },
    { name: 'Reset_Handler', value: '0x08000040', size: 16, type: 'function', section: '.text' },
    { name: 'main', value: '0x08000050', size: 32, type: 'function', section: '.text' },
    { name: 'counter', value: '0x20000000', size: 4, type: 'object', section: '.data' },
    { name: '_estack', value: '0x20020000' },
  ],
  attributes: { cpuName: '7E-M', arch: 13, profile: 'M', fpArch: 6, hardFp: 1, vfpArgs: 1 },
  buildId: '0123456789abcdef0123456789abcdef01234567',
} as const;

const units = [
  { name: 'main.c', folder: '/project', producer },
  { name: 'gpio.c', folder: '/project', producer, version: 4 },
  { name: 'old.c', folder: '/project', producer, version: 2, inline: true },
] as const;

const example = readFileSync(join(__dirname, '../../../examples/f405-demo/build/f405-demo.elf'));

const seeds: readonly (readonly [string, Buffer, number])[] = [
  ['a small firmware', buildElf({ ...rich, units }), 24_000],
  ['a big-endian one', buildElf({ ...rich, units, bigEndian: true }), 10_000],
  ['an object file', buildElf({ ...rich, type: 1, units }), 6_000],
  ['a stripped one', buildElf({ ...rich, noSectionTable: true }), 4_000],
];

/** Asks everything, also what is read when first asked for. */
function touch(bytes: Uint8Array, rng: Random): void {
  const load = readLoadFile(bytes);
  assert.ok(load.ok || load.why !== '');
  const result = readElf(bytes);
  if (!result.ok) {
    assert.notEqual(result.message, '');
    return;
  }
  const { image } = result;
  touchSymbols(image, rng);
  assert.ok(image.attributes === undefined || image.attributes.tags.size > 0);
  assert.ok(image.buildId === undefined || /^([0-9a-f]{2})+$/.test(image.buildId));
  for (const { name, folder, producer: by } of image.compileUnits()) {
    assert.ok(name.length + (folder?.length ?? 0) + (by?.length ?? 0) < 3 * 8193);
  }
  for (const segment of loadableSegments(image)) {
    assert.equal(image.contentOf(segment).length, segment.fileSize);
    sectionsOf(image, segment);
  }
  for (const { start, end } of loadRangesOf(image)) assert.ok(start < end);
}

function touchSymbols({ symbols, entry, sections }: ElfImage, rng: Random): void {
  const { count } = symbols;
  assert.ok(symbols.named('main').length <= count);
  assert.ok(symbols.within(0, 2 ** 32).length <= count);
  for (const address of [0, entry, rng.next(), 0xffffffff, ...sections.map(({ addr }) => addr)]) {
    const symbol = symbols.at(address);
    if (symbol !== undefined) assert.ok(symbol.address <= address);
  }
}

describe('readElf on damaged files', () => {
  for (const [title, original, count] of seeds) {
    it(`answers for ${count} damaged copies of ${title}`, () => {
      const rng = random(seed);
      for (let index = 0; index < count; index++) {
        const bytes = mutate(original, rng);
        try {
          touch(bytes, rng);
        } catch (thrown) {
          assert.fail(`seed ${seed}, case ${index}: ${String(thrown)}`);
        }
      }
    });
  }

  it('answers for 2000 copies of the example with other headers', () => {
    const rng = random(seed);
    const table = example.readUInt32LE(32);
    const bytes = Buffer.from(example);
    for (let index = 0; index < 2000; index++) {
      const head = Buffer.from(mutate(example.subarray(4, 180), rng)).subarray(0, 176);
      const tail = Buffer.from(mutate(example.subarray(table), rng));
      head.copy(bytes, 4);
      tail.subarray(0, example.length - table).copy(bytes, table);
      try {
        touch(bytes, rng);
      } catch (thrown) {
        assert.fail(`seed ${seed}, case ${index}: ${String(thrown)}`);
      }
      example.copy(bytes, 0, 0, 200);
      example.copy(bytes, table, table);
    }
  });
});

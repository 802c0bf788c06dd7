// What grew and what shrank between two builds, from map files and from ELF files.

import assert from 'node:assert/strict';
import { buildSizes } from '../../../src/analysis/build-sizes';
import { compareBuilds } from '../../../src/analysis/compare-builds';
import type { BuildChanges, BuildSizes } from '../../../src/protocol/build-sizes';
import { buildChangesMarkdown } from '../../../src/report/build-changes';
import { demo } from '../../support/project';
import { readFileSync } from 'node:fs';
import { mapText } from '../linker/texts';

function sizesOf(text: string, file = 'fw.map'): BuildSizes {
  const result = buildSizes(file, new TextEncoder().encode(text));
  assert.ok(result.ok);
  return result.sizes;
}

const grown = mapText
  .replace('.data           0x20000000        0x8', '.data           0x20000000       0x18')
  .replace(' .data          0x20000000        0x8', ' .data          0x20000000       0x18')
  .replace('.bss            0x20000008', '.bss            0x20000018')
  .replace('load address 0x08000054', 'load address 0x08000064')
  .replace('build/my file.o', 'out/my file.o')
  .replace(/\/usr\/lib\/libc\.a/g, '/opt/lib/libc.a')
  .replace(
    '.text.x        0x08000048        0x4 build/fw',
    '.text.x        0x08000048        0x4 build/new',
  );

const changes = (before: string, after: string): BuildChanges =>
  compareBuilds(sizesOf(before, 'old.map'), sizesOf(after, 'new.map'));

describe('the sizes of a build', () => {
  it('are those of regions, sections and objects in a map file, without what takes no memory', () => {
    const { regions, sections, objects } = sizesOf(mapText);
    assert.deepEqual(
      regions.map(({ name, sizeBytes, lengthBytes }) => [name, sizeBytes, lengthBytes]),
      [
        ['FLASH', 84, 0x10000],
        ['RAM', 20, 0x10000],
        ['NONE', 0, 0],
      ],
    );
    assert.deepEqual(
      sections.map(({ name, sizeBytes }) => `${name} ${sizeBytes}`),
      ['.text 72', '.bss 12', '.data 8', '.a_long_output_section 4'],
    );
    assert.deepEqual(
      objects.map(({ name, sizeBytes }) => `${name} ${sizeBytes}`),
      [
        'build/main.o 24',
        'libc.a(libc_a-memcpy.o) 8',
        'build/my file.o 4',
        'build/fw.elf.ltrans0.ltrans.o 4',
      ],
    );
  });

  it('come with a note where the end of a map file is missing, in a comparison too', () => {
    const cut = mapText.slice(0, mapText.indexOf('.bss  '));
    assert.deepEqual(sizesOf(mapText).notes, []);
    assert.match(sizesOf(cut).notes.join(), /^This map file is not complete: .*OUTPUT/);
    const { notes } = changes(mapText, cut);
    assert.equal(notes.length, 1);
    assert.match(notes.join(), /^new\.map: This map file is not complete/);
    assert.match(buildChangesMarkdown(changes(cut, mapText)), /old\.map: This map file is not/);
  });

  it('are those of sections, functions and variables in an ELF file', () => {
    const result = buildSizes(demo.elf, readFileSync(demo.elf));
    assert.ok(result.ok);
    const { kind, sections, symbols } = result.sizes;
    assert.equal(kind, 'elf');
    assert.ok(sections.some(({ name }) => name === '.isr_vector'));
    assert.ok(symbols.some(({ name }) => name === 'main'));
  });

  it("are refused of another linker's map, and of what is neither", () => {
    const why = (text: string): string => {
      const result = buildSizes('fw.map', new TextEncoder().encode(text));
      return result.ok ? '' : result.why;
    };
    const lld = '     VMA      LMA     Size Align Out     In      Symbol\n';
    assert.match(why(lld), /^is a map file of LLVM lld; map files of GNU ld .* can be read$/);
    assert.match(why(''), /^is no map file of GNU ld/);
    assert.match(why('\x7fELF'), /^cannot be read: .*[^.]$/);
  });
});

describe('two builds', () => {
  it('differ in nothing when they are the same', () => {
    const same = changes(mapText, mapText);
    assert.deepEqual([same.sections, same.objects, same.notes], [[], [], []]);
    assert.match(buildChangesMarkdown(same), /No part changed its size\./);
  });

  it('tell what grew, in regions, sections and objects, the largest change first', () => {
    const { regions, sections, objects } = changes(mapText, grown);
    assert.deepEqual(
      regions.map(({ name, beforeBytes, sizeBytes, changeBytes }) => [
        ...[name, beforeBytes, sizeBytes, changeBytes],
      ]),
      [
        ['FLASH', 84, 100, 16],
        ['RAM', 20, 36, 16],
        ['NONE', 0, 0, 0],
      ],
    );
    assert.deepEqual(sections, [
      { name: '.data', beforeBytes: 8, afterBytes: 24, changeBytes: 16 },
    ]);
    assert.deepEqual(objects, [
      { name: 'build/main.o', beforeBytes: 24, afterBytes: 40, changeBytes: 16 },
      { name: 'build/new.elf.ltrans0.ltrans.o', afterBytes: 4, changeBytes: 4 },
      { name: 'build/fw.elf.ltrans0.ltrans.o', beforeBytes: 4, changeBytes: -4 },
    ]);
  });

  it('tell of a region that is gone, new or of another length', () => {
    const other = mapText
      .replace(
        'NONE             0x90000000         0x00000000',
        'EXTRA            0x90000000         0x00000100',
      )
      .replace(
        'RAM              0x20000000         0x00010000',
        'RAM              0x20000000         0x00008000',
      );
    const { notes, regions } = changes(mapText, other);
    assert.deepEqual(notes, [
      'Region NONE is gone.',
      'Region RAM was 65536 bytes long and is 32768 bytes long now.',
    ]);
    assert.equal(regions[2]?.beforeBytes, undefined);
  });

  it('are compared by their sections where one is a map file and the other an ELF file', () => {
    const elf = buildSizes(demo.elf, readFileSync(demo.elf));
    assert.ok(elf.ok);
    const { regions, objects, symbols, sections, notes } = compareBuilds(
      sizesOf(mapText),
      elf.sizes,
    );
    assert.deepEqual([regions, objects, symbols], [[], [], []]);
    assert.ok(sections.length > 0);
    assert.match(notes.join(), /only their sections are compared/);
  });

  it('are a page of Markdown that no name of the project can break', () => {
    const page = buildChangesMarkdown(changes(mapText, grown.replace(/main\.o/g, 'ma|<b>in.o')));
    assert.match(page, /^# Builds compared\n\nBefore: old\.map\n\nAfter: new\.map\n\n## Regions\n/);
    assert.match(page, /\| FLASH \| 84 \| 100 \| \+16 \| < 1 % of 65536 \|/);
    assert.match(page, /\| build\/ma\\\|\\<b\\>in\.o \| {2}\| 40 \| \+40 \|/);
    assert.match(page, /\| −24 \|/);
  });
});

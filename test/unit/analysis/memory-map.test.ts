// The memory map of images on real parts: blocks, sizes, what is outside, marks; and that it is plain JSON.

import assert from 'node:assert/strict';
import { memoryMap } from '../../../src/analysis/memory-map';
import { readScript } from '../../../src/linker/read-script';
import { readMapFile } from '../../../src/linker/map/map-file';
import { sum } from '../../../src/linker/map/map-usage';
import type { MapMemory, MemoryMap } from '../../../src/protocol/memory-map';
import type { SizeNode } from '../../../src/protocol/size-tree';
import { deviceNamed, imageOf } from '../../support/device';

const device = deviceNamed('STM32F405RG');

const elf = imageOf({
  segments: [
    { paddr: 0x08000000, fileSize: 0x200, flags: 5 },
    { paddr: 0x08000200, vaddr: 0x20000000, fileSize: 0x10, memSize: 0x110, flags: 6 },
  ],
  sections: [
    { name: '.text', flags: 6, addr: 0x08000000, size: 0x200 },
    { name: '.data', flags: 3, addr: 0x20000000, size: 0x10 },
    { name: '.bss', type: 8, flags: 3, addr: 0x20000010, size: 0x100 },
    { name: '._user_heap_stack', type: 8, flags: 3, addr: 0x20000110, size: 0x600 },
  ],
  symbols: [
    { name: 'main', value: 0x08000101, size: 0x40, type: 'function', section: '.text' },
    { name: 'table', value: 0x08000140, size: 0x80, type: 'object', section: '.text' },
    { name: '_end', value: 0x20000110, section: '.bss' },
    { name: '_estack', value: 0x20020000 },
    { name: '_Min_Heap_Size', value: 0x200 },
    { name: '_Min_Stack_Size', value: 0x400 },
  ],
});

const script = readScript(
  'MEMORY\n{\n  FLASH (rx) : ORIGIN = 0x08000000, LENGTH = 1M\n  RAM (xrw) : ORIGIN = 0x20000000, LENGTH = 128K\n}\n',
  'board.ld',
);

function treeOf(nodes: readonly SizeNode[], indent = ''): readonly string[] {
  return nodes.flatMap(({ kind, name, sizeBytes, children }) => [
    `${indent}${kind} ${name} ${sizeBytes}`,
    ...treeOf(children, `${indent}  `),
  ]);
}

function memoryOf(map: MemoryMap, name: string): MapMemory {
  const memory = map.memories.find((each) => each.name === name);
  assert.ok(memory, `${name} is in the map`);
  return memory;
}

function blocksOf(memory: MapMemory): readonly string[] {
  return memory.blocks.map(
    ({ kind, name, start, sizeBytes }) => `${kind} ${name} ${start.toString(16)} ${sizeBytes}`,
  );
}

/** Of the link that made the image. */
const mapFile = {
  name: 'firmware.map',
  map: readMapFile(`
FLASH            0x08000000         0x00100000         xr
*default*        0x00000000         0xffffffff

.text           0x08000000      0x200
 .text.main     0x08000100       0x40 Core/Src/main.o
 .text          0x08000140      0x0a0 /opt/lib/libc.a(memcpy.o)
 *fill*         0x080001e0       0x20

.data           0x20000000       0x10 load address 0x08000200
 .data          0x20000000       0x10 Core/Src/main.o

.bss            0x20000010      0x100 load address 0x08000210
 COMMON         0x20000010       0x60 Core/Src/main.o
 .bss.buffer    0x20000070       0xa0 Core/Src/more.o

._user_heap_stack
                0x20000110      0x600 load address 0x08000210
`),
};

describe('memoryMap', () => {
  const map = memoryMap({
    device,
    image: { name: 'firmware.elf', elf },
    script: { name: 'board.ld', script },
    mapFile,
  });

  it('tells what fills a memory by library, folder, object and section of the map file', () => {
    assert.equal(map.mapFile, 'firmware.map');
    assert.deepEqual(treeOf(memoryOf(map, 'FLASH').contents), [
      'rest fill of .text 288',
      'library libc.a 160',
      '  object memcpy.o 160',
      '    section .text 160',
      'folder Core/Src 80',
      '  object main.o 80',
      '    section .text.main 64',
      '    section .data 16',
    ]);
    assert.deepEqual(treeOf(memoryOf(map, 'SRAM1').contents), [
      'reserved heap 512',
      'folder Core/Src 272',
      '  object more.o 160',
      '    section .bss.buffer 160',
      '  object main.o 112',
      '    section COMMON 96',
      '    section .data 16',
    ]);
  });

  it('is made of a map file with more input sections than a call can have arguments', () => {
    const contributions = Array.from({ length: 200_000 }, (_, at) => {
      const place = { address: 0x08000000 + (at % 0x200), sizeBytes: 1, line: at };
      return { ...place, section: `.text.f${at}`, output: '.text', object: `o${at % 50}.o` };
    });
    const long = { name: 'long.map', map: { ...mapFile.map, contributions } };
    const { memories } = memoryMap({ device, image: { name: 'fw.elf', elf }, mapFile: long });
    const flash = memories.find(({ name }) => name === 'FLASH');
    assert.equal(flash?.contents[0]?.children.length, 50);
  });

  it('accounts for every used byte of a memory', () => {
    for (const { contents, usedBytes } of map.memories) {
      assert.equal(sum(contents.map(({ sizeBytes }) => sizeBytes)), usedBytes);
    }
  });

  it('tells it by section and symbol without a map file, or with that of another link', () => {
    const image = { name: 'firmware.elf', elf };
    const text = [
      'section .text 512',
      '  rest without a symbol 320',
      '  symbol table 128',
      '  symbol main 64',
      'section .data 16',
    ];
    const alone = memoryMap({ device, image });
    assert.deepEqual(treeOf(memoryOf(alone, 'FLASH').contents), text);
    assert.deepEqual(alone.notes, []);
    const foreign = { name: 'old.map', map: { ...mapFile.map, outputs: [] } };
    const other = memoryMap({ device, image, mapFile: foreign });
    assert.equal(other.mapFile, undefined);
    assert.deepEqual(treeOf(memoryOf(other, 'FLASH').contents), text);
    assert.match(other.notes.join(), /^old\.map is of another link than the image/);
  });

  it('shows .data where it runs and where it is stored', () => {
    assert.deepEqual(blocksOf(memoryOf(map, 'FLASH')), [
      'section .text 8000000 512',
      'load .data 8000200 16',
    ]);
    assert.deepEqual(blocksOf(memoryOf(map, 'SRAM1')), [
      'section .data 20000000 16',
      'section .bss 20000010 256',
      'heap heap 20000110 512',
    ]);
  });

  it('puts the stack below _estack, where it is in the last bank', () => {
    assert.deepEqual(blocksOf(memoryOf(map, 'SRAM2')), ['stack stack 2001fc00 1024']);
  });

  it('counts used and free bytes of each memory', () => {
    for (const { sizeBytes, usedBytes, freeBytes, blocks } of map.memories) {
      assert.equal(usedBytes + freeBytes, sizeBytes);
      assert.equal(
        usedBytes,
        blocks.reduce((sum, block) => sum + block.sizeBytes, 0),
      );
    }
    assert.equal(memoryOf(map, 'FLASH').usedBytes, 528);
  });

  it('tells what a debugger programs', () => {
    const loaded = map.memories.flatMap(({ blocks }) => blocks.filter((block) => block.isLoaded));
    assert.deepEqual(
      loaded.map(({ name, kind }) => `${kind} ${name}`),
      ['section .text', 'load .data'],
    );
  });

  it('names the largest symbols of a section first', () => {
    const [text] = memoryOf(map, 'FLASH').blocks;
    assert.equal(text?.symbolCount, 2);
    assert.deepEqual(
      text.symbols.map(({ name }) => name),
      ['table', 'main'],
    );
  });

  it('has the regions of the script with their places', () => {
    const [region] = memoryOf(map, 'FLASH').regions;
    assert.deepEqual([region?.name, region?.location.line], ['FLASH', 3]);
  });

  it('shows external windows only when something is in them, and no aliases', () => {
    assert.ok(map.memories.every(({ kind }) => kind !== 'external' && kind !== 'alias'));
    const psram = imageOf({ segments: [{ paddr: 0x90000000, fileSize: 64 }] });
    const other = memoryMap({
      device: deviceNamed('STM32F446RE'),
      image: { name: 'firmware.elf', elf: psram },
    });
    assert.equal(memoryOf(other, 'QSPI').usedBytes, 64);
  });

  it('cuts what goes beyond a memory, and tells the rest', () => {
    const large = imageOf({
      segments: [{ paddr: 0x08000000, fileSize: 8 }],
      sections: [{ name: '.bss', type: 8, flags: 3, addr: 0x2001ff00, size: 0x200 }],
    });
    const cut = memoryMap({ device, image: { name: 'firmware.elf', elf: large } });
    assert.deepEqual(
      memoryOf(cut, 'SRAM2').blocks.map(({ isCut }) => isCut),
      [true],
    );
    assert.deepEqual(
      cut.outside.map(({ name, start, sizeBytes }) => [name, start, sizeBytes]),
      [['.bss', 0x20020000, 0x100]],
    );
    assert.deepEqual(cut.notes, ['.bss: 256 bytes at 0x20020000, in no memory of STM32F405RG.']);
  });

  it('marks a finding in the memory that it is about', () => {
    const marked = memoryMap({
      device,
      findings: [
        {
          id: 'vector-table-misplaced',
          severity: 'warning',
          message: 'The vector table is misplaced.',
          address: 0x08010000,
          evidence: [],
          fixes: [],
        },
      ],
    });
    assert.deepEqual(
      memoryOf(marked, 'FLASH').marks.map(({ address, findingId }) => [address, findingId]),
      [[0x08010000, 'vector-table-misplaced']],
    );
  });

  it('takes the regions for memories when the part is not known', () => {
    const regions = memoryMap({
      device: undefined,
      image: { name: 'firmware.elf', elf },
      script: { name: 'board.ld', script },
    });
    assert.deepEqual(
      regions.memories.map(({ name }) => name),
      ['FLASH', 'RAM'],
    );
    assert.equal(regions.notes.length, 1);
  });

  it('is plain JSON', () => {
    assert.deepEqual(JSON.parse(JSON.stringify(map)), map);
  });
});

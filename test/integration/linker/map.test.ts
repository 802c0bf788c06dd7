// Map files that the real arm-none-eabi-ld makes here: what we read of them against what the ELF file holds.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { isPlaced, readMapFile } from '../../../src/linker/map/map-file';
import type { MapFile } from '../../../src/linker/map/map-file';
import { otherThanMap } from '../../../src/linker/map/map-kind';
import { reasonsFor } from '../../../src/linker/map/map-objects';
import { sum, useOfRegions } from '../../../src/linker/map/map-usage';
import { LinkFolder } from './linking';

const sources: Readonly<Record<string, string>> = {
  'main.c': `int shared[3]; int big_common[64];
const int table[100] = {1, 2, 3}; static int counter = 5; int data_array[20] = {1};
const char *name(int at) { return at ? "one text" : "another text"; }
int unused_function(int x) { return x * 3; }
extern int lib_one(int); extern long long slow_divide(long long, long long); extern int cpp_entry(int);
void Reset_Handler(void) {
  counter += lib_one(table[counter]) + shared[0] + name(counter)[1] + cpp_entry(data_array[counter]);
  shared[1] = (int)slow_divide(counter, 3); data_array[0] = big_common[0];
  for (;;) ;
}`,
  'one.c': 'int lib_two(int); int lib_one(int x) { return lib_two(x) + 1; }',
  'two.c': 'char room[33]; int lib_two(int x) { return room[x] + 2; }',
  'divide.c':
    'long long slow_divide(long long a, long long b) { return a / b; } int never(void) { return 1; }',
  'shapes.cpp': `struct Shape { Shape(); virtual ~Shape(); virtual int area(int); int side; };
Shape::Shape() : side(3) {} Shape::~Shape() {} int Shape::area(int a) { return a * side; }
template <class T> struct AVeryLongTemplateNameForAColumn { T value; __attribute__((noinline)) T get() { return value; } };
static AVeryLongTemplateNameForAColumn<long> holder;
extern "C" int cpp_entry(int x) { Shape shape; return shape.area(x) + holder.get(); }
void operator delete(void *, unsigned) {}`,
};

const memory = `ENTRY(Reset_Handler)
MEMORY { FLASH (rx) : ORIGIN = 0x08000000, LENGTH = 64K
  RAM (xrw) : ORIGIN = 0x20000000, LENGTH = 32K
  CCM (rw) : ORIGIN = 0x10000000, LENGTH = 16K }
_estack = ORIGIN(RAM) + LENGTH(RAM);
`;

const scripts: Readonly<Record<string, string>> = {
  'as CubeIDE writes it': `${memory}SECTIONS {
  .text : { . = ALIGN(4); KEEP(*(.vectors)) *(.text .text*) . = ALIGN(64); _etext = .; } >FLASH =0xff
  .rodata : { *(.rodata .rodata*) . = ALIGN(4); } >FLASH
  .a_name_too_long_for_its_column : { KEEP(*(.init_array*)) LONG(1) BYTE(2) } >FLASH
  .ARM.exidx : { *(.ARM.extab* .ARM.exidx*) } >FLASH
  .data : { _sdata = .; *(.data .data*) _edata = .; } >RAM AT> FLASH
  .bss : { *(.bss .bss*) *(COMMON) . = ALIGN(8); } >RAM
  ._user_heap_stack : { . = . + 0x200; . = ALIGN(8); } >RAM
  /DISCARD/ : { *(.comment) }
}`,
  'with everything in RAM': `${memory}SECTIONS {
  .all : { *(.text*) *(.rodata*) *(.data*) *(.init_array*) *(.ARM.*) } >RAM
  .zero (NOLOAD) : { *(.bss*) *(COMMON) } >CCM
}`,
};

const options: Readonly<Record<string, readonly string[]>> = {
  'plainly linked': [],
  'linked with --gc-sections and --cref': ['--gc-sections', '--cref'],
};

describe('map files of the real linker', () => {
  const folder = new LinkFolder();
  let objects: readonly string[];
  let libgcc: string;

  before(() => {
    const flags = ['-mcpu=cortex-m4', '-mthumb', '-O1', '-g', '-ffunction-sections', '-fcommon'];
    const run = (program: string, ...args: readonly string[]): string =>
      execFileSync(program, args, { cwd: folder.path, encoding: 'utf8' });
    for (const [name, text] of Object.entries(sources)) {
      folder.write(name, text);
      const cpp = name.endsWith('.cpp') ? ['-fno-exceptions', '-fno-rtti'] : ['-fdata-sections'];
      run('arm-none-eabi-gcc', ...flags, ...cpp, '-c', name, '-o', `${path.parse(name).name}.o`);
    }
    run('arm-none-eabi-ar', 'rc', 'libmine.a', 'one.o', 'two.o', 'divide.o');
    libgcc = run('arm-none-eabi-gcc', ...flags, '-print-libgcc-file-name').trim();
    objects = ['main.o', 'shapes.o', 'libmine.a', libgcc];
  });
  after(() => folder.dispose());

  /** Links, and gives the map with every section of the ELF file that takes memory, by name. */
  function link(
    script: string,
    more: readonly string[],
  ): { readonly map: MapFile; readonly sections: ReadonlyMap<string, readonly number[]> } {
    folder.write('script.ld', script);
    // What only code that is thrown away, or never runs here, needs.
    const given = ['__aeabi_atexit', '__dso_handle', 'abort', 'memcpy'].flatMap((name) => [
      ...['--defsym', `${name}=0`],
    ]);
    const files = ['-o', 'out.elf', '-Map', 'out.map'];
    execFileSync('arm-none-eabi-ld', ['-T', 'script.ld', ...objects, ...given, ...more, ...files], {
      cwd: folder.path,
    });
    const text = readFileSync(path.join(folder.path, 'out.map'), 'utf8');
    assert.equal(otherThanMap(text), undefined);
    const sizes = execFileSync('arm-none-eabi-size', ['-A', '-d', 'out.elf'], {
      ...{ cwd: folder.path, encoding: 'utf8' },
    });
    const lines = [...sizes.matchAll(/^(\S+) +(\d+) +(\d+)$/gm)];
    const sections = lines.map(([, name = '', size, address]) => {
      return [name, [Number(address), Number(size)]] as const;
    });
    return { map: readMapFile(text), sections: new Map(sections) };
  }

  for (const [title, script] of Object.entries(scripts)) {
    for (const [how, more] of Object.entries(options)) {
      describe(`of a script ${title}, ${how}`, () => {
        it('have the sections and the sums per region that arm-none-eabi-size tells', () => {
          const { map, sections } = link(script, more);
          const read = map.outputs.filter(({ sizeBytes }) => sizeBytes > 0);
          assert.deepEqual(
            new Map(read.map(({ name, address, sizeBytes }) => [name, [address, sizeBytes]])),
            sections,
          );
          for (const { region, parts } of useOfRegions(map)) {
            const here = [...sections.values()].filter(([address = 0, size = 0]) => {
              return (
                size > 0 && address >= region.origin && address < region.origin + region.length
              );
            });
            const running = parts.filter(({ isCopy }) => !isCopy);
            assert.deepEqual(
              running.map(({ output }) => [output.address, output.sizeBytes]).sort(),
              here.map(([address, size]) => [address, size]).sort(),
              region.name,
            );
          }
        });

        it('account for every byte: objects, fill and data make up each section', () => {
          const { map } = link(script, more);
          for (const output of map.outputs.filter(isPlaced)) {
            const brought = [...map.contributions, ...map.fills].filter(
              (each) => each.output === output.name,
            );
            assert.equal(
              sum(brought.map(({ sizeBytes }) => sizeBytes)),
              output.sizeBytes,
              output.name,
            );
          }
        });

        it('tell why each member of a library was linked, back to an object of the project', () => {
          const { map } = link(script, more);
          const chain = reasonsFor(map, `${libgcc}(_udivmoddi4.o)`);
          assert.deepEqual(
            chain.map(({ neededBy, symbol }) => [path.basename(neededBy), symbol]),
            [
              ['libgcc.a(_aeabi_ldivmod.o)', '__udivmoddi4'],
              ['libmine.a(divide.o)', '__aeabi_ldivmod'],
              ['main.o', 'slow_divide'],
            ],
          );
        });

        it('have the symbols where arm-none-eabi-nm sees them', () => {
          const { map } = link(script, more);
          const listed = execFileSync('arm-none-eabi-nm', ['-C', 'out.elf'], {
            ...{ cwd: folder.path, encoding: 'utf8' },
          });
          const seen = new Set(
            [...listed.matchAll(/^([0-9a-f]+) [A-Z] (.+)$/gm)].map(
              ([, address = '', name = '']) => `${Number.parseInt(address, 16)} ${name}`,
            ),
          );
          const read = map.symbols.map(({ name, address }) => `${address} ${name}`);
          assert.ok(read.length > 15);
          assert.deepEqual(
            read.filter((each) => !seen.has(each)),
            [],
          );
        });
      });
    }
  }

  it('tell what --gc-sections threw away', () => {
    const { map } = link(scripts['as CubeIDE writes it'] ?? '', ['--gc-sections']);
    const thrown = map.discarded.map(({ section, object }) => `${object} ${section}`);
    assert.ok(thrown.includes('main.o .text.unused_function'));
    assert.ok(thrown.includes('libmine.a(divide.o) .text.never'));
    assert.equal(
      map.contributions.some(({ section }) => section === '.text.never'),
      false,
    );
  });

  it('count flash up to the end of what is stored last: the load segments of the ELF file', () => {
    const { map } = link(scripts['as CubeIDE writes it'] ?? '', []);
    const listed = execFileSync('arm-none-eabi-objdump', ['-h', 'out.elf'], {
      ...{ cwd: folder.path, encoding: 'utf8' },
    });
    const rows = /^ +\d+ \S+ +([0-9a-f]{8}) +[0-9a-f]{8} +([0-9a-f]{8}) .*\n +CONTENTS, ALLOC/gm;
    const inFlash = [...listed.matchAll(rows)]
      .map(([, size = '', load = '']) => [Number.parseInt(size, 16), Number.parseInt(load, 16)])
      .filter(([, load = 0]) => load >= 0x08000000 && load < 0x08010000);
    const flash = useOfRegions(map).find(({ region }) => region.name === 'FLASH');
    const ends = inFlash.map(([size = 0, load = 0]) => load + size - 0x08000000);
    assert.equal(flash?.usedBytes, Math.max(...ends));
  });
});

// Map files as GNU ld writes them: regions, output sections with load addresses, and who brought what.

import assert from 'node:assert/strict';
import { contributionAt, readMapFile } from '../../../../src/linker/map/map-file';
import type { MapOutputSection } from '../../../../src/linker/map/map-file';
import { otherThanMap } from '../../../../src/linker/map/map-kind';
import { objectNameOf, reasonsFor } from '../../../../src/linker/map/map-objects';
import type { LinkedFileSays, SectionTakes } from '../../../../src/linker/map/map-storage';
import { useOfRegions } from '../../../../src/linker/map/map-usage';
import { mapText } from '../texts';

const forms = { LF: mapText, 'CR LF': mapText.replace(/\n/g, '\r\n') };

for (const [title, text] of Object.entries(forms)) {
  describe(`a map file with ${title}`, () => {
    const map = readMapFile(text);

    it('tells the regions without the default one', () => {
      assert.deepEqual(map.regions, [
        { name: 'FLASH', origin: 0x08000000, length: 0x10000, attributes: 'xr', line: 21 },
        { name: 'RAM', origin: 0x20000000, length: 0x10000, attributes: 'xrw', line: 22 },
        { name: 'NONE', origin: 0x90000000, length: 0, attributes: '', line: 23 },
      ]);
    });

    it('tells output sections, also with names that take a line of their own', () => {
      assert.deepEqual(
        map.outputs.map(({ name, address, sizeBytes, loadAddress }) => [
          ...[name, address, sizeBytes, loadAddress],
        ]),
        [
          ['.text', 0x08000000, 0x48, undefined],
          ['.a_long_output_section', 0x08000048, 4, undefined],
          ['.data', 0x20000000, 8, 0x0800004c],
          ['.bss', 0x20000008, 12, 0x08000054],
          ['.debug_info', 0, 0x100, undefined],
        ],
      );
    });

    it('tells contributions with their objects, without fill and what was discarded', () => {
      assert.deepEqual(
        map.contributions.map(({ section, output, sizeBytes, object }) =>
          [section, output, sizeBytes, object].join(' | '),
        ),
        [
          '.text.main | .text | 4 | build/main.o',
          '.text.a_very_long_section_name_indeed | .text | 4 | build/my file.o',
          '.text | .text | 8 | /usr/lib/libc.a(libc_a-memcpy.o)',
          '.text.x | .a_long_output_section | 4 | build/fw.elf.ltrans0.ltrans.o',
          '.data | .data | 8 | build/main.o',
          'COMMON | .bss | 12 | build/main.o',
          '.debug_info | .debug_info | 256 | build/main.o',
        ],
      );
    });

    it('tells why a member of an archive was linked', () => {
      assert.deepEqual(map.members, [
        {
          object: '/usr/lib/libc.a(libc_a-memcpy.o)',
          neededBy: 'build/main.o',
          symbol: 'memcpy',
          line: 3,
        },
      ]);
    });

    it('tells what was thrown away', () => {
      assert.deepEqual(
        map.discarded.map(({ section, sizeBytes, object }) => [section, sizeBytes, object]),
        [
          ['.text', 0, 'build/main.o'],
          ['.text.a_very_long_section_name_indeed', 4, 'build/main.o'],
          ['COMMON', 12, 'build/unused.o'],
        ],
      );
    });

    it('tells symbols of objects and of the script apart, and leaves the location counter out', () => {
      assert.deepEqual(
        map.symbols.map(({ name, address, isOfScript }) => [name, address, isOfScript]),
        [
          ['_estack', 0x20010000, true],
          ['main', 0x08000000, false],
          ['memcpy', 0x08000040, false],
          ['shared', 0x20000008, false],
        ],
      );
    });

    it('tells what no object brought: fill, and never a pattern with the bytes of a BYTE behind it', () => {
      assert.deepEqual(
        map.fills.map(({ kind, output, sizeBytes }) => [kind, output, sizeBytes]),
        [['fill', '.text', 0x38]],
      );
      const data = text.replace(
        /^( \*\(COMMON\)\r?\n)/m,
        '$1                0x20000008        0x1 BYTE 0x3\n',
      );
      const read = readMapFile(data);
      assert.equal(read.contributions.length, map.contributions.length);
      assert.equal(read.fills.find(({ kind }) => kind === 'data')?.sizeBytes, 1);
    });

    it('tells the line of each thing', () => {
      const lines = text.split(/\r?\n/);
      for (const { line, section } of map.contributions) {
        assert.ok(lines[line - 1]?.startsWith(` ${section}`), section);
      }
      for (const { line, name } of map.symbols) assert.ok(lines[line - 1]?.includes(name), name);
    });

    it('finds what covers an address, and never what has none', () => {
      assert.equal(contributionAt(map, 0x08000044)?.object, '/usr/lib/libc.a(libc_a-memcpy.o)');
      assert.equal(contributionAt(map, 0x2000000c)?.section, 'COMMON');
      assert.equal(contributionAt(map, 0x08000010), undefined);
      assert.equal(contributionAt(map, 0x10), undefined);
    });
  });
}

describe('text that is no map file', () => {
  it('gives empty lists', () => {
    for (const text of [
      '',
      'int main(void) {}\n',
      mapText.slice(0, mapText.indexOf('*default*')),
    ]) {
      const { linkedFile, ...lists } = readMapFile(text);
      assert.equal(linkedFile, undefined);
      for (const list of Object.values(lists)) assert.deepEqual(list, []);
    }
  });
});

describe('the kind of a map file', () => {
  it("is told where it is another linker's", () => {
    const kinds: Readonly<Record<string, RegExp>> = {
      [mapText]: /^undefined$/,
      '': /^no map file of GNU ld$/,
      [mapText.slice(0, mapText.indexOf('*default*'))]:
        /^only the beginning of a map file of GNU ld$/,
      '{"version":3,"sources":[]}': /JavaScript/,
      '     VMA      LMA     Size Align Out     In      Symbol\n': /LLVM lld$/,
      'Component: ARM Compiler 5.06 update 7 (build 960) Tool: armlink [4d3601]\n': /armlink$/,
      '###########\n#\n# IAR ELF Linker V9.30 for ARM\n': /IAR's linker$/,
      '\nMemory map\n\n ** file header\n                0x0       0x40\n': /GNU gold$/,
    };
    for (const [text, kind] of Object.entries(kinds)) {
      assert.match(String(otherThanMap(text)), kind);
    }
  });
});

describe('the use of regions', () => {
  it('counts a section where it runs and where it is stored, and .bss once', () => {
    const uses = useOfRegions(readMapFile(mapText)).map(({ region, usedBytes, parts }) => [
      region.name,
      usedBytes,
      parts.map(({ output, isCopy }) => `${output.name}${isCopy ? ' (copy)' : ''}`),
    ]);
    assert.deepEqual(uses, [
      ['FLASH', 0x48 + 4 + 8, ['.text', '.a_long_output_section', '.data (copy)']],
      ['RAM', 8 + 12, ['.data', '.bss']],
      ['NONE', 0, []],
    ]);
  });
});

describe('the use of a region by a section that is NOLOAD', () => {
  const noload = (next: string): string => `${mapText.slice(0, mapText.indexOf('.bss  '))}
.eth            0x20000008      0x100 load address 0x08000054
 .RxDescripSection
                0x20000008      0x100 build/eth.o

${next}OUTPUT(out.elf elf32-littlearm)
`;
  const flash = (text: string, says?: LinkedFileSays): readonly [number, readonly boolean[]] => {
    const [use] = useOfRegions(readMapFile(text), says);
    return [use?.usedBytes ?? -1, use?.parts.map(({ isUnsure }) => isUnsure) ?? []];
  };

  it('has none of the load region where the next section is stored at the same address', () => {
    const next = (
      address: string,
    ): string => `.bss            0x20000108        0x4 load address ${address}
 .bss           0x20000108        0x4 build/eth.o

`;
    assert.deepEqual(flash(noload(next('0x08000054'))), [0x54, [false, false, false]]);
    assert.deepEqual(flash(noload(next('0x08000154'))), [0x154, [false, false, false, false]]);
  });

  it('is unsure where nothing is behind it, and what the linked file says counts', () => {
    assert.deepEqual(flash(noload('')), [0x154, [false, false, false, true]]);
    const says = (takes: SectionTakes) => (output: MapOutputSection) =>
      output.name === '.eth' ? takes : undefined;
    assert.deepEqual(flash(noload(''), says('room')), [0x54, [false, false, false]]);
    assert.deepEqual(flash(noload(''), says('bytes')), [0x154, [false, false, false, false]]);
    const [, ram] = useOfRegions(readMapFile(noload('')), says('none'));
    assert.equal(ram?.usedBytes, 8);
  });
});

describe('the name of an object', () => {
  it('tells the library, or the folder', () => {
    const folders = 'C:\\Program Files (x86)\\lib\\libc.a';
    assert.deepEqual(objectNameOf(`${folders}(memcpy.o)`), {
      ...{ library: folders, name: 'memcpy.o', folder: '' },
    });
    assert.deepEqual(objectNameOf('Core/Src/main.c.obj'), {
      ...{ library: undefined, name: 'main.c.obj', folder: 'Core/Src' },
    });
    assert.deepEqual(objectNameOf('linker stubs').name, 'linker stubs');
  });
});

describe('the reason why a member was linked', () => {
  const head = `Archive member included to satisfy reference by file (symbol)

lib.a(a.o)                    C:/my (old) files/main.o (operator()(int))
lib.a(b.o)                    lib.a(a.o) (b)
lib.a(c.o)                    lib.a(d.o) (c)
lib.a(d.o)                    lib.a(c.o) (d)
lib.a(e.o)                    lto.o (symbol from plugin) (e)

`;
  const map = readMapFile(head + mapText);
  const told = (object: string): readonly string[] =>
    reasonsFor(map, object).map(({ neededBy, symbol }) => `${neededBy}: ${symbol}`);

  it('is a chain that ends at an object of the project', () => {
    assert.deepEqual(told('lib.a(b.o)'), [
      'lib.a(a.o): b',
      'C:/my (old) files/main.o: operator()(int)',
    ]);
    assert.deepEqual(told('lib.a(e.o)'), ['lto.o: e']);
    assert.deepEqual(told('build/main.o'), []);
  });

  it('ends where members need each other', () => {
    assert.deepEqual(told('lib.a(c.o)'), ['lib.a(d.o): c', 'lib.a(c.o): d']);
  });
});

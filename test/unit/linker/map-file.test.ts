// Map files as GNU ld writes them: regions, output sections with load addresses, and who brought what.

import assert from 'node:assert/strict';
import { contributionAt, readMapFile } from '../../../src/linker/map-file';
import { mapText } from './texts';

const forms = { LF: mapText, 'CR LF': mapText.replace(/\n/g, '\r\n') };

for (const [title, text] of Object.entries(forms)) {
  describe(`a map file with ${title}`, () => {
    const map = readMapFile(text);

    it('tells the regions without the default one', () => {
      assert.deepEqual(map.regions, [
        { name: 'FLASH', origin: 0x08000000, length: 0x10000, attributes: 'xr' },
        { name: 'RAM', origin: 0x20000000, length: 0x10000, attributes: 'xrw' },
        { name: 'NONE', origin: 0x90000000, length: 0, attributes: '' },
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

    it('finds what covers an address, and never what has none', () => {
      assert.equal(contributionAt(map, 0x08000044)?.object, '/usr/lib/libc.a(libc_a-memcpy.o)');
      assert.equal(contributionAt(map, 0x2000000c)?.section, 'COMMON');
      assert.equal(contributionAt(map, 0x08000010), undefined);
      assert.equal(contributionAt(map, 0x10), undefined);
    });
  });
}

describe('text that is no map file', () => {
  it('gives three empty lists', () => {
    for (const text of [
      '',
      'int main(void) {}\n',
      mapText.slice(0, mapText.indexOf('*default*')),
    ]) {
      assert.deepEqual(readMapFile(text), { regions: [], outputs: [], contributions: [] });
    }
  });
});

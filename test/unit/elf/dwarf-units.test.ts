import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CompileUnit } from '../../../src/elf/elf-image';
import { readElf } from '../../../src/elf/read-elf';
import { buildElf } from '../../support/elf-builder';
import type { ElfSpec, SectionSpec, UnitSpec } from '../../support/elf-builder';

function unitsOf(spec: ElfSpec): readonly CompileUnit[] {
  const result = readElf(buildElf(spec));
  assert.ok(result.ok);
  return result.image.compileUnits();
}

/** A unit made by hand: its bytes behind the version, and its abbreviation's attributes. */
function byHand(info: string, attributes: string, more: readonly SectionSpec[] = []): ElfSpec {
  const length = (info.replace(/\s/g, '').length / 2).toString(16).padStart(2, '0');
  return {
    sections: [
      { name: '.debug_info', content: `${length}000000 ${info}` },
      { name: '.debug_abbrev', content: `01 11 00 ${attributes} 0000 00` },
      ...more,
    ],
  };
}

const strings = { name: '.debug_str', content: Buffer.from('zero\0one\0two\0').toString('hex') };

/** "a.c" in place. */
const named = '612e6300';

describe('compile units', () => {
  it('reads name, folder and compiler of every unit of a real firmware', () => {
    const path = join(__dirname, '../../../examples/f405-demo/build/f405-demo.elf');
    const result = readElf(readFileSync(path));
    assert.ok(result.ok);
    const units = result.image.compileUnits();
    const main = units.find(({ name }) => name === 'Core/Src/main.c');
    assert.equal(main?.folder, '.');
    assert.match(main.producer ?? '', /^GNU C11 .* -mcpu=cortex-m4 .* -O0/);
    assert.ok(units.some(({ producer }) => producer?.startsWith('GNU AS')));
    assert.equal(result.image.compileUnits(), units, 'read once');
  });

  for (const version of [2, 3, 4, 5]) {
    for (const inline of [false, true]) {
      it(`reads DWARF ${version} with texts ${inline ? 'in place' : 'elsewhere'}`, () => {
        const unit = { name: 'main.c', folder: '/project', producer: 'GNU C17 -O2' };
        const spec: readonly UnitSpec[] = [
          { ...unit, version, inline },
          { name: 'b.c', version, inline },
        ];
        assert.deepEqual(unitsOf({ units: spec }), [
          unit,
          { name: 'b.c', folder: undefined, producer: undefined },
        ]);
      });
    }
  }

  it('reads big-endian units', () => {
    assert.equal(unitsOf({ units: [{ name: 'main.c' }], bigEndian: true })[0]?.name, 'main.c');
  });

  it('follows indices into the table of string offsets, whose base stands behind them', () => {
    const offsets = { name: '.debug_str_offsets', content: '0c000000 0500 0000 05000000 09000000' };
    // DW_AT_name strx1, DW_AT_producer strx3, DW_AT_str_offsets_base sec_offset.
    const spec = byHand('0500 01 04 00000000 01 00 010000 08000000', '0325 2527 7217', [
      strings,
      offsets,
    ]);
    assert.deepEqual(unitsOf(spec), [{ name: 'one', folder: undefined, producer: 'two' }]);
  });

  /** Every form before DW_AT_name: if its length is wrong, so is the name. */
  const forms: readonly (readonly [string, string, string])[] = [
    ['addr', '01', '00000000'],
    ['block2', '03', '0200aaaa'],
    ['block4', '04', '01000000aa'],
    ['data2', '05', '0000'],
    ['data4', '06', '00000000'],
    ['data8', '07', '0000000000000000'],
    ['block', '09', '02aaaa'],
    ['block1', '0a', '03aaaaaa'],
    ['data1', '0b', '00'],
    ['flag', '0c', '01'],
    ['sdata', '0d', 'ff7f'],
    ['udata', '0f', 'e58e26'],
    ['ref_addr', '10', '00000000'],
    ['ref8', '14', '0000000000000000'],
    ['indirect data2', '16', '05 0000'],
    ['exprloc', '18', '01aa'],
    ['flag_present', '19', ''],
    ['addrx', '1b', '8001'],
    ['data16', '1e', '00'.repeat(16)],
    ['implicit_const', '21 ff7f', ''],
    ['rnglistx', '23', '00'],
    ['addrx3', '2b', '000000'],
    ['GNU_strp_alt', 'a13e', '00000000'],
  ];
  for (const [title, form, value] of forms) {
    it(`passes over a value of the form ${title}`, () => {
      const spec = byHand(`0500 01 04 00000000 01 ${value} ${named}`, `13 ${form} 0308`);
      assert.equal(unitsOf(spec)[0]?.name, 'a.c');
    });
  }

  it('gives what stands before an unknown form', () => {
    const spec = byHand(`0500 01 04 00000000 01 ${named} 00`, '0308 13 7f 2508');
    assert.deepEqual(unitsOf(spec), [{ name: 'a.c', folder: undefined, producer: undefined }]);
  });

  it('reads the 64-bit form of DWARF', () => {
    const spec: ElfSpec = {
      sections: [
        {
          name: '.debug_info',
          content: `ffffffff 1900000000000000 0500 01 04 0000000000000000 01 0500000000000000 ${named}`,
        },
        { name: '.debug_abbrev', content: '01 11 00 250e 0308 0000 00' },
        strings,
      ],
    };
    assert.deepEqual(unitsOf(spec), [{ name: 'a.c', folder: undefined, producer: 'one' }]);
  });

  it('leaves out type units and units of other versions, and reads what follows', () => {
    const typeUnit = '14000000 0500 02 04 00000000 0000000000000000 00000000';
    const future = '04000000 0900 0000';
    const unit = `0d000000 0500 01 04 00000000 01 ${named}`;
    const spec: ElfSpec = {
      sections: [
        { name: '.debug_info', content: `${typeUnit} ${future} ${unit}` },
        { name: '.debug_abbrev', content: '01 11 00 0308 0000 00' },
      ],
    };
    assert.deepEqual(
      unitsOf(spec).map(({ name }) => name),
      ['a.c'],
    );
  });

  it('is empty where the debug information is compressed', () => {
    const { sections } = byHand(`0500 01 04 00000000 01 ${named}`, '0308');
    const compressed = sections?.map((section) => ({ ...section, flags: 0x800 })) ?? [];
    assert.deepEqual(unitsOf({ sections: compressed }), []);
  });

  it('is empty without abbreviations', () => {
    assert.deepEqual(
      unitsOf({ sections: [{ name: '.debug_info', content: '0500000005000104' }] }),
      [],
    );
  });

  it('ends on 500,000 units without a name', () => {
    const unit = '08000000 0500 01 04 00000000';
    const spec: ElfSpec = {
      sections: [
        { name: '.debug_info', content: unit.repeat(500_000) },
        { name: '.debug_abbrev', content: '01 11 00 0308 0000 00' },
      ],
    };
    assert.deepEqual(unitsOf(spec), []);
  });

  it('reads a bounded amount of text, however often a long one is named', () => {
    const count = 20_000;
    const info = Buffer.alloc(count * 17);
    for (let i = 0; i < count; i++) {
      Buffer.from('0d0000000500010400000000', 'hex').copy(info, i * 17);
      info[i * 17 + 12] = 1;
      info.writeUInt32LE(i, i * 17 + 13);
    }
    const units = unitsOf({
      sections: [
        { name: '.debug_info', content: info.toString('hex') },
        { name: '.debug_abbrev', content: '01 11 00 030e 0000 00' },
        { name: '.debug_str', size: 30_000, fill: 0x61 },
      ],
    });
    assert.ok(units.length > 0);
    assert.ok(units.reduce((sum, { name }) => sum + name.length, 0) < 20e6);
  });
});

describe('build id', () => {
  const buildId = '0123456789abcdef0123456789abcdef01234567';
  const idOf = (spec: ElfSpec): string | undefined => {
    const result = readElf(buildElf(spec));
    assert.ok(result.ok);
    return result.image.buildId;
  };

  it('is read in hex, in either byte order', () => {
    assert.equal(idOf({ buildId }), buildId);
    assert.equal(idOf({ buildId, bigEndian: true }), buildId);
    assert.equal(idOf({ buildId: 'abcdef' }), 'abcdef');
  });

  it('is undefined without a note, and in one that is cut or of somebody else', () => {
    const note = (content: string): ElfSpec => ({
      sections: [{ name: '.note.gnu.build-id', type: 7, content }],
    });
    assert.equal(idOf({}), undefined);
    assert.equal(idOf(note('04000000 14000000 03000000 474e5500 0123')), undefined);
    assert.equal(idOf(note('ffffffff ffffffff 03000000 474e5500')), undefined);
    assert.equal(idOf(note('04000000 04000000 03000000 41424300 01234567')), undefined);
    assert.equal(idOf(note('00000000 00000000 00000000'.repeat(9))), undefined);
  });
});

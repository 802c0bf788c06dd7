import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { hex32 } from '../../../src/base/hex';
import { readLoadFile } from '../../../src/elf/load-file';
import { buildElf } from '../../support/elf-builder';
import { mutateText, random } from '../../support/fuzz';

/** The ranges as `start-end label`, or why there are none. */
function read(bytes: Uint8Array | string): readonly string[] | string {
  const result = readLoadFile(typeof bytes === 'string' ? Buffer.from(bytes) : bytes);
  if (!result.ok) return result.why;
  return result.ranges.map(({ start, end, label }) => `${hex32(start)}-${hex32(end)} ${label}`);
}

describe('readLoadFile on ELF files', () => {
  it('gives the sections of a real firmware by load address, and no .bss', () => {
    const path = join(__dirname, '../../../examples/f405-demo/build/f405-demo.elf');
    const ranges = read(readFileSync(path));
    assert.ok(Array.isArray(ranges));
    const labels = ranges.map((range: string) => range.split(' ')[1]);
    assert.equal(labels[0], '.isr_vector');
    assert.ok(labels.includes('.data') && !labels.includes('.bss'));
    assert.ok(ranges.every((range: string) => range.startsWith('0x0800')));
  });

  it('places initialised data at its load address', () => {
    const bytes = buildElf({
      segments: [{ paddr: '0x08000400', vaddr: '0x20000000', fileSize: 16, memSize: 64 }],
      sections: [
        { name: '.data', flags: 3, addr: '0x20000000', size: 8 },
        { name: '.fast', flags: 3, addr: '0x20000008', size: 8 },
        { name: '.bss', type: 8, flags: 3, addr: '0x20000010', size: 48 },
      ],
    });
    assert.deepEqual(read(bytes), ['0x08000400-0x08000408 .data', '0x08000408-0x08000410 .fast']);
  });

  it('gives the whole segment where no section describes it', () => {
    const bytes = buildElf({ noSectionTable: true });
    assert.deepEqual(read(bytes), ['0x08000000-0x08000040 segment 0']);
  });

  it("leaves out the file's own headers, which ld puts into a segment of .bss", () => {
    const bytes = buildElf({
      segments: [
        { paddr: '0x08000000', fileSize: 64 },
        { paddr: '0x20000000', fileSize: 116, memSize: 4096, flags: 6 },
      ],
      // p_offset of the second program header.
      patch: { '88': 0, '89': 0, '90': 0, '91': 0 },
    });
    assert.deepEqual(read(bytes), ['0x08000000-0x08000040 .text']);
  });

  it('gives nothing for a file with nothing to program', () => {
    assert.deepEqual(read(buildElf({ segments: [] })), []);
  });

  it('says why of a broken one', () => {
    assert.match(String(read(buildElf({ cutTo: 200 }))), /^The file is 200 bytes long, but /);
  });
});

describe('readLoadFile on Intel HEX files', () => {
  const end = ':00000001FF\n';

  it('joins records that follow one another, over a change of the upper address', () => {
    const text = [
      ':020000040800F2',
      ':0400000000000220DA',
      ':0400040041000008AF',
      ':02FFFE00AAAAAD',
      ':020000040801F1',
      ':02000000BBBB88',
    ].join('\r\n');
    assert.deepEqual(read(`${text}\r\n${end}`), [
      '0x08000000-0x08000008 lines 2 to 3',
      '0x0800fffe-0x08010002 lines 4 to 6',
    ]);
  });

  it('reads segment addresses (02) and passes over start addresses (03, 05)', () => {
    const text = ':020000021000EC\n:0400000300003800C1\n:01001000559A\n:0400000508000041AE';
    assert.deepEqual(read(`${text}\n${end}`), ['0x00010010-0x00010011 line 3']);
  });

  it('sorts ranges by address and keeps those apart that overlap', () => {
    const text = ':0100100000EF\n:0100000000FF\n:0100100000EF';
    assert.deepEqual(read(`${text}\n${end}`), [
      '0x00000000-0x00000001 line 2',
      '0x00000010-0x00000011 line 1',
      '0x00000010-0x00000011 line 3',
    ]);
  });

  it('ends at the end record', () => {
    assert.deepEqual(read(`${end}what follows is not read`), []);
  });

  const broken: readonly (readonly [string, string, RegExp])[] = [
    ['a wrong checksum', `:0100000000FE\n${end}`, /^line 1 has a wrong checksum$/],
    ['a missing colon', `:0100000000FF\n0100000000FF\n`, /^line 2 does not begin with a colon$/],
    ['a short record', `:0200000000FE\n`, /^line 1 does not have the 2 bytes of data it names$/],
    ['letters', `:01000000ZZFF\n`, /^line 1 is not made of pairs/],
    ['an odd digit', `:0100000000F\n`, /^line 1 is not made of pairs/],
    ['an unknown type', `:00000006FA\n`, /^line 1 is a record of type 6/],
    ['a short upper address', `:0100000408F3\n`, /^line 1 has an address of 1 bytes$/],
    ['no end', ':0100000000FF\n', /^it ends without an end record/],
    ['a line of a megabyte', `:${'0'.repeat(1 << 20)}`, /^line 1 is not made of pairs/],
  ];
  for (const [title, text, why] of broken) {
    it(`names ${title}`, () => assert.match(String(read(text)), why));
  }

  it('gives up on a file of countless pieces', () => {
    const line = (at: number): string => {
      const bytes = [1, at >> 8, at & 255, 0, 0];
      const sum = (256 - (bytes.reduce((a, b) => a + b, 0) % 256)) % 256;
      return `:${[...bytes, sum].map((byte) => byte.toString(16).padStart(2, '0')).join('')}\n`;
    };
    const two = line(0x10) + line(0x20);
    assert.match(String(read(two.repeat(60_000))), /more than 100000 separate runs/);
  });
});

describe('readLoadFile on S-record files', () => {
  it('reads addresses of 16, 24 and 32 bits', () => {
    const text = [
      'S00600004844521B',
      'S1051000AAAA96',
      'S206100000AAAA95',
      'S30708000000AAAA9C',
      'S5030003F9',
      'S70508000041B1',
    ].join('\n');
    assert.deepEqual(read(text), [
      '0x00001000-0x00001002 line 2',
      '0x00100000-0x00100002 line 3',
      '0x08000000-0x08000002 line 4',
    ]);
  });

  const broken: readonly (readonly [string, string, RegExp])[] = [
    ['a wrong checksum', 'S1051000AAAA97\nS9030000FC', /^line 1 has a wrong checksum$/],
    ['a wrong count', 'S1061000AAAA96\n', /^line 1 does not have the 6 bytes it names$/],
    ['text', 'S1051000AAAA96\nhello\n', /^line 2 is no S-record$/],
    ['no end', 'S1051000AAAA96\n', /^it ends without an end record \(S7, S8 or S9\)/],
    ['a record without an address', 'S3031000EC', /^line 1 is too short/],
  ];
  for (const [title, text, why] of broken) {
    it(`names ${title}`, () => assert.match(String(read(text)), why));
  }
});

describe('readLoadFile on anything else', () => {
  const cases: readonly (readonly [string, Uint8Array | string, RegExp])[] = [
    ['a raw binary', Buffer.from('0000022041000008', 'hex'), /^it is a raw binary .*no address/],
    ['an empty file', '', /^it is an empty file, neither ELF/],
    ['a ZIP archive', 'PK\x03\x04', /^it is a ZIP archive/],
  ];
  for (const [title, bytes, why] of cases) {
    it(`says what ${title} is`, () => assert.match(String(read(bytes)), why));
  }

  it('answers for 5000 damaged record files', () => {
    const seed = 7;
    const rng = random(seed);
    const hex = ':020000040800F2\n:0400000000000220DA\n:00000001FF\n';
    const srec = 'S1051000AAAA96\nS30708000000AAAA9C\nS9030000FC\n';
    for (let index = 0; index < 5000; index++) {
      const answer = read(mutateText(rng.pick([hex, srec]), rng));
      assert.ok(Array.isArray(answer) || answer !== '', `seed ${seed}, case ${index}`);
    }
  });
});

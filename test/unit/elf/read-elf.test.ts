import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { loadableSegments } from '../../../src/elf/elf-image';
import type { ElfImage } from '../../../src/elf/elf-image';
import { readElf } from '../../../src/elf/read-elf';
import type { ElfErrorCode } from '../../../src/elf/read-elf';
import { buildElf, debugSections } from '../../support/elf-builder';

const examplePath = join(__dirname, '../../../examples/f405-demo/build/f405-demo.elf');
const example = readFileSync(examplePath);

function imageOf(bytes: Uint8Array): ElfImage {
  const result = readElf(bytes);
  assert.ok(result.ok, result.ok ? '' : result.message);
  return result.image;
}

function codeOf(bytes: Uint8Array): ElfErrorCode | undefined {
  const result = readElf(bytes);
  return result.ok ? undefined : result.code;
}

describe('readElf on a real firmware', () => {
  const image = imageOf(example);

  it('reads machine, class, byte order and type', () => {
    const { machine, isArm, class: bits, endianness, type } = image;
    assert.deepEqual(
      { machine, isArm, bits, endianness, type },
      { machine: 'Arm', isArm: true, bits: 32, endianness: 'little', type: 'exec' },
    );
  });

  it('gives an entry point inside the text section, with the Thumb bit', () => {
    const text = image.sections.find(({ name }) => name === '.text');
    assert.ok(text);
    assert.ok(image.entry >= text.addr && image.entry < text.addr + text.size);
    assert.equal(image.entry % 2, 1);
  });

  it('gives the vector table at the start of flash as an allocated section', () => {
    const vectors = image.sections.find(({ name }) => name === '.isr_vector');
    assert.equal(vectors?.addr, 0x08000000);
    assert.equal(vectors.type, 'progbits');
    assert.equal(vectors.flags.alloc, true);
    assert.equal(vectors.flags.write, false);
  });

  it('loads initialised data from flash to RAM, and leaves out what has no bytes in the file', () => {
    const loadable = loadableSegments(image);
    assert.ok(loadable.length < image.segments.length);
    assert.ok(loadable.every(({ paddr }) => paddr >>> 24 === 0x08));
    assert.ok(loadable.some(({ vaddr, flags }) => vaddr >>> 28 === 2 && flags.write));
  });

  it('finds debug information and symbols', () => {
    assert.equal(image.hasDebugInfo, true);
    assert.equal(image.hasSymbols, true);
  });

  it('does not change the bytes it is given', () => {
    const copy = Uint8Array.from(example);
    readElf(copy);
    assert.ok(example.equals(copy));
  });

  it('reads a view into a larger buffer', () => {
    const padded = new Uint8Array(example.length + 7);
    padded.set(example, 7);
    const view = imageOf(padded.subarray(7));
    assert.deepEqual(view.sections, image.sections);
    assert.deepEqual(view.symbols.named('main'), image.symbols.named('main'));
    assert.deepEqual(view.compileUnits(), image.compileUnits());
    assert.deepEqual(view.attributes, image.attributes);
  });
});

describe('readElf on unusual files', () => {
  it('reads a stripped file without section headers', () => {
    const image = imageOf(buildElf({ noSectionTable: true }));
    assert.deepEqual(image.sections, []);
    assert.equal(image.segments.length, 1);
    assert.equal(image.hasSymbols, false);
  });

  it('reads an object file without segments', () => {
    const image = imageOf(buildElf({ type: 1 }));
    assert.equal(image.type, 'rel');
    assert.deepEqual(image.segments, []);
  });

  it('reads big-endian headers', () => {
    const image = imageOf(buildElf({ bigEndian: true, entry: 0x08001235 }));
    assert.equal(image.endianness, 'big');
    assert.equal(image.entry, 0x08001235);
    assert.equal(image.sections[1]?.name, '.text');
  });

  it('names the machine of a 64-bit file and reads no tables of it', () => {
    const image = imageOf(buildElf({ bits: 64, machine: 62 }));
    assert.equal(image.machine, 'x86-64');
    assert.equal(image.class, 64);
    assert.equal(image.isArm, false);
    assert.deepEqual([image.segments, image.sections], [[], []]);
  });

  it('names machines that elfy does not know', () => {
    assert.equal(imageOf(buildElf({ machine: 243 })).machine, 'RISC-V');
    assert.equal(imageOf(buildElf({ machine: 0x1234 })).machine, 'machine 0x1234');
  });

  it('leaves names empty when the index of their table points nowhere', () => {
    const image = imageOf(buildElf({ patch: { 50: 0xff, 51: 0xff } }));
    assert.ok(image.sections.every(({ name }) => name === ''));
    assert.equal(image.hasDebugInfo, false);
    assert.equal(image.hasSymbols, true);
  });

  it('does not take an empty .debug_info for debug information', () => {
    const sections = [{ name: '.debug_info', size: 0 }];
    assert.equal(imageOf(buildElf({ sections })).hasDebugInfo, false);
  });

  it('keeps addresses above 2 GiB unsigned', () => {
    const segments = [{ paddr: 0x90000000, fileSize: 4 }];
    assert.equal(imageOf(buildElf({ segments })).segments[0]?.paddr, 0x90000000);
  });

  it('takes the size of a section without bytes as it is, however large', () => {
    const sections = [{ name: '.bss', type: 8, flags: 3, size: 0xfffffff0 }];
    assert.equal(imageOf(buildElf({ sections })).sections[1]?.size, 0xfffffff0);
  });
});

describe('readElf on broken files', () => {
  const cases: readonly (readonly [string, Uint8Array, ElfErrorCode])[] = [
    ['an empty file', new Uint8Array(0), 'not-elf'],
    ['three bytes of the signature', Buffer.from('\x7fEL', 'latin1'), 'not-elf'],
    ['text', Buffer.from(':020000040800F2'), 'not-elf'],
    ['a bare signature', Buffer.from('\x7fELF', 'latin1'), 'truncated'],
    ['half a 64-bit header', buildElf({ bits: 64, cutTo: 60 }), 'truncated'],
    ['a class that does not exist', buildElf({ patch: { 4: 3 } }), 'malformed'],
    ['a byte order that does not exist', buildElf({ patch: { 5: 0 } }), 'malformed'],
    ['program headers of another size', buildElf({ patch: { 42: 31 } }), 'malformed'],
    ['section headers of no size', buildElf({ patch: { 46: 0 } }), 'malformed'],
    ['program headers behind the end', buildElf({ patch: { 31: 0x7f } }), 'truncated'],
    ['65,535 program headers', buildElf({ patch: { 44: 0xff, 45: 0xff } }), 'truncated'],
    ['section headers behind the end', buildElf({ patch: { 35: 0xff } }), 'truncated'],
    ['a segment behind the end', buildElf({ patch: { [52 + 19]: 0xff } }), 'truncated'],
    ['the example without its last byte', example.subarray(0, -1), 'truncated'],
    ['half of the example', example.subarray(0, example.length / 2), 'truncated'],
  ];
  for (const [title, bytes, code] of cases) {
    it(`calls ${title} ${code}`, () => assert.equal(codeOf(bytes), code));
  }

  it('says how long the file is and how long it would have to be', () => {
    const result = readElf(example.subarray(0, 1000));
    assert.ok(!result.ok);
    const wanted = `is 1000 bytes long, but the section header table reaches to byte ${example.length}`;
    assert.ok(result.message.includes(wanted), result.message);
  });
});

describe('readElf on hostile input', () => {
  const neverThrows = (bytes: Uint8Array): boolean => {
    const result = readElf(bytes);
    return result.ok ? result.image.segments.length <= 65535 : result.message !== '';
  };

  it('never throws on random bytes behind a valid signature', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (tail) =>
        neverThrows(Buffer.concat([Buffer.from('\x7fELF\x01\x01\x01', 'latin1'), tail])),
      ),
      { numRuns: 2000 },
    );
  });

  it('never throws when header bytes of the example are changed', () => {
    const headerTables = [
      { min: 4, max: 179 },
      { min: example.readUInt32LE(32), max: example.length - 1 },
    ];
    const offset = fc.oneof(...headerTables.map((range) => fc.integer(range)));
    const change = fc.tuple(offset, fc.integer({ min: 0, max: 255 }));
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 12 }), (changes) => {
        const bytes = Buffer.from(example);
        for (const [at, value] of changes) bytes[at] = value;
        return neverThrows(bytes);
      }),
      { numRuns: 500 },
    );
  });

  it('calls every shorter piece of the example cut off, or no ELF file', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: example.length - 1 }), (length) =>
        ['truncated', 'not-elf'].includes(codeOf(example.subarray(0, length)) ?? ''),
      ),
      { numRuns: 300 },
    );
  });

  it('does not read a name to the end of a large file, 60,000 times', () => {
    // Without a limit each name would be 4 MiB long: 240 GB of text.
    const count = 60_000;
    const tableSize = count * 40;
    const bytes = Buffer.alloc(52 + tableSize + (4 << 20), 0x41);
    buildElf({ noSectionTable: true, segments: [] }).copy(bytes);
    bytes.writeUInt32LE(52, 32);
    bytes.writeUInt16LE(40, 46);
    bytes.writeUInt16LE(count, 48);
    bytes.fill(0, 52, 52 + tableSize);
    bytes.writeUInt32LE(3, 52 + 4);
    bytes.writeUInt32LE(52 + tableSize, 52 + 16);
    bytes.writeUInt32LE(4 << 20, 52 + 20);
    const before = process.memoryUsage().rss;
    const image = imageOf(bytes);
    assert.equal(image.sections.length, count);
    assert.ok(image.sections.every(({ name }) => name.length === 256));
    assert.ok(process.memoryUsage().rss - before < 500e6);
  });

  it('takes no second copy of a 50 MB image', () => {
    const size = 50 << 20;
    const bytes = buildElf({
      segments: [{ paddr: 0x90000000, fileSize: 1 }],
      sections: debugSections,
    });
    const big = Buffer.concat([bytes, Buffer.alloc(size)]);
    const before = process.memoryUsage();
    const image = imageOf(big);
    const after = process.memoryUsage();
    assert.equal(image.hasDebugInfo, true);
    const growth = after.arrayBuffers + after.heapUsed - before.arrayBuffers - before.heapUsed;
    assert.ok(growth < 5e6, `grew by ${growth} bytes`);
  });
});

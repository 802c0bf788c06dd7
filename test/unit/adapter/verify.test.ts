// Reading GDB's verdicts, what is said of them, and which bytes of a large image are looked at.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { imageSections, isInRam } from '../../../src/adapter/flash-image';
import { comparedLog, comparedWarning } from '../../../src/adapter/flash-check-words';
import { spread } from '../../../src/adapter/flash-samples';
import { isIdentical, readVerdicts } from '../../../src/adapter/verify';
import { programmedText, unreadableText, verifyFailed } from '../../../src/adapter/verify-words';
import { readElf } from '../../../src/elf/read-elf';
import { demo } from '../../support/project';

/** As GDB 13.1 words it. */
const said = [
  'Section .isr_vector, range 0x8000000 -- 0x8000188: matched.',
  'Section .text, range 0x8000188 -- 0x8000be4: MIS-MATCHED!',
  'warning: One or more sections of the target image does not match',
  'the loaded file',
  '',
].join('\n');

const path = '/fw/build/app.elf';
const verdicts = readVerdicts(said);

describe('verdicts of compare-sections', () => {
  it('are read with name, address and size', () => {
    assert.deepEqual(verdicts, [
      { name: '.isr_vector', address: 0x08000000, sizeBytes: 0x188, outcome: 'same' },
      { name: '.text', address: 0x08000188, sizeBytes: 0xa5c, outcome: 'different' },
    ]);
  });

  it('are identical only when there are some and all are the same', () => {
    const compared = (count: number) => ({
      path,
      verdicts: verdicts.slice(0, count),
      trouble: undefined,
    });
    assert.deepEqual(
      [0, 1, 2].map((count) => isIdentical(compared(count))),
      [false, true, false],
    );
  });
});

describe('a failed verification', () => {
  const difference = (found: readonly number[]) => ({
    address: 0x08000190,
    expected: Uint8Array.of(1, 2, 3, 4),
    found: Uint8Array.from(found),
  });
  const compared = { path, verdicts, trouble: undefined };

  it('names section, file, address and the bytes of both', () => {
    const failure = verifyFailed(compared, difference([1, 0xff, 3, 4]), 1);
    assert.equal(
      failure.message,
      'The target does not hold what was programmed: section .text of app.elf differs at 0x08000190.',
    );
    assert.deepEqual(failure.evidence, [
      'image at 0x08000190: 01 02 03 04',
      'target there: 01 ff 03 04',
      '.text, 0x08000188 to 0x08000be3: differs from app.elf',
    ]);
  });

  it('has the remedy that fits', () => {
    const fixes = [
      verifyFailed(compared, difference([1, 0, 0, 0]), 1),
      verifyFailed(compared, difference([0xff, 0xff, 0xff]), 1),
      verifyFailed(compared, difference([0xff, 0xff, 0xff]), 2),
      verifyFailed(
        { path, verdicts: [{ ...verdicts[1]!, address: 0x90000000 }], trouble: undefined },
        undefined,
        1,
      ),
    ].map(({ fix }) => fix ?? '');
    const words = [/erase the whole chip/, /write protection/, /later file/, /external loader/];
    words.forEach((word, at) => assert.match(fixes[at] ?? '', word));
  });

  it('is not claimed of memory that could not be read', () => {
    const trouble = 'Cannot access memory at address 0x90000000';
    const unreadable = [
      { name: '.qspi', address: 0x90000000, sizeBytes: 4, outcome: 'unreadable' as const },
    ];
    assert.equal(
      unreadableText({ path, verdicts: unreadable, trouble }),
      `warning: .qspi of app.elf could not be verified: ${trouble}\n`,
    );
    assert.equal(unreadableText({ path, verdicts, trouble: undefined }), undefined);
  });
});

describe('the line about programming', () => {
  const programmed = { bytes: 3344, sections: 5, isSkipped: false, isVerified: true };

  it('says what was done, and whether the target runs', () => {
    assert.deepEqual(
      [
        programmedText(programmed, 1234, true),
        programmedText({ ...programmed, isVerified: false, sections: 1 }, 90, false),
        programmedText({ ...programmed, isSkipped: true }, 400, true),
      ],
      [
        'Programmed and verified 3,344 bytes in 5 sections, 1.2 s; the target runs.',
        'Programmed 3,344 bytes in 1 section, 0.1 s.',
        'Not programmed: the target holds this image already (3,344 bytes in 5 sections compared), 0.4 s; the target runs.',
      ],
    );
  });
});

describe('the line about a comparison', () => {
  const compared = {
    file: path,
    outcome: 'different',
    isSampled: true,
    sections: ['.text'],
    readBytes: 65536,
  } as const;

  it('tells samples from whole sections, and nothing where nothing differs', () => {
    assert.match(
      comparedWarning(compared) ?? '',
      /^warning: the target holds another program than .*app\.elf: \.text differs \(sampled: 65,536 bytes read\)\. /,
    );
    assert.match(
      comparedWarning({ ...compared, outcome: 'erased', isSampled: false }) ?? '',
      /is erased .*\(compared: all /,
    );
    assert.equal(comparedWarning({ ...compared, outcome: 'same' }), undefined);
    assert.match(comparedLog({ ...compared, outcome: 'same' }), /as far as samples show/);
  });
});

describe('the bytes that are looked at', () => {
  const section = (name: string, address: number, size: number) => ({
    ...{ name, address, isReadOnly: true },
    bytes: Uint8Array.from({ length: size }, (_, at) => at & 0xff),
  });

  it('are all of a small image', () => {
    const { samples, isWhole } = spread([section('.text', 0x08000000, 10_000)]);
    assert.equal(isWhole, true);
    assert.deepEqual(
      samples.map(({ address, bytes }) => [address - 0x08000000, bytes.length]),
      [
        [0, 4096],
        [4096, 4096],
        [8192, 1808],
      ],
    );
  });

  it('are pages from end to end of a large one, and small sections whole', () => {
    const build = section('.note.gnu.build-id', 0x08000200, 36);
    const text = section('.text', 0x08001000, 500_001);
    const { samples, isWhole } = spread([build, text]);
    assert.equal(isWhole, false);
    assert.deepEqual(samples[0]?.bytes, build.bytes);
    const pages = samples.slice(1);
    assert.equal(pages[0]?.address, text.address);
    const last = pages.at(-1);
    assert.equal((last?.address ?? 0) + (last?.bytes.length ?? 0), text.address + 500_001);
    const total = samples.reduce((sum, { bytes }) => sum + bytes.length, 0);
    assert.ok(total <= 70_000, `${total} bytes`);
    for (const { address, bytes } of pages) {
      const at = address - text.address;
      assert.deepEqual(bytes, text.bytes.subarray(at, at + 256));
    }
  });
});

describe('the sections of an image', () => {
  it('are those that GDB loads, by load address, none of zero size', () => {
    const elf = readElf(readFileSync(demo.elf));
    assert.ok(elf.ok);
    const sections = imageSections(elf.image) ?? assert.fail('it has sections');
    assert.deepEqual(
      sections.map(({ name, isReadOnly }) => `${name} ${isReadOnly ? 'r' : 'rw'}`),
      ['.isr_vector r', '.text r', '.rodata r', '.init_array r', '.data rw'],
    );
    assert.ok(sections.every(({ address, bytes }) => address >= 0x08000000 && bytes.length > 0));
    assert.ok(!sections.some(isInRam));
  });
});

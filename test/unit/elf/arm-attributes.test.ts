import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ArmAttributes } from '../../../src/elf/elf-image';
import { readElf } from '../../../src/elf/read-elf';
import { buildElf } from '../../support/elf-builder';
import type { AttributesSpec, ElfSpec } from '../../support/elf-builder';

function attributesOf(spec: ElfSpec): ArmAttributes | undefined {
  const result = readElf(buildElf(spec));
  assert.ok(result.ok);
  return result.image.attributes;
}

function raw(content: string): ElfSpec {
  return { sections: [{ name: '.ARM.attributes', type: 0x70000003, content }] };
}

describe('readArmAttributes', () => {
  it('reads what GCC wrote for a Cortex-M4 with FPU', () => {
    const path = join(__dirname, '../../../examples/f405-demo/build/f405-demo.elf');
    const result = readElf(readFileSync(path));
    assert.ok(result.ok && result.image.attributes !== undefined);
    const { tags, ...rest } = result.image.attributes;
    assert.deepEqual(rest, {
      cpuName: '7E-M',
      architecture: 'v7E-M',
      profile: 'M',
      fpu: 'sp',
      isHardFloatAbi: true,
    });
    assert.equal(tags.get(10), 6);
  });

  /** What GCC 12 writes for each core. */
  const cores: readonly (readonly [AttributesSpec, string, ArmAttributes['fpu']])[] = [
    [{ cpuName: '6S-M', arch: 12, profile: 'M' }, 'v6S-M', 'none'],
    [{ cpuName: '7-M', arch: 10, profile: 'M' }, 'v7-M', 'none'],
    [{ cpuName: '7-A', arch: 10, profile: 'A' }, 'v7-A', 'none'],
    [{ cpuName: '7', arch: 10 }, 'v7', 'none'],
    [{ cpuName: '7E-M', arch: 13, profile: 'M', fpArch: 8, vfpArgs: 1 }, 'v7E-M', 'dp'],
    [{ cpuName: '7E-M', arch: 13, profile: 'M', fpArch: 8, hardFp: 1 }, 'v7E-M', 'sp'],
    [{ cpuName: '8-M.MAIN', arch: 17, profile: 'M', fpArch: 8, hardFp: 1 }, 'v8-M.main', 'sp'],
    [{ cpuName: 'cortex-m55', arch: 21, profile: 'M', fpArch: 8 }, 'v8.1-M.main', 'dp'],
    [{ cpuName: '4T', arch: 2 }, 'v4T', 'none'],
    [{ arch: 99 }, 'architecture 99', 'none'],
  ];
  for (const [attributes, architecture, fpu] of cores) {
    it(`calls ${JSON.stringify(attributes)} ${architecture}, FPU ${fpu}`, () => {
      const found = attributesOf({ attributes });
      assert.equal(found?.architecture, architecture);
      assert.equal(found.fpu, fpu);
      assert.equal(found.cpuName, attributes.cpuName);
      assert.equal(found.isHardFloatAbi, attributes.vfpArgs === 1);
    });
  }

  it('reads a big-endian section', () => {
    const found = attributesOf({ attributes: { arch: 13 }, bigEndian: true });
    assert.equal(found?.architecture, 'v7E-M');
  });

  it('is undefined without a section, and for another machine', () => {
    assert.equal(attributesOf({}), undefined);
    assert.equal(attributesOf({ attributes: { arch: 13 }, machine: 243 }), undefined);
  });

  it('passes over other vendors and over attributes of single sections', () => {
    // Vendor "x", then "aeabi" with a section scope (2) and a file scope (1): Tag_CPU_arch 13.
    const other = '08000000 7800 0603';
    const section = '02 09000000 01 00 0603';
    const file = '01 07000000 060d';
    const found = attributesOf(raw(`41 ${other} 1a000000 616561626900 ${section} ${file}`));
    assert.equal(found?.architecture, 'v7E-M');
    assert.equal(found.tags.size, 1);
  });

  it('keeps text and number tags that it has no use for', () => {
    // Tag_compatibility (32: number and text), Tag_conformance (67: text), Tag_DIV_use (44: number).
    const tags = '20 01 677200 43 322e303900 2c 02';
    const found = attributesOf(raw(`41 1c000000 616561626900 01 12000000 ${tags}`));
    assert.deepEqual(
      [...(found?.tags ?? [])],
      [
        [32, 1],
        [67, '2.09'],
        [44, 2],
      ],
    );
  });

  const broken: readonly (readonly [string, string])[] = [
    ['an empty section', ''],
    ['another format version', '42 10000000 616561626900 01 07000000 060d'],
    ['a size of zero', '41 00000000 616561626900 01 07000000 060d'],
    ['a vendor without end', '41 ff000000 6165616269'],
    ['an inner size of zero', '41 11000000 616561626900 01 00000000 060d'],
    ['a number without end', '41 13000000 616561626900 01 09000000 06ffffff'],
  ];
  for (const [title, content] of broken) {
    it(`reads nothing of ${title}`, () => assert.equal(attributesOf(raw(content)), undefined));
  }
});

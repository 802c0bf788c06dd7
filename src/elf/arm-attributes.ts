// `.ARM.attributes` → what the code was built for (ARM IHI 0045, "Addenda to, and errata in, the ABI for the Arm
// architecture", sections 2 and 3).

import { ByteReader, textAt } from './byte-reader';
import type { ArmAttributes } from './elf-image';
import type { SectionBytes } from './section-bytes';

/** Tag numbers (IHI 0045, section 3.3). */
const tag = {
  file: 1,
  cpuRawName: 4,
  cpuName: 5,
  cpuArch: 6,
  profile: 7,
  fpArch: 10,
  hardFpUse: 27,
  vfpArgs: 28,
  compatibility: 32,
} as const;

/** Tag_CPU_arch; its value 10 is v7, of which the profile says which one. */
const architectures: Readonly<Record<number, string>> = {
  ...{ 0: 'before v4', 1: 'v4', 2: 'v4T', 3: 'v5T', 4: 'v5TE', 5: 'v5TEJ', 6: 'v6', 7: 'v6KZ' },
  ...{
    8: 'v6T2',
    9: 'v6K',
    10: 'v7',
    11: 'v6-M',
    12: 'v6S-M',
    13: 'v7E-M',
    14: 'v8-A',
    15: 'v8-R',
  },
  ...{ 16: 'v8-M.base', 17: 'v8-M.main', 18: 'v8.1-A', 19: 'v8.2-A', 20: 'v8.3-A' },
  ...{ 21: 'v8.1-M.main', 22: 'v9-A' },
};

const profiles = ['A', 'R', 'M', 'S'] as const;

/** Tag_ABI_HardFP_use: the code uses single precision only, whatever its FPU could do. */
const singlePrecisionOnly = 1;

/** Longest text that is read of an attribute, and bytes that are read of the section; it has about 50. */
const textLimit = 256;
const sectionLimit = 1 << 16;

/** @returns undefined when there is no such section, or nothing in it that could be read. */
export function readArmAttributes(data: SectionBytes): ArmAttributes | undefined {
  const tags = readTags(data.named('.ARM.attributes').subarray(0, sectionLimit), data.isLittle);
  if (tags.size === 0) return undefined;
  const profile = numberOf(tags, tag.profile);
  const cpuName = tags.get(tag.cpuName) ?? tags.get(tag.cpuRawName);
  return {
    cpuName: typeof cpuName === 'string' ? cpuName : undefined,
    architecture: architectureOf(tags),
    profile: profiles.find((letter) => letter.charCodeAt(0) === profile),
    fpu: fpuOf(tags),
    isHardFloatAbi: numberOf(tags, tag.vfpArgs) === 1,
    tags,
  };
}

type Tags = ReadonlyMap<number, number | string>;

/** The tags for the whole file, of vendor "aeabi"; as many as could be read. */
function readTags(bytes: Buffer, isLittle: boolean): Tags {
  const tags = new Map<number, number | string>();
  if (bytes[0] !== 0x41) return tags;
  const reader = new ByteReader(bytes, isLittle, 1);
  while (!reader.isAtEnd) {
    const start = reader.position;
    const size = reader.number(4);
    const vendor = textAt(bytes, reader.skipText(), textLimit);
    const end = Math.min(bytes.length, start + size);
    // A size smaller than its own header would read the same bytes again and again.
    if (reader.isPastEnd || end < reader.position) break;
    if (vendor === 'aeabi') readSubsections(bytes, isLittle, reader.position, end, tags);
    reader.position = end;
  }
  return tags;
}

function readSubsections(
  bytes: Buffer,
  isLittle: boolean,
  from: number,
  to: number,
  tags: Map<number, number | string>,
): void {
  const reader = new ByteReader(bytes, isLittle, from, to);
  while (!reader.isAtEnd) {
    const start = reader.position;
    const scope = reader.uleb();
    const end = Math.min(to, start + reader.number(4));
    if (reader.isPastEnd || end < reader.position) return;
    // Scopes 2 and 3 are for single sections and symbols.
    if (scope === tag.file) readAttributes(bytes, isLittle, reader.position, end, tags);
    reader.position = end;
  }
}

function readAttributes(
  bytes: Buffer,
  isLittle: boolean,
  from: number,
  to: number,
  tags: Map<number, number | string>,
): void {
  const reader = new ByteReader(bytes, isLittle, from, to);
  while (!reader.isAtEnd) {
    const number = reader.uleb();
    const isText =
      number === tag.cpuRawName || number === tag.cpuName || (number > 32 && number % 2 === 1);
    let value: number | string;
    if (isText) value = textAt(bytes, reader.skipText(), textLimit) ?? '';
    else value = reader.uleb();
    if (number === tag.compatibility) reader.skipText();
    if (reader.isPastEnd) return;
    tags.set(number, value);
  }
}

function architectureOf(tags: Tags): string | undefined {
  const value = numberOf(tags, tag.cpuArch);
  if (value === undefined) return undefined;
  const name = architectures[value] ?? `architecture ${value}`;
  const profile = numberOf(tags, tag.profile) ?? 0;
  const isPlainV7 = name === 'v7' && profile !== 0 && profile !== 'S'.charCodeAt(0);
  return isPlainV7 ? `v7-${String.fromCharCode(profile)}` : name;
}

/** Every FPU that Tag_FP_arch can name has double precision; for one without, the compiler says what it uses. */
function fpuOf(tags: Tags): ArmAttributes['fpu'] {
  const fpArch = numberOf(tags, tag.fpArch) ?? 0;
  if (fpArch === 0) return 'none';
  return numberOf(tags, tag.hardFpUse) === singlePrecisionOnly ? 'sp' : 'dp';
}

function numberOf(tags: Tags, key: number): number | undefined {
  const value = tags.get(key);
  return typeof value === 'number' ? value : undefined;
}

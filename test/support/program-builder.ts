// 64-bit ELF programs of a POSIX system, as far as the dynamic loader looks at them: headers, interpreter,
// needed libraries and run path.

/** What the program asks for; a static x86-64 program by default. */
export interface ProgramSpec {
  /** e_machine; 62 is x86-64, 183 AArch64. */
  readonly machine?: number;
  readonly interpreter?: string;
  readonly needed?: readonly string[];
  readonly runPath?: string;
  /** Uses the older DT_RPATH instead of DT_RUNPATH. */
  readonly isOldRunPath?: boolean;
}

const headerSize = 64;
const segmentSize = 56;
const imageAddress = 0x400000;

/** @returns the whole file; every part lies in one loaded segment. */
export function buildProgram(spec: ProgramSpec): Uint8Array {
  const texts = [spec.interpreter ?? '', ...(spec.needed ?? []), spec.runPath ?? ''];
  const strings = Buffer.from(`\0${texts.join('\0')}\0`, 'latin1');
  const stringAt = (text: string): number => strings.indexOf(`\0${text}\0`) + 1;
  const isDynamic = spec.interpreter !== undefined || spec.needed !== undefined;
  const stringsOffset = headerSize + 3 * segmentSize;
  const dynamicOffset = (stringsOffset + strings.length + 7) & ~7;
  const dynamic = isDynamic
    ? [
        ...(spec.needed ?? []).map((name) => [1, stringAt(name)] as const),
        ...(spec.runPath === undefined
          ? []
          : [[spec.isOldRunPath === true ? 15 : 29, stringAt(spec.runPath)] as const]),
        [5, imageAddress + stringsOffset] as const,
        [10, strings.length] as const,
        [0, 0] as const,
      ]
    : [];
  const size = dynamicOffset + dynamic.length * 16;
  const bytes = Buffer.alloc(size);
  bytes.write('\x7fELF\x02\x01\x01', 0, 'latin1');
  bytes.writeUInt16LE(3, 16);
  bytes.writeUInt16LE(spec.machine ?? 62, 18);
  bytes.writeBigUInt64LE(BigInt(headerSize), 32);
  bytes.writeUInt16LE(segmentSize, 54);
  const { interpreter } = spec;
  const segments = [
    [1, 0, size] as const,
    ...(interpreter === undefined
      ? []
      : [[3, stringsOffset + stringAt(interpreter), interpreter.length + 1] as const]),
    ...(isDynamic ? [[2, dynamicOffset, dynamic.length * 16] as const] : []),
  ];
  bytes.writeUInt16LE(segments.length, 56);
  for (const [index, [type, offset, length]] of segments.entries()) {
    const at = headerSize + index * segmentSize;
    bytes.writeUInt32LE(type, at);
    for (const [field, value] of [
      [8, offset],
      [16, imageAddress + offset],
      [32, length],
    ] as const) {
      bytes.writeBigUInt64LE(BigInt(value), at + field);
    }
  }
  strings.copy(bytes, stringsOffset);
  for (const [index, [tag, value]] of dynamic.entries()) {
    bytes.writeBigUInt64LE(BigInt(tag), dynamicOffset + index * 16);
    bytes.writeBigUInt64LE(BigInt(value), dynamicOffset + index * 16 + 8);
  }
  return bytes;
}

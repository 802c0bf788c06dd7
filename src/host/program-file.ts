// What a program's file says about how it is started: for which machine it is, and which shared libraries it
// asks for. A few hundred bytes of its ELF headers are read, wherever they are; GDB alone may have 100 MB.

import type { Host } from './host';

/** An ELF program or library of a POSIX system. */
export interface ProgramFile {
  readonly kind: 'elf';
  /** `x86-64`, `AArch64`, …; `machine 8` where the number has no name here. */
  readonly machine: string;
  /** The dynamic loader that the kernel starts; undefined for a static program. */
  readonly interpreter: string | undefined;
  /** DT_NEEDED, in order. */
  readonly needed: readonly string[];
  /** DT_RUNPATH, or DT_RPATH where there is none; `$ORIGIN` is left as it stands. */
  readonly runPath: readonly string[];
}

export type ProgramFileResult =
  ProgramFile | { readonly kind: 'script' } | { readonly kind: 'unknown'; readonly why: string };

/** e_machine of the machines that Node runs on (System V gABI). */
const machines: Readonly<Record<number, string>> = {
  3: 'x86',
  40: 'Arm',
  62: 'x86-64',
  183: 'AArch64',
  243: 'RISC-V',
  21: 'PowerPC64',
  22: 's390x',
  258: 'LoongArch',
};

/** Headers are small; a file that claims more is not read further. */
const limits = { programHeaders: 64, dynamicBytes: 16_384, stringBytes: 262_144 };

/** Reads the headers of a program; never throws, whatever the file holds. */
export async function readProgramFile(host: Host, path: string): Promise<ProgramFileResult> {
  const head = await read(host, path, 0, 64);
  if (head === undefined) return { kind: 'unknown', why: `${path} cannot be read` };
  if (head.text(0, 2) === '#!') return { kind: 'script' };
  if (head.size < 20 || head.text(0, 4) !== '\x7fELF')
    return { kind: 'unknown', why: `${path} is no ELF program` };
  const broken = { kind: 'unknown', why: `${path} has broken ELF headers` } as const;
  const layout = layoutOf(head);
  if (layout === undefined) return broken;
  const { wide, little } = layout;
  const headers = await read(
    host,
    path,
    layout.headersOffset,
    layout.headerSize * layout.headerCount,
    { wide, little },
  );
  if (headers === undefined) return broken;
  const segments = Array.from({ length: layout.headerCount }, (_, index) =>
    segmentAt(headers, index * layout.headerSize),
  );
  const interpreter = segments.find(({ type }) => type === 3);
  const dynamic = segments.find(({ type }) => type === 2);
  const name = machines[layout.machine] ?? `machine ${layout.machine}`;
  const loader =
    interpreter === undefined
      ? undefined
      : (await read(host, path, interpreter.offset, Math.min(interpreter.size, 4096)))?.string(0);
  const links =
    dynamic === undefined
      ? { needed: [], runPath: [] }
      : await readDynamic(host, path, segments, dynamic, layout);
  return links === undefined
    ? broken
    : { kind: 'elf', machine: name, interpreter: loader, ...links };
}

interface Shape {
  readonly wide: boolean;
  readonly little: boolean;
}

interface Layout extends Shape {
  readonly machine: number;
  readonly headersOffset: number;
  readonly headerSize: number;
  readonly headerCount: number;
}

/** gABI "ELF Header": the class decides where the fields are. */
function layoutOf(head: Bytes): Layout | undefined {
  const shape = { wide: head.u8(4) === 2, little: head.u8(5) === 1 };
  const bytes = head.as(shape);
  const headerCount = bytes.u16(shape.wide ? 56 : 44);
  const headerSize = bytes.u16(shape.wide ? 54 : 42);
  const isUsable =
    bytes.size >= (shape.wide ? 64 : 52) &&
    headerCount <= limits.programHeaders &&
    headerSize >= (shape.wide ? 56 : 32) &&
    headerSize <= 256;
  if (!isUsable) return undefined;
  const headersOffset = bytes.word(shape.wide ? 32 : 28);
  return { ...shape, machine: bytes.u16(18), headersOffset, headerSize, headerCount };
}

interface Segment {
  readonly type: number;
  readonly offset: number;
  readonly address: number;
  readonly size: number;
}

function segmentAt(headers: Bytes, at: number): Segment {
  const [offset, address, size] = headers.shape.wide ? [8, 16, 32] : [4, 8, 16];
  return {
    type: headers.u32(at),
    offset: headers.word(at + offset),
    address: headers.word(at + address),
    size: headers.word(at + size),
  };
}

/** gABI "Dynamic Section": tags 1 NEEDED, 5 STRTAB, 10 STRSZ, 15 RPATH, 29 RUNPATH. */
async function readDynamic(
  host: Host,
  path: string,
  segments: readonly Segment[],
  dynamic: Segment,
  shape: Shape,
): Promise<Pick<ProgramFile, 'needed' | 'runPath'> | undefined> {
  const length = Math.min(dynamic.size, limits.dynamicBytes);
  const table = await read(host, path, dynamic.offset, length, shape);
  if (table === undefined) return undefined;
  const width = shape.wide ? 8 : 4;
  const entries: { readonly tag: number; readonly value: number }[] = [];
  for (let at = 0; at + 2 * width <= table.size; at += 2 * width) {
    const tag = table.word(at);
    if (tag === 0) break;
    entries.push({ tag, value: table.word(at + width) });
  }
  const valueOf = (tag: number): number | undefined =>
    entries.find((entry) => entry.tag === tag)?.value;
  const address = valueOf(5) ?? -1;
  const home = segments.find(
    (segment) =>
      segment.type === 1 && address >= segment.address && address < segment.address + segment.size,
  );
  if (home === undefined) return undefined;
  const size = Math.min(valueOf(10) ?? 0, limits.stringBytes);
  const strings = await read(host, path, home.offset + address - home.address, size);
  if (strings === undefined) return undefined;
  const pathText = valueOf(29) ?? valueOf(15);
  return {
    needed: entries.filter(({ tag }) => tag === 1).map(({ value }) => strings.string(value)),
    runPath:
      pathText === undefined
        ? []
        : strings
            .string(pathText)
            .split(':')
            .filter((folder) => folder !== ''),
  };
}

async function read(
  host: Host,
  path: string,
  offset: number,
  length: number,
  shape: Shape = { wide: true, little: true },
): Promise<Bytes | undefined> {
  if (!Number.isSafeInteger(offset) || offset < 0) return undefined;
  const result = await host.readFileRange(path, offset, length);
  return result.ok ? bytesOf(result.bytes, shape) : undefined;
}

/** Numbers and texts out of bytes; what lies behind the end is 0 or empty. */
interface Bytes {
  readonly shape: Shape;
  readonly size: number;
  as(shape: Shape): Bytes;
  u8(at: number): number;
  u16(at: number): number;
  u32(at: number): number;
  /** An address or size of the file's class. */
  word(at: number): number;
  text(at: number, length: number): string;
  /** Up to the zero byte. */
  string(at: number): string;
}

function bytesOf(bytes: Uint8Array, shape: Shape): Bytes {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const fits = (at: number, width: number): boolean => at >= 0 && at + width <= bytes.length;
  const text = (from: number, to: number): string =>
    String.fromCharCode(...bytes.subarray(from, Math.min(to, from + 4096)));
  return {
    shape,
    size: bytes.length,
    as: (other) => bytesOf(bytes, other),
    u8: (at) => bytes[at] ?? 0,
    u16: (at) => (fits(at, 2) ? view.getUint16(at, shape.little) : 0),
    u32: (at) => (fits(at, 4) ? view.getUint32(at, shape.little) : 0),
    word: (at) => {
      if (!shape.wide) return fits(at, 4) ? view.getUint32(at, shape.little) : 0;
      return fits(at, 8) ? Number(view.getBigUint64(at, shape.little)) : 0;
    },
    text: (at, length) => text(at, at + length),
    string: (at) => {
      const end = bytes.indexOf(0, at);
      return text(at, end < 0 ? bytes.length : end);
    },
  };
}

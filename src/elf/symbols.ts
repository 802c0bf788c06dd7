// The symbol table of a 32-bit ELF file (gABI chapter 4, "Symbol Table"), read when first asked for.

import { textAt } from './byte-reader';
import type { ElfSymbol, ElfSymbols } from './elf-image';
import type { SectionBytes } from './section-bytes';

const entryBytes = 16;

/** Entries that are looked at: five times what large firmwares have, and 4 MB of index. */
const countLimit = 1 << 18;

/** Bytes read of a name; C++ templates bring names of some thousand. */
const nameLimit = 4096;

/**
 * Text of names read in all; behind it they are cut. A real table is far below, but names may overlap, and a
 * hostile one makes gigabytes of a few.
 */
const textBudget = 32 << 20;
const cutName = 32;

/** st_info's types (STT_…), special section numbers (SHN_…). */
const stt = { object: 1, func: 2, section: 3, file: 4, tls: 6 } as const;
const shn = { undef: 0, reserve: 0xff00, abs: 0xfff1, xindex: 0xffff } as const;

/** Sort keys hold address and entry: 32 + 18 of the 53 bits of a number. */
const keyScale = countLimit;

/** @param isArm whether odd function addresses carry the Thumb bit. */
export function createSymbols(data: SectionBytes, isArm: boolean): ElfSymbols {
  let read: ElfSymbols | undefined;
  const symbols = (): ElfSymbols => (read ??= readSymbols(data, isArm));
  return {
    get count() {
      return symbols().count;
    },
    named: (name) => symbols().named(name),
    at: (address) => symbols().at(address),
    within: (start, end) => symbols().within(start, end),
    globals: () => symbols().globals(),
  };
}

/** The symbol table's bytes, with what decoding an entry takes. */
interface Table {
  readonly bytes: Buffer;
  readonly names: Buffer;
  readonly data: SectionBytes;
  readonly isArm: boolean;
  readonly u32: (at: number) => number;
  readonly u16: (at: number) => number;
}

function readSymbols(data: SectionBytes, isArm: boolean): ElfSymbols {
  const table = openTable(data, isArm);
  const entries: number[] = [];
  const places: number[] = [];
  const count = Math.min(countLimit, Math.floor(table.bytes.length / entryBytes));
  for (let entry = 1; entry < count; entry++) {
    if (!isKept(table, entry)) continue;
    entries.push(entry);
    if (isPlace(table, entry)) places.push(addressOf(table, entry) * keyScale + entry);
  }
  const keys = Float64Array.from(places).sort();
  const ends = highestEnds(table, keys);
  const make = createMaker(table);
  return {
    count: entries.length,
    named: (name) => entries.filter(nameFilter(table, name)).map(make),
    at: (address) => {
      const entry = innermost(table, keys, ends, address);
      return entry === undefined ? undefined : make(entry);
    },
    within: (start, end) => {
      const from = lowerBound(keys, start * keyScale);
      const to = lowerBound(keys, end * keyScale);
      return Array.from(keys.subarray(from, Math.max(from, to)), (key) => make(key % keyScale));
    },
    globals: () => entries.map(make).filter(({ isGlobal }) => isGlobal),
  };
}

function openTable(data: SectionBytes, isArm: boolean): Table {
  const index = data.sections.findIndex(({ type }) => type === 'symtab');
  const bytes = data.of(index);
  const link = data.linkOf(index);
  const names = data.sections[link]?.type === 'strtab' ? data.of(link) : Buffer.alloc(0);
  const u32 = data.isLittle
    ? (at: number) => bytes.readUInt32LE(at)
    : (at: number) => bytes.readUInt32BE(at);
  const u16 = data.isLittle
    ? (at: number) => bytes.readUInt16LE(at)
    : (at: number) => bytes.readUInt16BE(at);
  return { bytes, names, data, isArm, u32, u16 };
}

function typeOf({ bytes }: Table, entry: number): number {
  return (bytes[entry * entryBytes + 12] ?? 0) % 16;
}

function sectionOf(table: Table, entry: number): number {
  return table.u16(entry * entryBytes + 14);
}

function sizeOf(table: Table, entry: number): number {
  return table.u32(entry * entryBytes + 8);
}

function addressOf(table: Table, entry: number): number {
  const value = table.u32(entry * entryBytes + 4);
  return table.isArm && typeOf(table, entry) === stt.func ? value - (value % 2) : value;
}

/** Sections and files stand for no place, undefined and common symbols have none, `$t` marks instructions. */
function isKept(table: Table, entry: number): boolean {
  const type = typeOf(table, entry);
  if (type === stt.section || type === stt.file || type === stt.tls) return false;
  const section = sectionOf(table, entry);
  const isReserved = section >= shn.reserve && section !== shn.abs && section !== shn.xindex;
  if (section === shn.undef || isReserved) return false;
  return !isMappingSymbol(table, entry);
}

/** `$a`, `$t`, `$d`, `$x`, alone or with a dot and more (ARM IHI 0044, section 5.5.5). */
function isMappingSymbol({ names, u32, isArm }: Table, entry: number): boolean {
  const at = u32(entry * entryBytes);
  if (!isArm || names[at] !== 0x24) return false;
  const letter = String.fromCharCode(names[at + 1] ?? 0);
  const behind = names[at + 2] ?? 0;
  return 'atdx'.includes(letter) && (behind === 0 || behind === 0x2e);
}

/** An absolute symbol is a number, such as `_estack` or a size, unless it is a function or an object. */
function isPlace(table: Table, entry: number): boolean {
  const type = typeOf(table, entry);
  return sectionOf(table, entry) !== shn.abs || type === stt.func || type === stt.object;
}

/** Of each symbol in order of address: the highest end among it and those before it. */
function highestEnds(table: Table, keys: Float64Array): Float64Array {
  let highest = 0;
  return keys.map((key) => {
    const entry = key % keyScale;
    highest = Math.max(highest, addressOf(table, entry) + sizeOf(table, entry));
    return highest;
  });
}

/**
 * Of the symbols that cover the address the one that begins last, then the smallest; a label without a size
 * covers its own address only, and gives way to a symbol with one.
 */
function innermost(
  table: Table,
  keys: Float64Array,
  ends: Float64Array,
  address: number,
): number | undefined {
  let best: number | undefined;
  let label: number | undefined;
  for (let i = lowerBound(keys, (address + 1) * keyScale) - 1; i >= 0; i--) {
    const entry = (keys[i] ?? 0) % keyScale;
    const start = addressOf(table, entry);
    if (best !== undefined && start < addressOf(table, best)) break;
    if ((ends[i] ?? 0) <= address && start < address) break;
    const size = sizeOf(table, entry);
    if (size === 0 && start === address) label = entry;
    if (address < start + size && (best === undefined || size < sizeOf(table, best))) best = entry;
  }
  return best ?? label;
}

/** The number of keys below the limit. */
function lowerBound(keys: Float64Array, limit: number): number {
  let low = 0;
  let high = keys.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((keys[middle] ?? 0) < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Compares bytes, so that a search makes no text of every name. */
function nameFilter({ names, u32 }: Table, name: string): (entry: number) => boolean {
  const wanted = Buffer.from(`${name}\0`);
  return (entry) => {
    const at = u32(entry * entryBytes);
    if (names[at] !== wanted[0] || at + wanted.length > names.length) return false;
    return names.compare(wanted, 0, wanted.length, at, at + wanted.length) === 0;
  };
}

/** Makes symbols of entries; names are decoded once each, within a budget. */
function createMaker(table: Table): (entry: number) => ElfSymbol {
  const known = new Map<number, string>();
  let budget = textBudget;
  const nameAt = (offset: number): string => {
    const found = known.get(offset);
    if (found !== undefined) return found;
    const name = textAt(table.names, offset, budget > 0 ? nameLimit : cutName) ?? '';
    budget -= name.length;
    known.set(offset, name);
    return name;
  };
  return (entry) => {
    const section = sectionOf(table, entry);
    const type = typeOf(table, entry);
    return {
      name: nameAt(table.u32(entry * entryBytes)),
      address: addressOf(table, entry),
      sizeBytes: sizeOf(table, entry),
      kind: type === stt.func ? 'function' : type === stt.object ? 'object' : 'other',
      // STB_LOCAL is 0; weak symbols are seen by other files too.
      isGlobal: (table.bytes[entry * entryBytes + 12] ?? 0) >= 16,
      section: section < shn.reserve ? table.data.sections[section]?.name : undefined,
    };
  };
}

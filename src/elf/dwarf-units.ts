// The compile units of a file's debug information (DWARF 2 to 5): of each only the first entry, which has its
// name, folder and compiler. What cannot be read is left out.

import { ByteReader, textAt } from './byte-reader';
import { readForm } from './dwarf-forms';
import type { FormValue } from './dwarf-forms';
import type { CompileUnit } from './elf-image';
import type { SectionBytes } from './section-bytes';

/** Bounds against hostile input; a firmware of 50 MB stays an order of magnitude below. */
const limits = {
  units: 1 << 16,
  /** Longest text, and characters of all texts together (each offset counts once). */
  textBytes: 8192,
  textBudget: 16 << 20,
  /** Attributes of all units together, with those of abbreviations passed over until one is found. */
  attributes: 1 << 20,
};

/** DW_TAG_compile_unit, DW_TAG_skeleton_unit. */
const unitTags = [0x11, 0x4a];

/** DW_AT_… */
const at = { name: 0x03, folder: 0x1b, producer: 0x25, stringOffsets: 0x72 } as const;

interface DebugSections {
  readonly isLittle: boolean;
  readonly info: Buffer;
  readonly abbreviations: Buffer;
  readonly strings: Buffer;
  readonly lineStrings: Buffer;
  readonly stringOffsets: Buffer;
}

/** What is left of the limits, and the texts read so far by section and offset. */
interface Budget {
  attributes: number;
  text: number;
  readonly known: Map<Buffer, Map<number, string>>;
}

interface UnitHeader {
  readonly version: number;
  readonly offsetBytes: 4 | 8;
  readonly addressBytes: number;
  readonly abbreviationOffset: number;
  readonly end: number;
  /** Whether it can be a compile unit; type units have none of what is wanted. */
  readonly isCompileUnit: boolean;
}

/** Empty without debug information, or where it is compressed. */
export function readCompileUnits(data: SectionBytes): readonly CompileUnit[] {
  const sections: DebugSections = {
    isLittle: data.isLittle,
    info: data.named('.debug_info'),
    abbreviations: data.named('.debug_abbrev'),
    strings: data.named('.debug_str'),
    lineStrings: data.named('.debug_line_str'),
    stringOffsets: data.named('.debug_str_offsets'),
  };
  const budget = {
    attributes: limits.attributes,
    text: limits.textBudget,
    known: new Map<Buffer, Map<number, string>>(),
  };
  const units: CompileUnit[] = [];
  const reader = new ByteReader(sections.info, sections.isLittle);
  for (let count = 0; count < limits.units && !reader.isAtEnd; count++) {
    const header = readHeader(reader, sections.info.length);
    if (header === undefined) break;
    const unit = header.isCompileUnit ? readUnit(reader, header, sections, budget) : undefined;
    if (unit !== undefined) units.push(unit);
    if (budget.text <= 0 || budget.attributes <= 0) break;
    reader.isPastEnd = false;
    reader.position = header.end;
  }
  return units;
}

/** DWARF 5, section 7.5.1; undefined where the chain of units breaks. */
function readHeader(reader: ByteReader, infoBytes: number): UnitHeader | undefined {
  const first = reader.number(4);
  const offsetBytes = first === 0xffffffff ? 8 : 4;
  const size = offsetBytes === 8 ? reader.number(8) : first;
  const end = Math.min(infoBytes, reader.position + size);
  const version = reader.number(2);
  if (reader.isPastEnd || end < reader.position) return undefined;
  if (version < 2 || version > 5) {
    return {
      version,
      offsetBytes,
      addressBytes: 4,
      abbreviationOffset: 0,
      end,
      isCompileUnit: false,
    };
  }
  const unitType = version === 5 ? reader.number(1) : 1;
  let addressBytes = version === 5 ? reader.number(1) : 0;
  const abbreviationOffset = reader.number(offsetBytes);
  if (version < 5) addressBytes = reader.number(1);
  // DW_UT_skeleton and DW_UT_split_compile carry an id of eight bytes.
  if (unitType === 4 || unitType === 5) reader.skip(8);
  const isCompileUnit = [1, 4, 5].includes(unitType) && addressBytes <= 8 && !reader.isPastEnd;
  return { version, offsetBytes, addressBytes, abbreviationOffset, end, isCompileUnit };
}

function readUnit(
  reader: ByteReader,
  header: UnitHeader,
  sections: DebugSections,
  budget: Budget,
): CompileUnit | undefined {
  const abbreviation = findAbbreviation(sections, header.abbreviationOffset, reader.uleb(), budget);
  if (abbreviation === undefined) return undefined;
  const entry = new ByteReader(sections.info, sections.isLittle, reader.position, header.end);
  const values = new Map<number, FormValue>();
  for (; budget.attributes > 0; budget.attributes--) {
    const attribute = abbreviation.uleb();
    const form = abbreviation.uleb();
    if (abbreviation.isPastEnd || (attribute === 0 && form === 0)) break;
    // DW_FORM_implicit_const has its value in the abbreviation.
    if (form === 0x21) abbreviation.uleb();
    const value = form === 0x21 ? { kind: 'other' as const } : readForm(entry, form, header);
    if (value === undefined || entry.isPastEnd) break;
    values.set(attribute, value);
  }
  // Indices count from a base that may stand behind them; without one, behind the table's header.
  const given = values.get(at.stringOffsets);
  const base = given?.kind === 'offset' ? given.offset : header.offsetBytes * 2;
  const text = (attribute: number): string | undefined => {
    const value = values.get(attribute);
    return value === undefined ? undefined : textOf(value, base, header, sections, budget);
  };
  const name = text(at.name);
  const producer = text(at.producer);
  if (name === undefined && producer === undefined) return undefined;
  return { name: name ?? '', folder: text(at.folder), producer };
}

/**
 * Finds the abbreviation of a unit's first entry, nearly always the first one of its table.
 * @returns a reader at its attributes; undefined when it is none of a compile unit.
 */
function findAbbreviation(
  { abbreviations, isLittle }: DebugSections,
  offset: number,
  code: number,
  budget: Budget,
): ByteReader | undefined {
  if (code === 0 || offset >= abbreviations.length) return undefined;
  const reader = new ByteReader(abbreviations, isLittle, offset);
  while (!reader.isAtEnd && budget.attributes > 0) {
    const found = reader.uleb();
    const entryTag = reader.uleb();
    reader.skip(1);
    if (found === 0 || reader.isPastEnd) return undefined;
    if (found === code) return unitTags.includes(entryTag) ? reader : undefined;
    for (let isEnd = false; !isEnd && !reader.isAtEnd; budget.attributes--) {
      const attribute = reader.uleb();
      const form = reader.uleb();
      if (form === 0x21) reader.uleb();
      isEnd = attribute === 0 && form === 0;
    }
  }
  return undefined;
}

function textOf(
  value: FormValue,
  base: number,
  { offsetBytes }: UnitHeader,
  sections: DebugSections,
  budget: Budget,
): string | undefined {
  switch (value.kind) {
    case 'text':
      return textFrom(sections.info, value.offset, budget);
    case 'string':
      return textFrom(sections.strings, value.offset, budget);
    case 'line-string':
      return textFrom(sections.lineStrings, value.offset, budget);
    case 'string-index': {
      const place = base + value.index * offsetBytes;
      const reader = new ByteReader(sections.stringOffsets, sections.isLittle, place);
      const offset = reader.number(offsetBytes);
      return reader.isPastEnd ? undefined : textFrom(sections.strings, offset, budget);
    }
    case 'offset':
    case 'other':
      return undefined;
  }
}

/** Compilers share the texts of units, so that each is made once. */
function textFrom(bytes: Buffer, offset: number, budget: Budget): string | undefined {
  const known = budget.known.get(bytes) ?? new Map<number, string>();
  budget.known.set(bytes, known);
  const found = known.get(offset);
  if (found !== undefined) return found;
  const text = textAt(bytes, offset, limits.textBytes);
  if (text === undefined) return undefined;
  known.set(offset, text);
  budget.text -= text.length;
  return text;
}

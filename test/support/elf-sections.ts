// Contents of the sections that elf-builder.ts makes on request: symbols, Arm attributes, build id, DWARF.

import { ByteWriter, StringTable } from './byte-writer';

/** A number, or text such as "0x08000000", since JSON has no hexadecimal numbers. */
export type Num = number | string;

/** A line of the symbol table. */
export interface SymbolSpec {
  readonly name: string;
  /** The Thumb bit is set for a function; `arm: true` leaves it out. */
  readonly value: Num;
  /** In bytes; 0 when left out. */
  readonly size?: Num;
  /** STT_FUNC, STT_OBJECT, STT_NOTYPE (when left out), STT_SECTION, STT_FILE. */
  readonly type?: 'function' | 'object' | 'notype' | 'section' | 'file';
  /** The name of its section; absolute (SHN_ABS) when left out, undefined (SHN_UNDEF) when null. */
  readonly section?: string | null;
  /** Global when left out. */
  readonly bind?: 'local' | 'global' | 'weak';
  readonly arm?: boolean;
}

/** `.ARM.attributes`; what is left out is not written. */
export interface AttributesSpec {
  /** Tag_CPU_name: `7E-M`, `Cortex-M4`. */
  readonly cpuName?: string;
  /** Tag_CPU_arch: 11 v6-M, 12 v6S-M, 10 v7, 13 v7E-M, 16 v8-M.base, 17 v8-M.main, 21 v8.1-M.main, 14 v8-A. */
  readonly arch?: number;
  /** Tag_CPU_arch_profile. */
  readonly profile?: 'A' | 'R' | 'M' | 'S';
  /** Tag_FP_arch: 0 none, 3 VFPv3, 5 VFPv4, 6 VFPv4-D16, 7 FP for v8, 8 FP for v8 with 16 registers. */
  readonly fpArch?: number;
  /** Tag_ABI_HardFP_use: 1 single precision only, 3 single and double. */
  readonly hardFp?: number;
  /** Tag_ABI_VFP_args: 1 floating-point arguments in FPU registers (hard-float ABI). */
  readonly vfpArgs?: number;
}

/** A compile unit with nothing in it but its own entry. */
export interface UnitSpec {
  /** DW_AT_name. */
  readonly name?: string;
  /** DW_AT_comp_dir. */
  readonly folder?: string;
  /** DW_AT_producer. */
  readonly producer?: string;
  /** DWARF version 2 to 5; 5 when left out. */
  readonly version?: number;
  /** Texts in place (DW_FORM_string) instead of in `.debug_str` and, from version 5, `.debug_line_str`. */
  readonly inline?: boolean;
}

/** A generated section: type SHT_…, bytes, and the fields of its header that are not 0. */
export interface MadeSection {
  readonly name: string;
  readonly type: number;
  readonly bytes: Buffer;
  readonly link?: string;
  readonly info?: number;
  readonly entrySize?: number;
}

const symbolTypes = { notype: 0, object: 1, function: 2, section: 3, file: 4 } as const;
const binds = { local: 0, global: 1, weak: 2 } as const;

/** `.symtab` and `.strtab`; local symbols come first, as the gABI wants it. */
export function symbolSections(
  symbols: readonly SymbolSpec[],
  indexOf: (section: string) => number,
  bigEndian: boolean,
): readonly MadeSection[] {
  const names = new StringTable();
  const table = new ByteWriter(bigEndian).fill(16, 0);
  const locals = symbols.filter(({ bind }) => bind === 'local');
  for (const symbol of [...locals, ...symbols.filter(({ bind }) => bind !== 'local')]) {
    const { name, type = 'notype', bind = 'global', section } = symbol;
    const thumb = type === 'function' && symbol.arm !== true ? 1 : 0;
    const value = Number(symbol.value);
    table.words(
      names.offsetOf(name),
      value - (value % 2) * thumb + thumb,
      Number(symbol.size ?? 0),
    );
    table.put(binds[bind] * 16 + symbolTypes[type], 1).put(0, 1);
    table.put(section === undefined ? 0xfff1 : section === null ? 0 : indexOf(section), 2);
  }
  const info = locals.length + 1;
  return [
    { name: '.symtab', type: 2, bytes: table.toBuffer(), link: '.strtab', info, entrySize: 16 },
    { name: '.strtab', type: 3, bytes: names.toBuffer() },
  ];
}

/** `.ARM.attributes` with one "aeabi" subsection for the whole file (ARM IHI 0045, section 2.2). */
export function attributesSection(spec: AttributesSpec, bigEndian: boolean): MadeSection {
  const tags = new ByteWriter(bigEndian);
  if (spec.cpuName !== undefined) tags.uleb(5).zeroText(spec.cpuName);
  const numbers: readonly (readonly [number, number | undefined])[] = [
    [6, spec.arch],
    [7, spec.profile?.charCodeAt(0)],
    [9, 2],
    [10, spec.fpArch],
    [27, spec.hardFp],
    [28, spec.vfpArgs],
  ];
  for (const [tag, value] of numbers) if (value !== undefined) tags.uleb(tag).uleb(value);
  const vendor = new ByteWriter(bigEndian).zeroText('aeabi');
  vendor
    .put(1, 1)
    .put(tags.length + 5, 4)
    .bytes(tags.toBuffer());
  const out = new ByteWriter(bigEndian).text('A').put(vendor.length + 4, 4);
  return {
    name: '.ARM.attributes',
    type: 0x70000003,
    bytes: out.bytes(vendor.toBuffer()).toBuffer(),
  };
}

/** `.note.gnu.build-id`: NT_GNU_BUILD_ID (3) of owner "GNU". */
export function buildIdSection(hex: string, bigEndian: boolean): MadeSection {
  const id = Buffer.from(hex, 'hex');
  const out = new ByteWriter(bigEndian).words(4, id.length, 3).zeroText('GNU').bytes(id);
  return {
    name: '.note.gnu.build-id',
    type: 7,
    bytes: out.fill((4 - (id.length % 4)) % 4, 0).toBuffer(),
  };
}

const formString = 0x08;
const formStrp = 0x0e;
const formLineStrp = 0x1f;

/** `.debug_info`, `.debug_abbrev`, `.debug_str` and `.debug_line_str` with the units. */
export function debugSectionsOf(
  units: readonly UnitSpec[],
  bigEndian: boolean,
): readonly MadeSection[] {
  const info = new ByteWriter(bigEndian);
  const abbreviations = new ByteWriter(bigEndian);
  const strings = { [formStrp]: new StringTable(), [formLineStrp]: new StringTable() } as const;
  for (const { name, folder, producer, version = 5, inline } of units) {
    const pathForm = inline === true ? formString : version >= 5 ? formLineStrp : formStrp;
    const attributes = [
      { at: 0x25, text: producer, form: inline === true ? formString : formStrp } as const,
      { at: 0x03, text: name, form: pathForm } as const,
      { at: 0x1b, text: folder, form: pathForm } as const,
    ];
    const abbreviationOffset = abbreviations.length;
    abbreviations.uleb(1).uleb(0x11).put(0, 1);
    const body = new ByteWriter(bigEndian).uleb(1);
    for (const { at, text, form } of attributes) {
      if (text === undefined) continue;
      abbreviations.uleb(at).uleb(form);
      if (form === formString) body.zeroText(text);
      else body.put(strings[form].offsetOf(text), 4);
    }
    // DW_AT_language (C99) as one byte behind them, so that the entry does not end with a text.
    abbreviations.uleb(0x13).uleb(0x0b).fill(2, 0).put(0, 1);
    body.put(0x0c, 1);
    const head = new ByteWriter(bigEndian).put(version, 2);
    if (version >= 5) head.put(1, 1).put(4, 1).put(abbreviationOffset, 4);
    else head.put(abbreviationOffset, 4).put(4, 1);
    info
      .put(head.length + body.length, 4)
      .bytes(head.toBuffer())
      .bytes(body.toBuffer());
  }
  return [
    { name: '.debug_info', type: 1, bytes: info.toBuffer() },
    { name: '.debug_abbrev', type: 1, bytes: abbreviations.toBuffer() },
    { name: '.debug_str', type: 1, bytes: strings[formStrp].toBuffer() },
    { name: '.debug_line_str', type: 1, bytes: strings[formLineStrp].toBuffer() },
  ];
}

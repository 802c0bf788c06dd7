// What the product knows of an ELF file.

/** e_type of the ELF header: `exec` is linked, `rel` an object file, `dyn` position-independent. */
export type ElfType = 'exec' | 'rel' | 'dyn' | 'core' | 'other';

/** A program header. Addresses and sizes in bytes, unsigned. */
export interface ElfSegment {
  /** `load` is what a debugger programs; others by their name in the ELF specification, or `other`. */
  readonly type: string;
  /** Where it runs. */
  readonly vaddr: number;
  /** Where it is stored: flash, also for initialised data. */
  readonly paddr: number;
  readonly fileSize: number;
  readonly memSize: number;
  readonly flags: { readonly read: boolean; readonly write: boolean; readonly execute: boolean };
  readonly offset: number;
}

/** A section header. Addresses and sizes in bytes, unsigned. */
export interface ElfSection {
  /** Empty when the file has no table of section names. */
  readonly name: string;
  /** `progbits`, `nobits`, `symtab`, …; the number in decimal for a type without a common name. */
  readonly type: string;
  readonly flags: { readonly alloc: boolean; readonly write: boolean; readonly execute: boolean };
  readonly addr: number;
  readonly size: number;
  readonly offset: number;
}

/** A symbol that stands for a place: functions, objects and section-relative labels (ARM mapping symbols left out). */
export interface ElfSymbol {
  readonly name: string;
  /** Without the Thumb bit. */
  readonly address: number;
  readonly sizeBytes: number;
  readonly kind: 'function' | 'object' | 'other';
  readonly isGlobal: boolean;
  /** Its section's name; undefined for an absolute symbol such as `_estack`. */
  readonly section: string | undefined;
}

/** Symbols of an image, read when first asked for; empty in a stripped one. */
export interface ElfSymbols {
  readonly count: number;
  /** Every symbol of that name. */
  named(name: string): readonly ElfSymbol[];
  /** The symbol that covers the address, the innermost one. */
  at(address: number): ElfSymbol | undefined;
  /** Symbols with their address in [start, end), by address. */
  within(start: number, end: number): readonly ElfSymbol[];
  /** Every global symbol, in the table's order, plain numbers of the linker script too. */
  globals(): readonly ElfSymbol[];
}

/** What `.ARM.attributes` says (ARM IHI 0045, "Addenda to the ABI", section 3.3). */
export interface ArmAttributes {
  /** Tag_CPU_name, `7E-M` or `Cortex-M4`. */
  readonly cpuName: string | undefined;
  /** Tag_CPU_arch as people call it: `v6-M`, `v7-M`, `v7E-M`, `v8-M.base`, `v8-M.main`, `v8.1-M.main`, … */
  readonly architecture: string | undefined;
  /** Tag_CPU_arch_profile. */
  readonly profile: 'A' | 'R' | 'M' | 'S' | undefined;
  /** From Tag_FP_arch and Tag_ABI_HardFP_use: what the code may use. */
  readonly fpu: 'none' | 'sp' | 'dp';
  /** Tag_ABI_VFP_args: floating-point arguments travel in FPU registers. */
  readonly isHardFloatAbi: boolean;
  /** Tag_CPU_unaligned_access etc. are of no use here; every tag read, by its number. */
  readonly tags: ReadonlyMap<number, number | string>;
}

/** A compile unit of the debug information. */
export interface CompileUnit {
  /** DW_AT_name as it stands, often relative to `folder`. */
  readonly name: string;
  /** DW_AT_comp_dir. */
  readonly folder: string | undefined;
  /** DW_AT_producer: compiler and options, `GNU C17 12.2.1 -mcpu=cortex-m4 -O0 -g3`. */
  readonly producer: string | undefined;
}

export interface ElfImage {
  /** e_machine as people call it: `Arm`, `x86-64`, `RISC-V`, …, or `machine 0x…`. */
  readonly machine: string;
  readonly isArm: boolean;
  readonly class: 32 | 64;
  readonly endianness: 'little' | 'big';
  readonly type: ElfType;
  readonly entry: number;
  /** Empty for a 64-bit file, of which only the header is read. */
  readonly segments: readonly ElfSegment[];
  readonly sections: readonly ElfSection[];
  readonly hasDebugInfo: boolean;
  readonly hasSymbols: boolean;
  readonly symbols: ElfSymbols;
  readonly attributes: ArmAttributes | undefined;
  /** NT_GNU_BUILD_ID in hex. */
  readonly buildId: string | undefined;
  /** Read when first asked for; empty without debug information, or where it is compressed or cannot be read. */
  compileUnits(): readonly CompileUnit[];
  /**
   * The segment's bytes in the file, not copied; empty for one without. They keep the file's bytes in memory, so
   * an image is not kept longer than its bytes are wanted.
   */
  contentOf(segment: ElfSegment): Uint8Array;
}

/** The allocated sections whose addresses lie in the segment, by address. */
export function sectionsOf(image: ElfImage, segment: ElfSegment): readonly ElfSection[] {
  const end = segment.vaddr + segment.memSize;
  return image.sections
    .filter(({ flags, addr, size }) => {
      return flags.alloc && size > 0 && addr >= segment.vaddr && addr + size <= end;
    })
    .sort((a, b) => a.addr - b.addr);
}

/** Where a section's bytes are stored, given its segment. */
export function loadAddressOf(section: ElfSection, segment: ElfSegment): number {
  return segment.paddr + (section.addr - segment.vaddr);
}

/** Sizes of ELF32's file header and of one program header (gABI chapter 4 and 5). */
const headerBytes = { file: 52, program: 32 };

/**
 * Whether the segment's bytes are the file's own headers and nothing else. ld makes such a segment when `.bss` is the
 * first section of a page; GDB, which goes by sections, does not program it.
 */
export function isHeadersOnly(image: ElfImage, { offset, fileSize }: ElfSegment): boolean {
  const end = headerBytes.file + headerBytes.program * image.segments.length;
  return offset === 0 && fileSize <= end && image.sections.some(({ flags }) => flags.alloc);
}

/** The segments that a debugger programs: PT_LOAD with bytes in the file, in the file's order. */
export function loadableSegments(image: ElfImage): readonly ElfSegment[] {
  return image.segments.filter((segment) => segment.type === 'load' && segment.fileSize > 0);
}

/** e_machine values that a mistaken image is likely to have (gABI chapter 4 and the SCO registry). */
const machines: Readonly<Record<number, string>> = {
  0: 'no machine',
  3: 'x86 (32 bit)',
  8: 'MIPS',
  20: 'PowerPC',
  21: 'PowerPC (64 bit)',
  22: 'S/390',
  40: 'Arm',
  42: 'SuperH',
  43: 'SPARC (64 bit)',
  62: 'x86-64',
  83: 'AVR',
  93: 'ARC',
  94: 'Xtensa',
  105: 'MSP430',
  183: 'AArch64',
  186: 'STM8',
  189: 'MicroBlaze',
  195: 'ARCv2',
  243: 'RISC-V',
  247: 'BPF',
  258: 'LoongArch',
};

export const armMachine = 40;

export function machineName(machine: number): string {
  return machines[machine] ?? `machine 0x${machine.toString(16)}`;
}

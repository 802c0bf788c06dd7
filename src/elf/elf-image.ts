// What the product knows of an ELF file: plain values, no bytes of the file.

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

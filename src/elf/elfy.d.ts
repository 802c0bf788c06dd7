// The part of elfy 1.0.0 that read-elf.ts calls; the package has no types of its own.

declare module 'elfy' {
  export interface ElfyHeader {
    readonly class: '32' | '64';
    readonly endian: 'lsb' | 'msb';
    /** Undefined for a type outside elfy's table. */
    readonly type: string | undefined;
    readonly entry: number;
    readonly phoff: number;
    readonly phentsize: number;
    readonly phnum: number;
    readonly shoff: number;
    readonly shentsize: number;
    readonly shnum: number;
    readonly shstrndx: number;
  }

  /** Flags by name (`r`, `w`, `x`; `write`, `alloc`, `execinstr`), unknown bits by their decimal value. */
  export type ElfyFlags = Readonly<Record<string, true | undefined>>;

  export interface ElfyProgram {
    readonly type: string | undefined;
    readonly offset: number;
    readonly vaddr: number;
    readonly paddr: number;
    readonly filesz: number;
    readonly memsz: number;
    readonly flags: ElfyFlags;
  }

  export interface ElfySection {
    /** Offset into the table of section names until elfy's resolveBody has run. */
    readonly name: number;
    readonly type: string | number;
    readonly flags: ElfyFlags;
    readonly addr: number;
    readonly off: number;
    readonly size: number;
    readonly data: Buffer;
  }

  export class Parser {
    parseHeader(bytes: Buffer): ElfyHeader;
    parsePrograms(bytes: Buffer, header: ElfyHeader): ElfyProgram[];
    parseSections(bytes: Buffer, header: ElfyHeader): ElfySection[];
    /** The text from `offset` to the next NUL or the end. */
    resolveStr(bytes: Buffer, offset: number): string;
  }
}

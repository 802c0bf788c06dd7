// Linker scripts that nobody wrote: regions, sections and symbols in every combination that ld is likely to take.

import fc from 'fast-check';

/** Input sections that the object has, `.in_a` of 12 bytes, `.in_b` with an alignment of 8, `.in_z` without bytes. */
export const source = `.global _start
.text
_start: .word 0
.section .in_a,"aw"
.word 1, 2, 3
.section .in_b,"aw"
.balign 8
.byte 1, 2, 3
.section .in_c,"a"
.word 1
.section .in_z,"aw",%nobits
.space 20
`;

const inputs = ['.in_a', '.in_b', '.in_c', '.in_z'];

interface Known {
  readonly regions: string[];
  readonly sections: string[];
  readonly symbols: string[];
}

export function generateScript(gen: fc.GeneratorValue): string {
  return new Script(gen).text();
}

class Script {
  private readonly known: Known = { regions: [], sections: [], symbols: [] };
  private readonly left = [...inputs];

  constructor(private readonly gen: fc.GeneratorValue) {}

  text(): string {
    const before = this.times(3, () => this.symbol(false));
    const memory = this.memory();
    const between = this.times(3, () => this.symbol(false));
    const sections = ['  .text : { *(.text) } >FLASH'];
    this.known.sections.push('.text');
    for (let count = 1 + this.number(4); count > 0; count -= 1) {
      if (this.chance(4)) sections.push(`  ${this.symbol(true)}`);
      if (this.chance(8)) sections.push('  . = ALIGN(64);');
      sections.push(`  ${this.section()}`);
    }
    if (this.chance(6)) {
      sections.push('  . = DATA_SEGMENT_ALIGN(4K, 4K);', '  . = DATA_SEGMENT_END(.);');
    }
    sections.push('  .rest : { *(.in_*) } >RAM');
    const behind = this.times(5, () => this.symbol(false));
    return [
      ...before,
      ...memory,
      ...between,
      'SECTIONS',
      '{',
      ...sections,
      '}',
      ...behind,
      '',
    ].join('\n');
  }

  private memory(): readonly string[] {
    const lines = ['MEMORY', '{'];
    const bases = { FLASH: 0x08000000, RAM: 0x20000000, CCM: 0x10000000, EXT: 0x90000000 };
    const attributes = ['', ' (rx)', ' (xrw)', ' (!w)'];
    for (const [name, base] of Object.entries(bases)) {
      const start = this.pick(['0', '0x400', '16K', '(1 << 12)', '2 * 4K', 'MAX(1K, 3)']);
      const sizes = ['64K', '0x20000', '1M - 16K', '(3 + 5) << 14', 'MIN(1M, 128K)', '10000h'];
      const other = this.known.regions.at(-1);
      if (other !== undefined) sizes.push(`LENGTH(${other})`, `LENGTH(${other}) / 2`);
      const written = name === 'CCM' ? this.pick(attributes) : '';
      const [origin, length] = this.pick([
        ['ORIGIN', 'LENGTH'],
        ['org', 'len'],
        ['o', 'l'],
      ]);
      lines.push(
        `  ${name}${written} : ${origin} = 0x${base.toString(16)} + ${start}, ${length} = ${this.pick(sizes)}`,
      );
      this.known.regions.push(name);
    }
    lines.push('}');
    if (this.chance(2)) {
      lines.push(`REGION_ALIAS("DATA", ${this.pick(['RAM', 'CCM'])})`);
      this.known.regions.push('DATA');
    }
    return lines;
  }

  private section(): string {
    const name = `.s${this.known.sections.length}`;
    const region = this.pick(['RAM', 'CCM', 'EXT', 'FLASH', this.pick(this.known.regions)]);
    const align = 1 << this.number(6);
    const placed = ` ORIGIN(${region}) + 0x200${this.number(8)}`;
    const address = this.pick(['', '', '', placed, ` ALIGN(${align})`]);
    const type = this.pick(['', '', '', ' (NOLOAD)']);
    const load = address === '' ? this.pick(['', '', ` AT(0x08004000 + ${align})`]) : '';
    const head = this.pick(['', '', ` ALIGN(${align})`, ` SUBALIGN(${align})`]);
    const isPlaced = !address.includes('ALIGN');
    const place = isPlaced ? ` >${region}` : '';
    const at = isPlaced && load === '' ? this.pick(['', '', ' AT>FLASH', ' AT> EXT']) : '';
    const fill = this.pick(['', '', ' =0xff', ' =0x90909090']);
    const body = this.times(5, () => this.statement());
    this.known.sections.push(name);
    return `${name}${address}${type} :${load}${head} { ${body.join(' ')} }${place}${at}${fill}`;
  }

  private statement(): string {
    const input = this.left.length > 0 && this.chance(2) ? this.left.shift() : undefined;
    if (input !== undefined) {
      const patterns = [`*(${input})`, `KEEP(*(${input}))`, `*(SORT(${input}*))`, `*.o(${input})`];
      return this.pick(patterns);
    }
    return this.pick([
      () => `. = ALIGN(${1 << this.number(6)});`,
      () => `. = . + ${this.number(40)};`,
      () => `. = ${this.pick(['ALIGN(., 8)', 'BLOCK(8)', 'ALIGN(16) + 4'])};`,
      () => `. += ${this.number(9)};`,
      () => `BYTE(${this.expression(1)})`,
      () => `LONG(${this.expression(1)})`,
      () => 'QUAD(1) SHORT(2)',
      () => this.symbol(true),
      () => this.symbol(true),
    ])();
  }

  private symbol(hasDot: boolean): string {
    const name = `v${this.known.symbols.length}`;
    const value = hasDot && this.chance(2) ? this.dotted() : this.expression(3);
    this.known.symbols.push(name);
    const form = this.pick(['plain', 'plain', 'plain', 'PROVIDE', 'HIDDEN', 'twice']);
    if (form === 'plain') return `${name} = ${value};`;
    if (form === 'twice')
      return `${name} = ${value}; ${name} ${this.pick(['+=', '-=', '*=', '&=', '|=', '<<='])} 3;`;
    return `${form}(${name} = ${value});`;
  }

  private dotted(): string {
    return this.pick([
      '.',
      '. + 4',
      '. - 4',
      'ALIGN(16)',
      'BLOCK(8) + 1',
      'ABSOLUTE(.)',
      'ALIGN(., 8)',
      '. * 2',
    ]);
  }

  private expression(depth: number): string {
    if (depth === 0 || this.chance(4)) return this.leaf();
    const inner = (): string => this.expression(depth - 1);
    return this.pick([
      () => `${inner()} ${this.operator()} ${inner()}`,
      () => `(${inner()} ${this.operator()} ${inner()})`,
      () => `${inner()} ${this.pick(['/', '%'])} ${1 + this.number(9)}`,
      () => `${this.pick(['-', '~', '!', '+'])} ${inner()}`,
      () => `(${inner()} ? ${inner()} : ${inner()})`,
      () => `${this.pick(['MAX', 'MIN'])}(${inner()}, ${inner()})`,
      () => `ALIGN(${inner()}, ${1 << this.number(8)})`,
      () => `${this.pick(['ABSOLUTE', 'LOG2CEIL'])}(${inner()})`,
      () => `SEGMENT_START("text-segment", ${inner()})`,
      () => `ASSERT(${inner()} || 1, "never")`,
    ])();
  }

  private leaf(): string {
    const { regions, sections, symbols } = this.known;
    return this.pick([
      () => String(this.number(100)),
      () => this.pick(['0x20000000', '4K', '1M', '$ff', '101b', '0ffh', '017', '0xffffffff']),
      () => (symbols.length > 0 ? this.pick(symbols) : '7'),
      () => (symbols.length > 0 ? `DEFINED(${this.pick(symbols)})` : '1'),
      () =>
        regions.length > 0 ? `${this.pick(['ORIGIN', 'LENGTH'])}(${this.pick(regions)})` : '8',
      () => {
        const word = this.pick(['SIZEOF', 'ADDR', 'LOADADDR', 'ALIGNOF']);
        return sections.length > 0 ? `${word}(${this.pick(sections)})` : 'SIZEOF_HEADERS';
      },
      () => 'CONSTANT(MAXPAGESIZE)',
    ])();
  }

  private operator(): string {
    const all = '+ + - - * & | << >> == != < > <= >= && ||';
    return this.pick(all.split(' '));
  }

  private times(most: number, make: () => string): readonly string[] {
    return Array.from({ length: this.number(most + 1) }, make);
  }

  /** Less than the limit. */
  private number(limit: number): number {
    return this.gen(fc.nat, { max: limit - 1 });
  }

  private chance(oneIn: number): boolean {
    return this.number(oneIn) === 0;
  }

  private pick<T>(of: readonly T[]): T {
    const picked = of[this.number(of.length)];
    if (picked === undefined) throw new Error('nothing to pick from');
    return picked;
  }
}

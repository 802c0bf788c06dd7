// GNU assembler text for Arm → symbols that it takes the address of and does not define: `.word _sidata`,
// `ldr r0, =_sdata`, `movw r0, #:lower16:_ebss`.

import type { FoundSymbol } from './extern-symbols';

/** Comments, but for the line ends in them. `@` and `#` at a line's begin as in gas for Arm; strings go with them. */
const unread = /\/\*[^]*?(?:\*\/|$)|\/\/.*|@.*|"(?:[^"\\\n]|\\.)*"?/g;
const label = /^\s*([\w.$]+)\s*:/;
const definition =
  /^(?:\.(?:set|equ|equiv|thumb_set|comm|lcomm|weak|weakref)\s+([\w.$]+)|([\w.$]+)\s*=[^=])/;
const data = /^\.(?:word|long|4byte|int)\s/;
const load = /^ldr(?:\.w)?\s+(\w+)\s*,\s*=/i;
const halves = /#\s*:(?:lower16|upper16):\s*([\w.$]+)/;
const jump = /^blx?\s+(\w+)|^bx\s+(\w+)/i;
const name = /(?<![\w.$])[A-Za-z_.$][\w.$]*/g;

/** Each name once, in order of their first uses. */
export function assemblerSymbols(text: string): readonly FoundSymbol[] {
  const reader = new Reader();
  const plain = text.replace(unread, (found) => found.replace(/[^\n]/g, ' '));
  let start = 0;
  for (const line of plain.split('\n')) {
    reader.line(line, start);
    start += line.length + 1;
  }
  return reader.symbols();
}

class Reader {
  private readonly found = new Map<string, { start: number; isNeeded: boolean }>();
  private readonly defined = new Set<string>();
  /** What was last loaded into a register: what is jumped to is a function. */
  private readonly registers = new Map<string, string>();
  private conditionals = 0;
  private macros = 0;

  line(line: string, start: number): void {
    if (line.trimStart().startsWith('#')) {
      this.directive(line.trim());
      return;
    }
    let from = start;
    for (const statement of line.split(';')) {
      this.statement(statement, from);
      from += statement.length + 1;
    }
  }

  symbols(): readonly FoundSymbol[] {
    return [...this.found].flatMap(([called, use]) =>
      this.defined.has(called) ? [] : [{ name: called, ...use }],
    );
  }

  private directive(text: string): void {
    if (/^#\s*if/.test(text)) this.conditionals += 1;
    if (/^#\s*endif/.test(text)) this.conditionals -= 1;
  }

  private statement(statement: string, start: number): void {
    let rest = statement;
    let from = start;
    for (let found = label.exec(rest); found !== null; found = label.exec(rest)) {
      this.defined.add(found[1] ?? '');
      rest = rest.slice(found[0].length);
      from += found[0].length;
    }
    const text = rest.trimStart();
    from += rest.length - text.length;
    if (text.startsWith('.if')) this.conditionals += 1;
    else if (text.startsWith('.endif')) this.conditionals -= 1;
    else if (text.startsWith('.macro')) this.macros += 1;
    else if (text.startsWith('.endm')) this.macros -= 1;
    // What a macro is given is not known where it is written.
    else if (this.macros <= 0) this.read(text, from);
  }

  private read(text: string, from: number): void {
    const defined = definition.exec(text);
    if (defined !== null) this.defined.add(defined[1] ?? defined[2] ?? '');
    const jumped = jump.exec(text);
    if (jumped !== null) this.callee((jumped[1] ?? jumped[2] ?? '').toLowerCase());
    const loaded = load.exec(text);
    const half = halves.exec(text);
    if (data.test(text)) this.uses(text, from, text.search(/\s/));
    else if (half !== null) this.uses(text, from, half.index);
    if (loaded === null) return;
    const [first] = this.uses(text, from, loaded[0].length - 1);
    if (first !== undefined) this.registers.set((loaded[1] ?? '').toLowerCase(), first);
  }

  /** A jump through a register: what it holds is no linker symbol. */
  private callee(register: string): void {
    const called = this.registers.get(register);
    if (called !== undefined) this.defined.add(called);
  }

  private uses(text: string, from: number, offset: number): readonly string[] {
    const operands = text.slice(offset);
    const names: string[] = [];
    for (const match of operands.matchAll(name)) {
      const [called] = match;
      if (/^(?:lower16|upper16|\.)$/.test(called)) continue;
      names.push(called);
      const isNeeded = this.conditionals <= 0;
      const known = this.found.get(called);
      if (known === undefined)
        this.found.set(called, { start: from + offset + match.index, isNeeded });
      else known.isNeeded ||= isNeeded;
    }
    return names;
  }
}

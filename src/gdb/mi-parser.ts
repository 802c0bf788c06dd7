// One line of GDB/MI output to a record. Pure and total: any text gives a record, in linear time. The
// grammar is the manual's "GDB/MI Output Syntax", plus what real versions print beside it.

import { decodeBytes } from './mi-lines';
import { emptyTuple, isTuple } from './mi-record';
import type { MiAsync, MiMalformed, MiRecord, MiResult, MiTuple, MiValue } from './mi-record';

/** GDB nests about six deep; more than this is not its work, and must not cost the stack. */
const maxDepth = 100;

const asyncKinds = { '*': 'exec', '+': 'status', '=': 'notify' } as const;
const streamKinds = { '~': 'console', '@': 'target', '&': 'log' } as const;

/**
 * @param line one line without its newline, one character per byte as MiLines gives it (C strings are
 * decoded here, escaped and raw bytes together). Text that was decoded before is understood too.
 */
export function parseMiLine(line: string): MiRecord {
  if (line.startsWith('(gdb)') && line.trimEnd() === '(gdb)') return { kind: 'prompt' };
  const digits = tokenLength(line);
  const token = digits === 0 ? undefined : Number(line.slice(0, digits));
  const sign = line[digits];
  switch (sign) {
    case '^':
      return readResult(line, digits + 1, token);
    case '*':
    case '+':
    case '=':
      return readAsync(line, digits + 1, token, asyncKinds[sign]);
    case '~':
    case '@':
    case '&':
      return token === undefined ? readStream(line, streamKinds[sign]) : other(line);
    default:
      return other(line);
  }
}

function readResult(line: string, from: number, token: number | undefined): MiRecord {
  const klass = readClass(line, from);
  switch (klass) {
    case 'done':
    case 'running':
    case 'connected':
    case 'error':
    case 'exit':
      return readRecord(line, from + klass.length, { kind: 'result', token, klass });
    case '':
      return token === undefined ? other(line) : malformed(line, token, from, 'a result class');
    default:
      return malformed(line, token, from, 'done, running, connected, error or exit');
  }
}

function readAsync(
  line: string,
  from: number,
  token: number | undefined,
  kind: MiAsync['kind'],
): MiRecord {
  const klass = readClass(line, from);
  // "=====" and "*** text" are what programs print.
  if (klass === '') return other(line);
  return readRecord(line, from + klass.length, { kind, token, klass });
}

/** The results behind the class, which reach to the line's end. */
function readRecord(
  line: string,
  from: number,
  head: Omit<MiResult, 'results'> | Omit<MiAsync, 'results'>,
): MiRecord {
  if (from === line.length) return { ...head, results: emptyTuple };
  const scanner = new Scanner(line, from);
  const results = scanner.readResults();
  if (results !== undefined) return { ...head, results };
  return malformed(line, head.token, scanner.at, scanner.expected);
}

function readStream(line: string, kind: 'console' | 'target' | 'log'): MiRecord {
  if (line[1] !== '"') return other(line);
  const scanner = new Scanner(line, 1);
  const text = scanner.readString();
  if (text === undefined) return malformed(line, undefined, scanner.at, scanner.expected);
  if (!scanner.isAtEnd()) return malformed(line, undefined, scanner.at, 'the end of the line');
  return { kind, text };
}

function readClass(line: string, from: number): string {
  const comma = line.indexOf(',', from);
  const klass = (comma < 0 ? line.slice(from) : line.slice(from, comma)).trimEnd();
  return /^[a-zA-Z][\w-]*$/.test(klass) ? klass : '';
}

function tokenLength(line: string): number {
  let length = 0;
  while (isDigit(line.charCodeAt(length))) length++;
  // Beyond 15 digits a number is not exact any more, and no token of ours.
  return length > 15 ? 0 : length;
}

function other(line: string): MiRecord {
  return { kind: 'other', text: decodeBytes(line) };
}

function malformed(
  line: string,
  token: number | undefined,
  at: number,
  expected: string,
): MiMalformed {
  const why = `column ${at}: expected ${expected}`;
  return { kind: 'malformed', token, text: decodeBytes(line), why };
}

/** Reads values from `at` on; a reader that gives undefined has left in `expected` what it missed at `at`. */
class Scanner {
  expected = 'a value';
  private depth = 0;
  /** No backslash lies between `at` and here; behind `at` it must be looked for again. */
  private backslash = -1;
  private readonly isAscii: boolean;
  private readonly keys = new Set<string>();

  constructor(
    private readonly line: string,
    public at: number,
  ) {
    this.isAscii = !/[\x80-\uffff]/.test(line);
  }

  isAtEnd(): boolean {
    while (this.line.charCodeAt(this.at) === space) this.at++;
    return this.at >= this.line.length;
  }

  /** `,key=value,key=value` up to the line's end. */
  readResults(): MiTuple | undefined {
    const results: Tuple = {};
    const builder = new TupleBuilder(results);
    while (!this.isAtEnd()) {
      if (this.line.charCodeAt(this.at) !== comma) return this.miss('a comma');
      this.at++;
      const key = this.readKey();
      const value = key === undefined ? undefined : this.readValue();
      if (key === undefined || value === undefined) return undefined;
      // `+download,{section=".text",…}`: the results are wrapped once more.
      if (key === '' && builder.isEmpty && isTuple(value)) Object.assign(results, value);
      else builder.add(key, value);
    }
    return results;
  }

  readString(): string | undefined {
    const { line } = this;
    const start = this.at + 1;
    const quote = line.indexOf('"', start);
    if (quote < 0) return this.miss('a closing quote');
    if (this.backslash < start) {
      const found = line.indexOf('\\', start);
      this.backslash = found < 0 ? line.length : found;
    }
    if (this.backslash > quote) {
      this.at = quote + 1;
      const text = line.slice(start, quote);
      return this.isAscii ? text : decodeBytes(text);
    }
    return this.readEscaped(start);
  }

  private readValue(): MiValue | undefined {
    switch (this.line.charCodeAt(this.at)) {
      case doubleQuote:
        return this.readString();
      case openBrace:
      case openBracket:
        return this.readNested();
      default:
        return this.miss('a string, tuple or list');
    }
  }

  private readNested(): MiValue | undefined {
    if (this.depth === maxDepth) return this.miss(`no more than ${maxDepth} levels`);
    this.depth++;
    const isTuple = this.line.charCodeAt(this.at++) === openBrace;
    const value = isTuple ? this.readTuple() : this.readList();
    this.depth--;
    return value;
  }

  private readTuple(): MiValue | undefined {
    const builder = new TupleBuilder({});
    if (this.line.charCodeAt(this.at) === closeBrace) {
      this.at++;
      return builder.finish();
    }
    for (;;) {
      const key = this.readKey();
      const value = key === undefined ? undefined : this.readValue();
      if (key === undefined || value === undefined) return undefined;
      builder.add(key, value);
      const next = this.line.charCodeAt(this.at);
      if (next !== comma && next !== closeBrace) return this.miss('a comma or }');
      this.at++;
      if (next === closeBrace) return builder.finish();
    }
  }

  private readList(): MiValue | undefined {
    const values: MiValue[] = [];
    if (this.line.charCodeAt(this.at) === closeBracket) {
      this.at++;
      return values;
    }
    for (;;) {
      if (this.readKey() === undefined) return undefined;
      const value = this.readValue();
      if (value === undefined) return undefined;
      values.push(value);
      const next = this.line.charCodeAt(this.at);
      if (next !== comma && next !== closeBracket) return this.miss('a comma or ]');
      this.at++;
      if (next === closeBracket) return values;
    }
  }

  /** The key and its `=`; '' where a value stands without one. */
  private readKey(): string | undefined {
    const { line, at } = this;
    const code = line.charCodeAt(at);
    if (code === doubleQuote || code === openBrace || code === openBracket) return '';
    const equals = line.indexOf('=', at);
    const key = equals < 0 ? '' : line.slice(at, equals);
    // The keys of a line are few: looking one up is cheaper than looking at its characters again.
    if (!this.keys.has(key)) {
      if (!/^[^\s"',={}[\]]+$/.test(key)) return this.miss('a key and =');
      this.keys.add(key);
    }
    this.at = equals + 1;
    return key;
  }

  /** A C string with escapes. Octal bytes and raw ones are gathered, then decoded together. */
  private readEscaped(start: number): string | undefined {
    const { line } = this;
    let text = '';
    let from = start;
    let isAscii = this.isAscii;
    for (let at = start; at < line.length; at++) {
      const code = line.charCodeAt(at);
      if (code === doubleQuote) {
        this.at = at + 1;
        text += line.slice(from, at);
        return isAscii ? text : decodeBytes(text);
      }
      if (code !== backslashCode) continue;
      text += line.slice(from, at);
      const length = escapeLength(line, at + 1);
      const character = readEscape(line.slice(at + 1, at + 1 + length));
      if (character > '\x7f') isAscii = false;
      text += character;
      at += length;
      from = at + 1;
    }
    return this.miss('a closing quote');
  }

  private miss(what: string): undefined {
    this.expected = what;
    return undefined;
  }
}

type Tuple = Record<string, MiValue>;

/** Gathers a tuple's results: repeated keys and values without a key become lists (see MiTuple). */
class TupleBuilder {
  isEmpty = true;
  private lastKey = '';
  private repeated: Map<string, MiValue[]> | undefined;

  constructor(private readonly tuple: Tuple) {}

  add(key: string, value: MiValue): void {
    const name = key === '' ? this.lastKey : key;
    this.isEmpty = false;
    this.lastKey = name;
    if (this.tuple[name] === undefined) this.tuple[name] = value;
    else this.addAgain(name, value);
  }

  /** A tuple of nothing but bare values is a list. */
  finish(): MiValue {
    const bare = this.tuple[''];
    if (bare === undefined || this.lastKey !== '') return this.tuple;
    return this.repeated?.get('') ?? [bare];
  }

  private addAgain(name: string, value: MiValue): void {
    const values = this.repeated?.get(name);
    if (values !== undefined) {
      values.push(value);
    } else if (Object.hasOwn(this.tuple, name)) {
      const all = [this.tuple[name] ?? '', value];
      (this.repeated ??= new Map<string, MiValue[]>()).set(name, all);
      this.set(name, all);
    } else {
      // Not repeated: every object inherits something of this name (`constructor`, `__proto__`).
      this.set(name, value);
    }
  }

  private set(name: string, value: MiValue): void {
    const shape = { configurable: true, enumerable: true, writable: true };
    Object.defineProperty(this.tuple, name, { ...shape, value });
  }
}

const space = 0x20;
const doubleQuote = 0x22;
const comma = 0x2c;
const openBracket = 0x5b;
const backslashCode = 0x5c;
const closeBracket = 0x5d;
const openBrace = 0x7b;
const closeBrace = 0x7d;

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

function isOctal(code: number): boolean {
  return code >= 0x30 && code <= 0x37;
}

/** How many characters behind the backslash belong to the escape: one to three octal digits, or one. */
function escapeLength(line: string, from: number): number {
  let length = 0;
  while (length < 3 && isOctal(line.charCodeAt(from + length))) length++;
  return length === 0 ? 1 : length;
}

/** What the characters behind a backslash stand for: a byte, a control character, or themselves. */
function readEscape(escape: string): string {
  if (isOctal(escape.charCodeAt(0))) return String.fromCharCode(parseInt(escape, 8) & 0xff);
  switch (escape) {
    case 'n':
      return '\n';
    case 't':
      return '\t';
    case 'r':
      return '\r';
    case 'a':
      return '\x07';
    case 'b':
      return '\b';
    case 'e':
      return '\x1b';
    case 'f':
      return '\f';
    case 'v':
      return '\v';
    default:
      return escape;
  }
}

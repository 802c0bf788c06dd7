// C or C++ text → what one name means wherever it stands: a member, a local variable, or what the file's top level
// means by it. Comments and strings are passed over, assembler within strings is not. One pass; never throws.

import { CodeStructure } from './code-structure';
import { DirectiveLine } from './directive-line';
import { isFileLevel } from './name-scopes';
import type { Scope } from './name-scopes';
import { blocks, controls, expressionWords, pieces, qualifiers } from './name-words';

/** One place of the name that is neither a member nor of a block alone. */
export interface FoundName {
  readonly start: number;
  /** `symbol`: surely the linker's. `file`: what the file means by it. `qualified`: behind `a::`. */
  readonly meaning: 'symbol' | 'file' | 'qualified' | 'unclear';
  /** Where it might be a member of that name all the same. */
  readonly exposed?: 'macro' | 'argument' | 'method' | undefined;
  role: 'definition' | 'declaration' | 'use';
  /** The function or macro that it alone is an argument of. */
  argumentOf?: string;
}

export interface ScannedName {
  readonly found: readonly FoundName[];
  /** Whether the top level declares it with linkage to other files. */
  readonly isDeclared: boolean;
  /** Whether the top level gives it a meaning of its own: `static`, `enum`, a macro. */
  readonly isOwn: boolean;
  readonly isMember: boolean;
  readonly isLocal: boolean;
}

export function scanName(text: string, name: string, isCpp: boolean): ScannedName {
  const scanner = new NameScanner(text, name, isCpp);
  scanner.run();
  const { found, isDeclared, isOwn, isMember, isLocal } = scanner;
  return { found, isDeclared, isOwn, isMember, isLocal };
}

class NameScanner implements ScannedName {
  readonly found: FoundName[] = [];
  isDeclared = false;
  isOwn = false;
  isMember = false;
  isLocal = false;
  private readonly code: CodeStructure;
  private directive: DirectiveLine | undefined;
  private isLineStart = true;
  /** A function's name whose body may follow. */
  private head: FoundName | undefined;

  constructor(
    private readonly text: string,
    private readonly name: string,
    private readonly isCpp: boolean,
  ) {
    this.code = new CodeStructure(isCpp);
  }

  run(): void {
    for (const { 0: piece, index } of this.text.matchAll(pieces)) {
      if (/^(?:\/[/*]|\\\r?\n)/.test(piece)) continue;
      if (piece === '\n') {
        this.isLineStart = true;
        this.directive = undefined;
      } else if (this.directive !== undefined) {
        this.inDirective(this.directive, piece, index);
      } else if (piece === '#' && this.isLineStart) {
        this.directive = new DirectiveLine(this.name);
      } else {
        this.isLineStart = false;
        this.token(piece, index);
      }
    }
  }

  private add(
    start: number,
    meaning: FoundName['meaning'],
    role: FoundName['role'] = 'use',
    exposed?: FoundName['exposed'],
  ): FoundName {
    const found: FoundName = { start, meaning, role, exposed };
    this.found.push(found);
    return found;
  }

  private inDirective(line: DirectiveLine, piece: string, start: number): void {
    const what = line.take(piece, start);
    if (what === undefined) return;
    switch (what) {
      case 'condition':
        this.code.condition(piece);
        break;
      case 'macro':
        this.isOwn = true;
        this.add(start, 'unclear');
        break;
      case 'assembly':
        this.inAssembly(piece, start);
        break;
      case 'use':
        this.add(start, 'file', 'use', 'macro');
        break;
      case 'unclear':
        this.add(start, 'unclear', 'use', 'macro');
    }
  }

  private token(piece: string, start: number): void {
    const { code } = this;
    if (piece === this.name) this.nameAt(start);
    else if (code.statement.isAssembly && /^(?:["']|\w*R")/.test(piece)) {
      this.inAssembly(piece, start);
    } else if (piece === '{') this.openBody();
    // The semicolons of `for` end nothing.
    else if (piece === ';' && code.bracket?.kind !== 'control') this.head = undefined;
    code.take(piece);
  }

  private openBody(): void {
    const { code, head } = this;
    this.head = undefined;
    if (head === undefined || !isFileLevel(code.scope)) return;
    if (code.kindOfBlock() === 'block') head.role = 'definition';
  }

  private nameAt(start: number): void {
    const { previous, statement, scope, beforePrevious } = this.code;
    if (previous === '.' || previous === '->' || previous === 'goto') return;
    // The name of an operand.
    if (statement.isAssembly && previous === '[') return;
    if (blocks.has(previous)) return;
    const next = this.nextMark(start + this.name.length);
    if (previous === '::' && /[\w$>]$/.test(beforePrevious)) {
      this.add(start, 'qualified');
    } else if (scope.kind === 'block' && statement.isEmpty && next === ':') {
      // A label.
    } else if (this.isGivenHere(next, start)) this.declare(start, next);
    else this.use(start, next);
  }

  /** `::` is one mark. */
  private nextMark(from: number): string {
    const mark = /\s*(::|\S?)/y;
    mark.lastIndex = from;
    return mark.exec(this.text)?.[1] ?? '';
  }

  /** Whether it is what a declaration gives a name to. */
  private isGivenHere(next: string, start: number): boolean {
    const { previous, statement, scope, bracket } = this.code;
    const isBehindWord =
      /^[A-Za-z_$]/.test(previous) && !expressionWords.has(previous) && !controls.has(previous);
    const isBehindPointer = /^(?:[*&>]|&&)$/.test(previous) || qualifiers.has(previous);
    if (scope.kind === 'initializer') return false;
    if (scope.kind === 'enum') return bracket === undefined && /^[{,]$/.test(previous);
    if (bracket === undefined) {
      if (isBehindWord || statement.expectsName) return true;
      if (/^[})]$/.test(previous) && statement.words > 0 && statement.isTypeOnly) return true;
      if (statement.isExtern && !statement.hasValue && previous === ')') return true;
      return isBehindPointer && statement.isTypeOnly && statement.words > 0;
    }
    if (bracket.kind === 'attribute') return false;
    if (isBehindWord) return true;
    if (!isBehindPointer) return false;
    if (bracket.isBehindType && bracket.words === 0 && this.isInnerName(start)) return true;
    if (bracket.kind === 'other' || !bracket.isTypeOnly || bracket.words === 0) return false;
    // `for (T *a = `, against `while (a < &b)`.
    return (
      bracket.kind === 'parameters' ||
      (/^(?:for|catch)$/.test(bracket.before) && /^[=:)]$/.test(next))
    );
  }

  /** `(*name)(` or `(*name[2])(`: the name of a pointer to a function or an array. */
  private isInnerName(start: number): boolean {
    const behind = /\s*(?:\[[^\][]{0,80}\]\s*)?\)\s*[[(]/y;
    behind.lastIndex = start + this.name.length;
    return behind.test(this.text);
  }

  private declare(start: number, next: string): void {
    const { scope, statement, bracket } = this.code;
    const isInner = bracket !== undefined && bracket.words === 0 && bracket.isBehindType;
    if (bracket !== undefined && !isInner) {
      statement.isShadowed = true;
      this.isLocal = true;
    } else if (scope.kind === 'record') this.isMember = true;
    else if (scope.kind === 'enum') this.enumerator(scope);
    else if (isFileLevel(scope)) this.declareAtTop(start, next === '(' && !isInner);
    else if (statement.isExtern) {
      scope.meaning = 'symbol';
      this.add(start, 'symbol', 'declaration');
    } else {
      scope.meaning = 'local';
      this.isLocal = true;
    }
  }

  /** Known in the scope around, behind a class too. */
  private enumerator(scope: Scope): void {
    let around = scope.parent;
    if (around?.kind === 'record') this.isMember = true;
    while (around?.kind === 'record') around = around.parent;
    if (around === undefined || isFileLevel(around)) this.isOwn = true;
    else {
      around.meaning = 'local';
      this.isLocal = true;
    }
  }

  private declareAtTop(start: number, isFunction: boolean): void {
    const { scope, statement } = this.code;
    const isC = scope.isC || statement.isC;
    const isMangled = this.isCpp && !isC && (isFunction || scope.kind === 'namespace');
    if (statement.isOwn || (scope.kind === 'namespace' && !isC)) this.isOwn = true;
    else if (!isFunction && !statement.isExtern) this.add(start, 'unclear');
    else {
      if (!isMangled) this.isDeclared = true;
      const role = statement.isExtern ? 'declaration' : 'use';
      const found = this.add(start, isMangled ? 'unclear' : 'symbol', role);
      if (isFunction) this.head = found;
    }
  }

  private use(start: number, next: string): void {
    const { scope, statement, bracket, previous } = this.code;
    const meaning = statement.isShadowed ? 'local' : scope.meaning;
    if (meaning === 'local') return;
    const isAlone = bracket !== undefined && /^[(,]$/.test(previous) && /^[),]$/.test(next);
    const isArgument =
      isAlone &&
      bracket.kind === 'other' &&
      /[\w$)\]]$/.test(bracket.before) &&
      !expressionWords.has(bracket.before);
    if (isArgument && /offsetof/i.test(bracket.before)) return;
    const exposed = scope.isMethod ? 'method' : isArgument ? 'argument' : undefined;
    const found = this.add(start, meaning, 'use', exposed);
    if (isAlone) found.argumentOf = bracket.before;
  }

  /** Words of a string that the assembler reads; `%[name]` is an operand. */
  private inAssembly(piece: string, start: number): void {
    for (const { 0: word, index } of piece.matchAll(/[A-Za-z_.$][\w.$]*/g)) {
      if (word === this.name && piece[index - 1] !== '[') this.add(start + index, 'symbol');
    }
  }
}

// C or C++ text → what one name means wherever it stands: a member, a local variable, or what the file's top level
// means by it. Comments and strings are passed over, assembler within strings is not. One pass; never throws.

import { endType, isFileLevel, newStatement, topScope } from './name-scopes';
import type { Bracket, Scope, ScopeKind, Statement } from './name-scopes';
import {
  attributes,
  blocks,
  controls,
  expressionWords,
  isAssemblyWord,
  isPartOfType,
  ownWords,
  pieces,
  qualifiers,
  typeOf,
} from './name-words';

/** One place of the name that is neither a member nor of a block alone. */
export interface FoundName {
  readonly start: number;
  /** `symbol`: surely the linker's. `file`: what the file means by it. `qualified`: behind `a::`. */
  readonly meaning: 'symbol' | 'file' | 'qualified' | 'unclear';
  /** Where it might be a member of that name all the same. */
  readonly exposed?: 'macro' | 'argument' | 'method' | undefined;
  role: 'definition' | 'declaration' | 'use';
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

interface State {
  readonly scope: Scope;
  readonly statement: Statement;
  readonly bracket: Bracket | undefined;
  readonly previous: string;
}

/** A line that begins with `#`, as far as it was read. */
interface Directive {
  word: string;
  /** Of a definition. */
  macro: string;
  macroEnd: number;
  isInParameters: boolean;
  hasParameter: boolean;
  isAssembly: boolean;
  previous: string;
}

class NameScanner implements ScannedName {
  readonly found: FoundName[] = [];
  isDeclared = false;
  isOwn = false;
  isMember = false;
  isLocal = false;
  private scope = topScope();
  private statement = newStatement();
  private bracket: Bracket | undefined;
  private previous = '';
  private beforePrevious = '';
  private directive: Directive | undefined;
  private isLineStart = true;
  /** A function's name whose body may follow. */
  private head: FoundName | undefined;
  private readonly conditions: State[] = [];

  constructor(
    private readonly text: string,
    private readonly name: string,
    private readonly isCpp: boolean,
  ) {}

  run(): void {
    for (const { 0: piece, index } of this.text.matchAll(pieces)) {
      if (/^(?:\/[/*]|\\\r?\n)/.test(piece)) continue;
      if (piece === '\n') {
        this.isLineStart = true;
        this.directive = undefined;
      } else if (this.directive !== undefined) {
        this.inDirective(this.directive, piece, index);
      } else if (piece === '#' && this.isLineStart) {
        this.directive = {
          ...{ word: '', macro: '', macroEnd: 0, isInParameters: false, hasParameter: false },
          ...{ isAssembly: false, previous: '' },
        };
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

  private inDirective(line: Directive, piece: string, start: number): void {
    const { previous } = line;
    line.previous = piece;
    if (line.word === '') {
      line.word = piece;
      if (/^(?:if|elif|else|endif)/.test(piece)) this.condition(piece);
    } else if (line.word === 'define' && line.macro === '') {
      line.macro = piece;
      line.macroEnd = start + piece.length;
      if (piece !== this.name) return;
      this.isOwn = true;
      this.add(start, 'unclear');
    } else if (piece === '(' && line.macroEnd === start) {
      line.isInParameters = true;
    } else if (line.isInParameters) {
      if (piece === ')') line.isInParameters = false;
      if (piece === this.name) line.hasParameter = true;
    } else if (isAssemblyWord(piece)) {
      line.isAssembly = true;
    } else if (line.isAssembly && piece.startsWith('"')) {
      this.inAssembly(piece, start);
    } else if (piece === this.name && !/^(?:include|error|warning)$/.test(line.word)) {
      const isMember = previous === '.' || previous === '->';
      if (isMember || line.hasParameter) return;
      const isTold = /^(?:define|pragma)$/.test(line.word) && previous !== '#';
      this.add(start, isTold ? 'file' : 'unclear', 'use', 'macro');
    }
  }

  /** Each branch goes on from where the first one began. */
  private condition(word: string): void {
    const { scope, bracket, previous } = this;
    if (word === 'endif') {
      this.conditions.pop();
    } else if (word.startsWith('if')) {
      this.conditions.push({ scope, statement: { ...this.statement }, bracket, previous });
    } else {
      const before = this.conditions.at(-1);
      if (before === undefined) return;
      this.scope = before.scope;
      this.statement = { ...before.statement };
      this.bracket = before.bracket;
      this.previous = before.previous;
    }
  }

  private token(piece: string, start: number): void {
    const { statement, bracket } = this;
    let last = piece;
    if (/^[A-Za-z_$][\w$]*$/.test(piece)) {
      if (piece === this.name) this.nameAt(start);
      this.word(piece);
    } else if (/^(?:["']|\w*R")/.test(piece)) {
      if (statement.isAssembly) this.inAssembly(piece, start);
      if (statement.isExtern && piece === '"C"') statement.isC = true;
      last = piece === '"C"' ? piece : '""';
    } else if (piece === '{') this.open();
    else if (piece === '}') this.close();
    else if (piece === ';') this.end();
    else if (piece === '(' || piece === '[') this.openBracket(piece);
    else if (piece === ')' || piece === ']') {
      if (bracket?.kind === 'attribute') last = bracket.before;
      this.closeBracket(piece);
    } else if (bracket !== undefined) this.inBracket(bracket, piece);
    else this.mark(statement, piece);
    this.statement.isEmpty = /^[;{}]$/.test(piece) && this.statement.isEmpty;
    this.beforePrevious = this.previous;
    this.previous = last;
  }

  private word(piece: string): void {
    const { statement, bracket } = this;
    if (isAssemblyWord(piece)) statement.isAssembly = true;
    if (bracket !== undefined) {
      if (expressionWords.has(piece)) bracket.isTypeOnly = false;
      else if (!qualifiers.has(piece)) bracket.words += 1;
      return;
    }
    if (/^(?:else|do|try)$/.test(piece)) this.statement = newStatement(statement.isShadowed);
    else if (controls.has(piece) || expressionWords.has(piece)) endType(statement);
    else {
      statement.words += 1;
      if (!qualifiers.has(piece)) statement.expectsName = false;
    }
    if (piece === 'case' || piece === 'default') statement.isCase = true;
    if (piece === 'extern') statement.isExtern = true;
    if (ownWords.has(piece)) statement.isOwn = true;
    const block = blocks.get(piece);
    // `enum class`.
    if (block !== undefined) statement.block ??= block;
  }

  private inBracket(bracket: Bracket, piece: string): void {
    if (piece === ',') [bracket.words, bracket.isTypeOnly] = [0, bracket.kind === 'parameters'];
    else if (!isPartOfType(piece)) bracket.isTypeOnly = false;
  }

  private mark(statement: Statement, piece: string): void {
    if (piece === ',') {
      endType(statement);
      statement.expectsName = statement.isDeclaration;
      statement.hasValue = false;
    } else if (piece === '=') {
      endType(statement);
      statement.hasValue = true;
    } else if (piece === ':' && this.endsLabel()) {
      this.statement = newStatement(statement.isShadowed);
    } else if (piece === '::') {
      if (!statement.hasParameters) statement.isQualified = true;
    } else if (!isPartOfType(piece)) endType(statement);
    else if (/^[<>]$/.test(piece)) statement.expectsName = false;
  }

  /** `case 1:`, `again:`, `public:`. */
  private endsLabel(): boolean {
    const { isCase, words, isTypeOnly, hasParameters } = this.statement;
    return isCase || (words === 1 && isTypeOnly && !hasParameters);
  }

  private open(): void {
    const { scope, statement, bracket } = this;
    const kind = this.kindOfBlock();
    if (kind === 'block' && isFileLevel(scope) && this.head !== undefined) {
      this.head.role = 'definition';
    }
    this.head = undefined;
    const isMethod =
      scope.isMethod || (kind === 'block' && (scope.kind === 'record' || statement.isQualified));
    this.scope = {
      ...{ kind, parent: scope, isMethod, statement, bracket },
      meaning: statement.isShadowed ? 'local' : scope.meaning,
      isC: scope.isC || kind === 'linkage',
    };
    this.statement = newStatement();
    this.bracket = undefined;
  }

  private kindOfBlock(): ScopeKind {
    const { scope, bracket, previous } = this;
    const { block, isExtern, hasParameters, hasValue, isLambda, isEmpty } = this.statement;
    if (isLambda) return 'block';
    if (bracket !== undefined) return previous === '(' ? 'block' : 'initializer';
    if (block === 'namespace') return block;
    if (isExtern && previous === '"C"') return 'linkage';
    if (block !== undefined && !hasParameters && !hasValue) return block;
    if (scope.kind === 'initializer') return scope.kind;
    if (isFileLevel(scope) || scope.kind === 'record') {
      return isEmpty || (hasParameters && !hasValue) ? 'block' : 'initializer';
    }
    if (previous === ')') return hasValue ? 'initializer' : 'block';
    return isEmpty || /^(?:[;{}:]|else|do|try)?$/.test(previous) ? 'block' : 'initializer';
  }

  private close(): void {
    const { kind, parent, statement, bracket } = this.scope;
    this.bracket = undefined;
    this.statement = newStatement();
    if (parent === undefined) return;
    this.scope = parent;
    if (kind === 'record' || kind === 'enum') {
      // What is declared with the type follows.
      const goesOn = { words: statement.words + 2, isTypeOnly: true, block: undefined };
      this.statement = { ...statement, ...goesOn };
      this.bracket = bracket;
    } else if (kind === 'initializer' || bracket !== undefined) {
      this.statement = { ...statement, isLambda: false, isShadowed: false };
      this.bracket = bracket;
    }
  }

  private end(): void {
    const { bracket } = this;
    if (bracket?.kind === 'control') {
      // What `for` declares stands before its first semicolon.
      bracket.isTypeOnly = false;
      return;
    }
    this.bracket = undefined;
    this.head = undefined;
    this.statement = newStatement();
  }

  private openBracket(piece: string): void {
    const { statement, bracket, previous } = this;
    const kind = this.kindOfBracket(piece);
    this.bracket = {
      ...{ parent: bracket, kind, words: 0, isTypeOnly: true },
      before: kind === 'attribute' ? this.beforePrevious : previous,
      isBehindType: bracket === undefined && statement.isTypeOnly && statement.words > 0,
    };
    if (bracket !== undefined) bracket.isTypeOnly = false;
    else if (kind !== 'attribute' && !typeOf.test(previous)) endType(statement);
    if (kind === 'parameters' && bracket === undefined) statement.hasParameters = true;
  }

  private kindOfBracket(piece: string): Bracket['kind'] {
    const { scope, statement, bracket, previous } = this;
    if (piece === '[') return 'other';
    if (attributes.test(previous)) return 'attribute';
    if (controls.has(previous)) return 'control';
    if (statement.isLambda && previous === ']') return 'parameters';
    if (bracket !== undefined) return bracket.kind === 'attribute' ? 'attribute' : 'other';
    const isHead = (isFileLevel(scope) || scope.kind === 'record') && !statement.hasValue;
    return isHead && /[\w$)]$/.test(previous) && !typeOf.test(previous) ? 'parameters' : 'other';
  }

  private closeBracket(piece: string): void {
    const { bracket, statement } = this;
    if (bracket === undefined) return;
    this.bracket = bracket.parent;
    // `= [a]`: what it takes with it; `table[a]` is none.
    if (piece === ']' && this.isCpp && !/[\w$)\]"]$/.test(bracket.before))
      statement.isLambda = true;
  }

  private nameAt(start: number): void {
    const { previous, statement, scope, beforePrevious } = this;
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
    const { previous, statement, scope, bracket } = this;
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
    const { scope, statement, bracket } = this;
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
    const { scope, statement } = this;
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
    const { scope, statement, bracket, previous } = this;
    const meaning = statement.isShadowed ? 'local' : scope.meaning;
    if (meaning === 'local') return;
    const isArgument =
      bracket?.kind === 'other' &&
      /[\w$)\]]$/.test(bracket.before) &&
      !expressionWords.has(bracket.before) &&
      /^[(,]$/.test(previous) &&
      /^[),]$/.test(next);
    if (isArgument && /offsetof/i.test(bracket.before)) return;
    const exposed = scope.isMethod ? 'method' : isArgument ? 'argument' : undefined;
    this.add(start, meaning, 'use', exposed);
  }

  /** Words of a string that the assembler reads; `%[name]` is an operand. */
  private inAssembly(piece: string, start: number): void {
    for (const { 0: word, index } of piece.matchAll(/[A-Za-z_.$][\w.$]*/g)) {
      if (word === this.name && piece[index - 1] !== '[') this.add(start + index, 'symbol');
    }
  }
}

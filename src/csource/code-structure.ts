// How C and C++ text is built: the scope, the statement and the bracket that a token stands in. One pass over tokens;
// what a name among them means is for others to say.

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
  qualifiers,
  typeOf,
} from './name-words';

/** What a branch of `#if` begins with. */
interface Before {
  readonly scope: Scope;
  readonly statement: Statement;
  readonly bracket: Bracket | undefined;
  readonly previous: string;
}

export class CodeStructure {
  scope = topScope();
  statement = newStatement();
  bracket: Bracket | undefined;
  previous = '';
  beforePrevious = '';
  private readonly conditions: Before[] = [];

  constructor(private readonly isCpp: boolean) {}

  /** Goes on behind a token. */
  take(piece: string): void {
    const { statement, bracket } = this;
    let last = piece;
    if (/^[A-Za-z_$][\w$]*$/.test(piece)) {
      this.word(piece);
    } else if (/^(?:["']|\w*R")/.test(piece)) {
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

  /** `#if` and its kin: each branch goes on from where the first one began. */
  condition(word: string): void {
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

  /** Of the brace that opens here. */
  kindOfBlock(): ScopeKind {
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
}

// What a C or C++ text is read into to tell what a name means there: scopes, statements and brackets.

/** `file`: as at the top of the file. `symbol`: declared `extern` in a block. `local`: something else of that block. */
export type Meaning = 'file' | 'symbol' | 'local';

export type ScopeKind =
  ('file' | 'linkage' | 'namespace') | ('record' | 'enum') | ('block' | 'initializer');

export interface Scope {
  readonly kind: ScopeKind;
  readonly parent: Scope | undefined;
  /** Of the name from here on. */
  meaning: Meaning;
  /** In a function of a class, where the class's members go first. */
  readonly isMethod: boolean;
  /** In `extern "C" { }`. */
  readonly isC: boolean;
  /** What goes on behind the closing brace. */
  readonly statement: Statement;
  readonly bracket: Bracket | undefined;
}

/** What stood in a statement up to here, outside of its brackets. */
export interface Statement {
  /** Words that may be a type's. */
  words: number;
  /** Nothing yet but what a declaration begins with. */
  isTypeOnly: boolean;
  isDeclaration: boolean;
  /** Behind a comma of a declaration. */
  expectsName: boolean;
  isExtern: boolean;
  /** `static`, `typedef` and the like: its names are no symbols of the linker. */
  isOwn: boolean;
  isC: boolean;
  block: 'record' | 'enum' | 'namespace' | undefined;
  isAssembly: boolean;
  isCase: boolean;
  hasParameters: boolean;
  hasValue: boolean;
  isQualified: boolean;
  isLambda: boolean;
  /** A parameter has the name: it is the block's that follows. */
  isShadowed: boolean;
  isEmpty: boolean;
}

export interface Bracket {
  readonly parent: Bracket | undefined;
  readonly kind: 'parameters' | 'control' | 'attribute' | 'other';
  /** The token before it. */
  readonly before: string;
  /** Whether only a type stood before it. */
  readonly isBehindType: boolean;
  words: number;
  isTypeOnly: boolean;
}

export function newStatement(isShadowed = false): Statement {
  return {
    words: 0,
    isTypeOnly: true,
    isDeclaration: false,
    expectsName: false,
    isExtern: false,
    isOwn: false,
    isC: false,
    block: undefined,
    isAssembly: false,
    isCase: false,
    hasParameters: false,
    hasValue: false,
    isQualified: false,
    isLambda: false,
    isShadowed,
    isEmpty: true,
  };
}

export function topScope(): Scope {
  return {
    ...{ kind: 'file', parent: undefined, meaning: 'file', isMethod: false, isC: false },
    ...{ statement: newStatement(), bracket: undefined },
  };
}

/** Where declarations are of the file's own level. */
export function isFileLevel({ kind }: Scope): boolean {
  return kind === 'file' || kind === 'linkage' || kind === 'namespace';
}

/** A type came to its end, if there was one: by a comma, a value, a bracket. */
export function endType(statement: Statement): void {
  if (statement.isTypeOnly && statement.words >= 2) statement.isDeclaration = true;
  statement.isTypeOnly = false;
  statement.expectsName = false;
}

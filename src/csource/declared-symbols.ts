// C or C++ text → variables that it declares `extern` and whose address alone it uses, as of linker symbols.

import type { FoundSymbol } from './extern-symbols';
import { tokenize } from './tokens';
import type { Token } from './tokens';

interface Declaration {
  readonly token: Token;
  readonly isArray: boolean;
  readonly isWeak: boolean;
}

/** Each name once, in order of their declarations. */
export function declaredSymbols(text: string): readonly FoundSymbol[] {
  if (!/\bextern\b/.test(text)) return [];
  const { tokens } = tokenize(text);
  const declarations = declarationsIn(tokens);
  const declared = new Set([...declarations.values()].map(({ token }) => token));
  const uses = new Map<string, Uses>();
  for (const [index, token] of tokens.entries()) {
    const declaration = token.kind === 'word' ? declarations.get(token.text) : undefined;
    if (declaration === undefined || declared.has(token)) continue;
    const before = tokens[index - 1]?.text ?? '';
    if (before === '.' || before === '->') continue;
    const all = uses.get(token.text) ?? { isAddress: true, isCertain: false };
    uses.set(token.text, all);
    if (isRedeclared(tokens, index)) continue;
    if (!declaration.isArray && before !== '&') all.isAddress = false;
    if (token.isConditional !== true) all.isCertain = true;
  }
  return [...declarations].flatMap(([name, { token, isWeak }]) => {
    const { isAddress, isCertain } = uses.get(name) ?? { isAddress: true, isCertain: false };
    const isNeeded = isCertain && !isWeak && token.isConditional !== true;
    return isAddress ? [{ name, start: token.start, isNeeded }] : [];
  });
}

interface Uses {
  isAddress: boolean;
  /** One is left to no #if. */
  isCertain: boolean;
}

/** Of all `extern` variables, the first of a name. */
function declarationsIn(tokens: readonly Token[]): ReadonlyMap<string, Declaration> {
  const found = new Map<string, Declaration>();
  for (let index = 0; index < tokens.length; index++) {
    if (tokens[index]?.text !== 'extern') continue;
    index = addDeclarations(tokens, index + 1, found);
  }
  return found;
}

/** `extern T a, *b[2], c[];` behind the word; functions, definitions and `extern "C" {` give none. */
function addDeclarations(
  tokens: readonly Token[],
  from: number,
  found: Map<string, Declaration>,
): number {
  const declared: { token: Token; isArray: boolean }[] = [];
  let [isWeak, isFunction] = [false, false];
  let open = 0;
  let at = from;
  for (; at < tokens.length; at++) {
    const token = tokens[at];
    if (token === undefined || /^[{};=]$/.test(token.text)) break;
    if (/weak/i.test(token.text)) isWeak = true;
    const next = tokens[at + 1]?.text ?? '';
    if (token.text === '(') open += 1;
    else if (token.text === ')') open -= 1;
    // The name is the last word before what ends a declarator.
    else if (
      token.kind === 'word' &&
      open === 0 &&
      /^(?:[;,[]|__attribute__|asm|__asm)$/.test(next)
    )
      declared.push({ token, isArray: next === '[' });
    else if (token.kind === 'word' && open === 0 && next === '(') {
      // `extern void (*table[])(void);`, against a function's own name before its parameters.
      const pointer = pointerArray(tokens, at + 1);
      if (pointer !== undefined) declared.push({ token: pointer, isArray: true });
      else if (!/attribute|asm|declspec|aligned/i.test(token.text)) isFunction = true;
    }
  }
  if (tokens[at]?.text !== ';' || (isFunction && declared.length === 0)) return at;
  for (const { token, isArray } of declared) {
    if (!found.has(token.text)) found.set(token.text, { token, isArray, isWeak });
  }
  return at;
}

/** The name in `(*name[])` or `(*const name[])`. */
function pointerArray(tokens: readonly Token[], open: number): Token | undefined {
  if (tokens[open + 1]?.text !== '*') return undefined;
  const isConst = tokens[open + 2]?.text === 'const';
  const name = tokens[open + (isConst ? 3 : 2)];
  const next = tokens[open + (isConst ? 4 : 3)]?.text;
  return name?.kind === 'word' && next === '[' ? name : undefined;
}

/** Another `extern` of the same name: its type stands before it. */
function isRedeclared(tokens: readonly Token[], index: number): boolean {
  for (let at = index - 1; at >= 0 && at > index - 12; at--) {
    const text = tokens[at]?.text ?? '';
    if (text === 'extern') return true;
    if (/^[;{}()=&]$/.test(text)) return false;
  }
  return false;
}

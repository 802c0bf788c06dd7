// Colours by meaning: which words are regions, sections, symbols, segments, functions and keywords. Comments and what
// nothing is known of are left to the editor's grammar.

import type { SemanticTokens } from 'vscode-languageserver';
import type { Span } from '../../base/text';
import { tokenize } from '../../linker/lexer';
import type { NameKind, NameUse } from '../../linker/names';
import { isTooLong } from '../../linker/program';
import type { Token } from '../../linker/token';
import { builtins } from '../builtins';
import type { Feature } from '../feature';
import { namesOf } from '../names-index';
import { SemanticTokensBuilder } from '../protocol-values';
import type { ScriptView } from '../script-view';

const types = [
  ...['namespace', 'variable', 'function', 'keyword', 'number', 'string', 'operator', 'property'],
  'parameter',
] as const;
type Type = (typeof types)[number];

const modifiers = ['declaration', 'defaultLibrary'] as const;
const declared = 1;
const own = 2;

export const semanticTokens: Feature = {
  capabilities: {
    semanticTokensProvider: {
      legend: { tokenTypes: [...types], tokenModifiers: [...modifiers] },
      full: true,
      range: true,
    },
  },
  listen(connection, views) {
    const none: SemanticTokens = { data: [] };
    connection.languages.semanticTokens.on(({ textDocument }) => {
      const view = views.of(textDocument.uri);
      return view === undefined ? none : tokensOf(view);
    });
    connection.languages.semanticTokens.onRange(({ textDocument, range }) => {
      const view = views.of(textDocument.uri);
      if (view === undefined) return none;
      const { document } = view;
      const [start, end] = [document.offsetAt(range.start), document.offsetAt(range.end)];
      return tokensOf(view, { start, end });
    });
  },
};

/** As the protocol codes them: five numbers each, lines and columns relative to the one before. */
export function tokensOf(view: ScriptView, within?: Span): SemanticTokens {
  const { document } = view;
  if (isTooLong(document.getText())) return { data: [] };
  const builder = new SemanticTokensBuilder();
  for (const { start, end, type, modifier } of colouredIn(view)) {
    if (within !== undefined && (end <= within.start || start >= within.end)) continue;
    const from = document.positionAt(start);
    const to = document.positionAt(end);
    // Clients do not have to understand tokens of several lines.
    if (from.line !== to.line) continue;
    const length = end - start;
    builder.push(from.line, from.character, length, types.indexOf(type), modifier);
  }
  return builder.build();
}

interface Coloured extends Span {
  readonly type: Type;
  readonly modifier: number;
}

const functions = new Set(
  builtins.filter(({ places }) => places.includes('expression')).map(({ name }) => name),
);
const keywords = new Set(builtins.map(({ name }) => name));

const nameTypes: Readonly<Record<NameKind, Type>> = {
  ...{ region: 'namespace', section: 'property', segment: 'parameter', symbol: 'variable' },
};

/** What the tree says of a word goes before what it looks like. */
function* colouredIn({ document, tree }: ScriptView): Iterable<Coloured> {
  const text = document.getText();
  const names = namesOf(tree);
  let next = 0;
  let last = 0;
  for (const token of tokenize(text)) {
    for (let name = names[next]; name !== undefined && name.start < token.end; name = names[next]) {
      next += 1;
      if (name.start < last) continue;
      yield ofName(name);
      last = name.end;
    }
    const type = token.start < last ? undefined : typeOf(token, text);
    if (type === undefined) continue;
    const { start, end } = token;
    yield { start, end, type, modifier: token.kind === 'name' ? own : 0 };
    last = end;
  }
}

function ofName({ kind, role, name, start, end }: NameUse): Coloured {
  if (name === '/DISCARD/') return { start, end, type: 'keyword', modifier: own };
  return { start, end, type: nameTypes[kind], modifier: role === 'declaration' ? declared : 0 };
}

function typeOf({ kind, start, end }: Token, text: string): Type | undefined {
  switch (kind) {
    case 'number':
      return 'number';
    case 'string':
      return 'string';
    case 'symbol':
      return /^[(){};,]/.test(text[start] ?? '') ? undefined : 'operator';
    case 'name': {
      if (end - start > 40) return undefined;
      const word = text.slice(start, end);
      if (functions.has(word) && text[end] === '(') return 'function';
      return keywords.has(word) ? 'keyword' : undefined;
    }
    case 'comment':
    case 'unknown':
      return undefined;
  }
}

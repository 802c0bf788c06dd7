// What is seen of a script as a whole: outline, folds, selections, colours, formatting as edits.

import assert from 'node:assert/strict';
import type { DocumentSymbol, Range, SelectionRange } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { outlineOf } from '../../../src/lsp/features/document-symbols';
import { foldsOf } from '../../../src/lsp/features/folding';
import { formatted } from '../../../src/lsp/features/formatting';
import { selectionAt } from '../../../src/lsp/features/selection-range';
import { semanticTokens, tokensOf } from '../../../src/lsp/features/semantic-tokens';
import { viewOf } from '../../../src/lsp/open-documents';
import type { ScriptView } from '../../../src/lsp/script-view';
import { mutateText, random } from '../../support/fuzz';
import { parts } from '../linker/texts';

const view = (text: string): ScriptView =>
  viewOf(TextDocument.create('file:///a.ld', 'linkerscript', 1, text));

describe('document symbols', () => {
  /** `name (detail)` with children below. */
  const lines = (symbols: readonly DocumentSymbol[], depth = 0): readonly string[] =>
    symbols.flatMap(({ name, detail, children = [] }) => [
      `${'  '.repeat(depth)}${name}${detail === '' ? '' : ` | ${detail ?? ''}`}`,
      ...lines(children, depth + 1),
    ]);

  it('nests regions, segments, sections and symbols', () => {
    const text = `MEMORY { RAM (rw) : ORIGIN = 0x20000000, LENGTH = 64K }
REGION_ALIAS(DATA, RAM)
PHDRS { text PT_LOAD; }
top = ORIGIN(RAM)  + 4;
SECTIONS
{
  . = 4;
  .data (NOLOAD) : { _sdata = .; *(.data) PROVIDE(_edata = .); } >RAM AT> FLASH
  OVERLAY : { .o { } } >RAM
}
`;
    assert.deepEqual(lines(outlineOf(view(text))), [
      'MEMORY',
      '  RAM | 0x20000000, 64K',
      'DATA | = RAM',
      'PHDRS',
      '  text',
      'top | ORIGIN(RAM) + 4',
      'SECTIONS',
      '  .data | (NOLOAD) >RAM AT> FLASH',
      '    _sdata | .',
      '    _edata | .',
      '  OVERLAY | >RAM',
      '    .o',
    ]);
  });

  it('has names within their places for damaged scripts too, as clients demand', () => {
    const rng = random(3);
    const check = (symbols: readonly DocumentSymbol[]): void => {
      for (const { name, range, selectionRange, children = [] } of symbols) {
        assert.notEqual(name, '');
        assert.ok(isWithin(selectionRange, range), name);
        check(children);
      }
    };
    for (let at = 0; at < 500; at += 1) check(outlineOf(view(mutateText(rng.pick(parts), rng))));
  });
});

describe('folding', () => {
  const folds = (text: string): readonly string[] =>
    foldsOf(view(text)).map(({ startLine, endLine, kind }) =>
      `${startLine}-${endLine} ${kind ?? ''}`.trim(),
    );

  it('folds blocks, and leaves the line of the closing brace', () => {
    assert.deepEqual(folds('SECTIONS\n{\n  .a : {\n    *(.a)\n  }\n}\n'), ['2-3', '1-4']);
  });

  it('folds comments of several lines', () => {
    assert.deepEqual(folds('/* a\n{\n*/\n/* b */\n'), ['0-2 comment']);
  });

  it('folds what #if, #else and #endif part', () => {
    assert.deepEqual(folds('#if A\na = 1;\n# else\nb = 1;\nc = 1;\n#endif\n'), [
      '0-1 region',
      '2-4 region',
    ]);
  });

  it('folds nothing that is not closed', () => {
    assert.deepEqual(folds('SECTIONS {\n .a : {\n'), []);
    assert.deepEqual(folds('}\n}\n#endif\n#else\n'), []);
  });
});

describe('selection range', () => {
  it('grows from the word over statement, body, section and block to the script', () => {
    const text = 'SECTIONS { .a : { x = y; } }\n';
    const document = TextDocument.create('file:///a.ld', 'linkerscript', 1, text);
    const grown: string[] = [];
    let next: SelectionRange | undefined = selectionAt(
      viewOf(document),
      document.positionAt(text.indexOf('y')),
    );
    for (; next !== undefined; next = next.parent) grown.push(document.getText(next.range).trim());
    assert.deepEqual(grown, [
      ...['y', 'x = y;', 'x = y;', '.a : { x = y; }', '.a : { x = y; }', text.trim(), text.trim()],
    ]);
  });
});

describe('semantic tokens', () => {
  const provider = semanticTokens.capabilities.semanticTokensProvider;
  const legend = provider?.legend.tokenTypes ?? [];

  /** `namespace! RAM`: a declaration has an exclamation mark, a word of the language a plus sign. */
  const tokens = (text: string, within?: { start: number; end: number }): readonly string[] => {
    const { data } = tokensOf(view(text), within);
    const found: string[] = [];
    let [line, column] = [0, 0];
    for (let at = 0; at < data.length; at += 5) {
      const [lines = 0, columns = 0, length = 0, type = 0, modifier = 0] = data.slice(at, at + 5);
      column = lines > 0 ? columns : column + columns;
      line += lines;
      const word = (text.split('\n')[line] ?? '').slice(column, column + length);
      found.push(`${legend[type] ?? '?'}${['', '!', '+'][modifier] ?? '?'} ${word}`);
    }
    return found;
  };

  it('tells names by what they are', () => {
    const text =
      'MEMORY { RAM : ORIGIN = 0, LENGTH = size }\nSECTIONS { .a : { s = ALIGN(4); } >RAM :text }';
    assert.deepEqual(tokens(text), [
      ...['keyword+ MEMORY', 'namespace! RAM', 'operator :', 'keyword+ ORIGIN', 'operator ='],
      ...['number 0', 'keyword+ LENGTH', 'operator =', 'variable size', 'keyword+ SECTIONS'],
      ...['property! .a', 'operator :', 'variable! s', 'operator =', 'function+ ALIGN', 'number 4'],
      ...['operator >', 'namespace RAM', 'parameter text'],
    ]);
  });

  it('colours strings of one line, and no comments', () => {
    assert.deepEqual(tokens('/* a */ INCLUDE "b" "c\nd"'), ['keyword+ INCLUDE', 'string "b"']);
  });

  it('gives those of a range', () => {
    assert.deepEqual(tokens('a = 1;\nb = 2;\nc = 3;', { start: 7, end: 13 }), [
      ...['variable! b', 'operator =', 'number 2'],
    ]);
  });

  it('is in order and apart for damaged scripts', () => {
    const rng = random(5);
    for (let at = 0; at < 500; at += 1) {
      const { data } = tokensOf(view(mutateText(rng.pick(parts), rng)));
      let last = 0;
      for (let each = 0; each < data.length; each += 5) {
        const [lines = 0, columns = 0, length = 0] = data.slice(each, each + 3);
        assert.ok(lines > 0 || columns >= last, 'behind the one before');
        assert.ok(length > 0);
        last = length;
      }
    }
  });
});

describe('a text that is too long for a script', () => {
  it('has neither colours nor folds, and is not formatted', () => {
    const long = view('SECTIONS\n{\na = 1;\n}\n'.repeat(101_000));
    assert.deepEqual(tokensOf(long), { data: [] });
    assert.deepEqual(foldsOf(long), []);
    assert.deepEqual(formatted(long, { tabSize: 2, insertSpaces: true }), []);
  });
});

describe('formatting', () => {
  const text = 'SECTIONS\n{\n.a : { }\n.b : { }\n}\n';
  const options = { tabSize: 2, insertSpaces: true };

  it('gives edits of white space alone', () => {
    const document = TextDocument.create('file:///a.ld', 'linkerscript', 1, text);
    const result = TextDocument.applyEdits(document, formatted(viewOf(document), options));
    assert.equal(result, 'SECTIONS\n{\n  .a : { }\n  .b : { }\n}\n');
  });

  it('changes only lines of the range', () => {
    const range = { start: { line: 2, character: 0 }, end: { line: 3, character: 0 } };
    const edits = formatted(view(text), options, range);
    assert.deepEqual(
      edits.map((edit) => edit.range.end.line),
      [2],
    );
  });
});

function isWithin(inner: Range, outer: Range): boolean {
  const before = (a: Range['start'], b: Range['start']): boolean =>
    a.line < b.line || (a.line === b.line && a.character <= b.character);
  return before(outer.start, inner.start) && before(inner.end, outer.end);
}

// Formatting: white space alone changes, the second time nothing does, and no script gets another meaning.

import assert from 'node:assert/strict';
import { applyEdits, formatScript } from '../../../../src/linker/format/format-script';
import { tokenize } from '../../../../src/linker/lexer';
import { parseScript } from '../../../../src/linker/parser';
import { isSameTree } from '../../../../src/linker/format/same-tree';
import type { Context } from '../../../../src/linker/syntax';
import { mutateText, random } from '../../../support/fuzz';
import type { Random } from '../../../support/fuzz';
import { everything, parts } from '../texts';

function format(text: string, context: Context = 'top', tabSize = 2, insertSpaces = true): string {
  const edits = formatScript(text, parseScript(text, context), { tabSize, insertSpaces });
  return applyEdits(text, edits);
}

const cases: readonly (readonly [title: string, text: string, formatted: string])[] = [
  [
    'indents by braces, and puts blanks before and behind them',
    'SECTIONS{\n.text :{\n*(.text)\n}>FLASH\n}\n',
    'SECTIONS {\n  .text : {\n    *(.text)\n  } >FLASH\n}\n',
  ],
  [
    'puts one blank around operators and behind commas in expressions',
    'a = ORIGIN(RAM)+LENGTH(RAM)  -0x10;\nb = MAX(1,2)<<3 ;\nc = a?b:4*(1+2);\n',
    'a = ORIGIN(RAM) + LENGTH(RAM) - 0x10;\nb = MAX(1, 2) << 3;\nc = a ? b : 4 * (1 + 2);\n',
  ],
  ['leaves signs where they are', 'a = -1 + ~ 2;\n_end/4 = 1;\n', 'a = -1 + ~ 2;\n_end/4 = 1;\n'],
  [
    'aligns the columns of MEMORY',
    'MEMORY\n{\nFLASH (rx)      : ORIGIN = 0x8000000, LENGTH = 1M\nRAM(xrw):ORIGIN =0x20000000,LENGTH =128K\nX : o = 0, l = 1K\n}\n',
    'MEMORY\n{\n  FLASH (rx)  : ORIGIN = 0x8000000,  LENGTH = 1M\n  RAM   (xrw) : ORIGIN = 0x20000000, LENGTH = 128K\n  X           : o = 0,               l = 1K\n}\n',
  ],
  [
    'leaves the columns of a region alone that has comments within or spreads over lines',
    'MEMORY\n{\n  A (r) /* c */ : ORIGIN = 0,   LENGTH = 1\n  LONGER : ORIGIN = 0,\n  LENGTH = 1\n}\n',
    'MEMORY\n{\n  A (r) /* c */ : ORIGIN = 0, LENGTH = 1\n  LONGER : ORIGIN = 0,\n    LENGTH = 1\n}\n',
  ],
  [
    'indents what goes on by one step more',
    'SECTIONS\n{\n.a :\nALIGN(4)\n{\nKEEP(*(.a\n.b))\nx = 1 +\n2;\n}\n>RAM\n}\n',
    'SECTIONS\n{\n  .a :\n    ALIGN(4)\n  {\n    KEEP(*(.a\n      .b))\n    x = 1 +\n      2;\n  }\n    >RAM\n}\n',
  ],
  [
    'keeps one empty line of several, and none at the end',
    '\n\na = 1;\n \n\t\n\nb = 2;  \n\n\n',
    '\n\na = 1;\n\nb = 2;\n',
  ],
  [
    'keeps comments exactly, and what is before them on their line',
    'a = 1;   /*  one\n      two  */\n   /* left\nalone */\n     /* moved   */\nb = "x  y";\n',
    'a = 1;   /*  one\n      two  */\n   /* left\nalone */\n/* moved   */\nb = "x  y";\n',
  ],
  [
    'keeps lines of the preprocessor and what they join',
    '#define  X  1 \\\n     + 2\n  #if  A\n  a = X ;  // as  is\n#endif\n',
    '#define  X  1 \\\n     + 2\n  #if  A\na = X;  // as  is\n#endif\n',
  ],
  [
    'keeps what VERSION holds',
    'VERSION\n{\n{ global:\n a*; };\n}\n',
    'VERSION\n{\n{ global:\n a*; };\n}\n',
  ],
  [
    'keeps the line ends of the file',
    'a = 1;\r\n\r\n\r\n\r\n  b = 2;\r\n',
    'a = 1;\r\n\r\nb = 2;\r\n',
  ],
  [
    'keeps words of a script as they are, in which operators are letters',
    'SECTIONS { .a-b : { *lib-c.a:x+y.o(.a-b  .c=d) } }\n',
    'SECTIONS { .a-b : { *lib-c.a:x+y.o(.a-b .c=d) } }\n',
  ],
  ['leaves a script with an error alone', 'MEMORY {\n  a=1\n', 'MEMORY {\n  a=1\n'],
  [
    'leaves a script alone whose braces depend on an #if',
    '#if A\nSECTIONS {\n#else\nSECTIONS   {\n#endif\n}\n',
    '#if A\nSECTIONS {\n#else\nSECTIONS   {\n#endif\n}\n',
  ],
];

/** Comments and strings, and everything else without white space. */
function content(text: string): readonly string[] {
  const tokens = tokenize(text);
  const texts = tokens.map(({ start, end }) => text.slice(start, end));
  const kept = texts.filter((_, at) => /^(?:comment|string)$/.test(tokens[at]?.kind ?? ''));
  return [...kept, texts.join('')];
}

function checkFormatted(text: string, context: Context = 'top'): string {
  const once = format(text, context);
  assert.deepEqual(content(once), content(text));
  assert.ok(isSameTree(parseScript(once, context), parseScript(text, context)));
  assert.equal(format(once, context), once);
  return once;
}

describe('formatScript', () => {
  for (const [title, text, formatted] of cases) {
    it(title, () => {
      assert.equal(format(text), formatted);
      assert.equal(format(formatted), formatted);
    });
  }

  it('takes the steps that the editor wants', () => {
    const text = 'SECTIONS\n{\n.a : { }\n}\n';
    assert.equal(format(text, 'top', 4), 'SECTIONS\n{\n    .a : { }\n}\n');
    assert.equal(format(text, 'top', 8, false), 'SECTIONS\n{\n\t.a : { }\n}\n');
  });

  it('formats a file that INCLUDE reads within a block', () => {
    assert.equal(
      format('  A(r):ORIGIN = 0,LENGTH = 1K\n', 'memory'),
      'A (r) : ORIGIN = 0, LENGTH = 1K\n',
    );
    assert.equal(format('*(.a)\n   *(.b)\n', 'body'), '*(.a)\n*(.b)\n');
  });

  it('changes white space alone, and nothing the second time, whatever the white space was', () => {
    const rng = random(20260101);
    let changed = 0;
    for (let at = 0; at < 200; at += 1) {
      const text = respaced(everything, rng);
      if (checkFormatted(text) !== text) changed += 1;
    }
    assert.ok(changed > 60, `only ${changed} scripts were formatted`);
  });

  it('does the same for damaged scripts', () => {
    const rng = random(6);
    for (let at = 0; at < 2000; at += 1) checkFormatted(mutateText(rng.pick(parts), rng));
  });

  it('answers texts without end and without sense', () => {
    const many = 20_000;
    for (const text of [
      'SECTIONS {'.repeat(many),
      `#if 1\n${'{\n'.repeat(many)}`,
      `a = ${'('.repeat(many)}1${')'.repeat(many)};`,
      `a = 1${'+1'.repeat(many)};`,
      `#define a\n${'#/*\n'.repeat(many)}`,
      `#define ${'/**/'.repeat(many)}`,
      `MEMORY { ${'A:ORIGIN = 0,LENGTH = 1 '.repeat(many)} }`,
      `MEMORY {\n${'A : ORIGIN = 0, LENGTH = 1\n'.repeat(many)}}`,
      ' '.repeat(many),
      '\n'.repeat(many),
    ]) {
      const once = format(text);
      assert.equal(format(once), once);
    }
  });
});

/** With other white space where there was some, or none. */
function respaced(text: string, rng: Random): string {
  return text.replace(/(\/\*[^]*?\*\/|"[^"]*")|\s+/g, (found, kept: string | undefined) => {
    if (kept !== undefined || rng.below(3) > 0) return found;
    if (rng.below(30) === 0) return '';
    return rng.pick([' ', '   ', '\t', '\n', '\n\n\n\n', '\r\n  ', '  \n\t \n']);
  });
}

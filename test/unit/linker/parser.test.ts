// The tree of a linker script: every construct where it belongs, operators as ld binds them.

import assert from 'node:assert/strict';
import { parseScript } from '../../../src/linker/parser';
import type { Expression } from '../../../src/linker/syntax';
import { everything } from './texts';

/** An expression with all its brackets. */
function shown(expression: Expression): string {
  switch (expression.kind) {
    case 'number':
      return String(expression.value);
    case 'name':
      return expression.name;
    case 'unary':
      return `(${expression.operator}${shown(expression.operand)})`;
    case 'binary':
      return `(${shown(expression.left)} ${expression.operator} ${shown(expression.right)})`;
    case 'conditional':
      return `(${shown(expression.condition)} ? ${shown(expression.yes)} : ${shown(expression.no)})`;
    case 'call':
      return `${expression.callee.text}(${expression.args.map(shown).join(', ')})`;
    case 'assert':
      return `ASSERT(${shown(expression.condition)})`;
    case 'missing':
      return 'missing';
  }
}

const expressions: Readonly<Record<string, string>> = {
  '1 + 2 * 3 - 4': '((1 + (2 * 3)) - 4)',
  'a || b && c | d & e == f < g << h + i': '(a || (b && (c | (d & (e == (f < (g << (h + i))))))))',
  'a ? b : c ? d : e': '(a ? b : (c ? d : e))',
  '-a + ~!b': '((-a) + (~(!b)))',
  '_end-4': '(_end - 4)',
  '(. + 3) & ~(4 - 1)': '((. + 3) & (~(4 - 1)))',
  'MAX(ALIGN(4), ORIGIN(RAM)) % 0x10K': '(MAX(ALIGN(4), ORIGIN(RAM)) % 16384)',
  'DEFINED(x) ? "odd name" : 10h + $Ff + 011': '(DEFINED(x) ? odd name : ((16 + 255) + 9))',
  'ASSERT(a, "no")': 'ASSERT(a)',
  '0x - 08 - 0xffffffffffff - 12345678901234567':
    '(((0 - 0) - 281474976710655) - 12345678901234567)',
  '0x1fffffffffffff1 | 0x10000000000000000': '(144115188075855857 | 18446744073709551615)',
};

describe('linker parser', () => {
  for (const [text, expected] of Object.entries(expressions)) {
    it(`binds ${text} as ld does`, () => {
      const [item] = parseScript(`v = ${text};`).items;
      assert.ok(item?.kind === 'assignment');
      assert.equal(shown(item.value), expected);
      assert.equal(`v = ${text};`.slice(item.value.start, item.value.end), text);
    });
  }

  it('finds every construct of a script that has nearly everything', () => {
    const { items, problems } = parseScript(everything);
    // ASCIZ came to ld with 2.41, later than the one the rest was tried with.
    assert.deepEqual(problems, []);
    assert.deepEqual(
      items.map(({ kind }) => kind).join(' '),
      'command command command command command command command command command version ' +
        'assignment assignment memory alias phdrs sections insert assertion',
    );
  });

  it('tells what output sections are made of', () => {
    const text =
      'SECTIONS { .a 4 + 4 (READONLY (TYPE = 1)) : AT(8) ALIGN(4) SUBALIGN(2) ONLY_IF_RW ' +
      '{ a = .; LONG(1) lib.a:m.o(SORT(EXCLUDE_FILE(*x.o y.o) .b*)) KEEP(*(.c)) INCLUDE f.ld } ' +
      '>R :p :q =0x90 OVERLAY 1 : NOCROSSREFS { .o1 { *(.o1) } .o2 { *(.o2) } :s } >R AT>L }';
    const { items, problems } = parseScript(text);
    assert.deepEqual(problems, []);
    const [block] = items;
    assert.ok(block?.kind === 'sections');
    const [section, overlay] = block.items;
    assert.ok(section?.kind === 'output' && overlay?.kind === 'overlay');
    const { address, loadAddress, align, subalign, fill, type } = section;
    assert.deepEqual(
      [address, loadAddress, align, subalign, fill, type?.elfType].map(
        (each) => each && shown(each),
      ),
      ['(4 + 4)', '8', '4', '2', '144', '1'],
    );
    assert.deepEqual(
      section.body.map(({ kind }) => kind),
      [...['assignment', 'data', 'input', 'input', 'include']],
    );
    const input = section.body[2];
    assert.ok(input?.kind === 'input');
    assert.equal(input.file?.pattern.text, 'lib.a:m.o');
    assert.deepEqual(
      input.sections.map(({ pattern, sorts, excluded }) => [
        ...[pattern.text, ...sorts.map(({ text: name }) => name)],
        ...excluded.map(({ text: name }) => name),
      ]),
      [['.b*', 'SORT', '*x.o', 'y.o']],
    );
    const { region, segments, constraint } = section;
    assert.deepEqual(
      [region?.text, constraint?.text, ...segments.map(({ text: name }) => name)],
      ['R', 'ONLY_IF_RW', 'p', 'q'],
    );
    assert.deepEqual(
      overlay.sections.map(({ name }) => name.text).concat(overlay.loadRegion?.text ?? ''),
      ['.o1', '.o2', 'L'],
    );
  });

  it('reads a part of a script where INCLUDE stands', () => {
    assert.equal(parseScript('A : ORIGIN = 1, LENGTH = 2', 'memory').items[0]?.kind, 'region');
    assert.equal(parseScript('.a : { *(.a) }', 'sections').items[0]?.kind, 'output');
    assert.equal(parseScript('*(.a)', 'body').items[0]?.kind, 'input');
  });
});

import assert from 'node:assert/strict';
import type { CompletionItem } from 'vscode-languageserver';
import { completionsAt, resolveCompletion } from '../../../src/lsp/features/completion';
import { buildWith, scriptAtCursor } from '../../support/script-at-cursor';

type Known = Parameters<typeof scriptAtCursor>[1];

const memory = `MEMORY
{
  FLASH (rx) : ORIGIN = 0x08000000, LENGTH = 1024K
  RAM (xrw) : ORIGIN = 0x20000000, LENGTH = 128K
}
`;
const sections = `SECTIONS
{
  .text : { *(.text*) } >FLASH
  .data : { _sdata = .; *(.data*) } >RAM AT> FLASH
  _estack = ORIGIN(RAM) + LENGTH(RAM);
}
`;

function items(marked: string, known: Known = {}, hasSnippets = true): readonly CompletionItem[] {
  const { view, position } = scriptAtCursor(marked, known);
  return completionsAt(view, position, { hasSnippets, scripts: () => [view.uri] });
}

/** As the client sorts them. */
function labels(marked: string, known?: Known): readonly string[] {
  return [...items(marked, known)]
    .sort((a, b) => ((a.sortText ?? '') < (b.sortText ?? '') ? -1 : 1))
    .map(({ label }) => label);
}

/** The text after one item was taken, without snippets. */
function taken(marked: string, label: string, known: Known = {}): string {
  const item = items(marked, known, false).find((each) => each.label === label);
  assert.ok(item?.textEdit !== undefined && 'range' in item.textEdit, `${label} is offered`);
  const { range, newText } = item.textEdit;
  const { view, text } = scriptAtCursor(marked);
  const { document } = view;
  return (
    text.slice(0, document.offsetAt(range.start)) +
    newText +
    text.slice(document.offsetAt(range.end))
  );
}

describe('completion', () => {
  const offered: readonly (readonly [
    where: string,
    marked: string,
    has: string[],
    not: string[],
  ])[] = [
    ['at the top', 'M‸', ['MEMORY', 'SECTIONS', 'ENTRY'], ['KEEP', 'NOLOAD', 'LENGTH']],
    ['behind >', `${memory}SECTIONS { .a : { } >‸`, ['FLASH', 'RAM'], ['MEMORY', 'ALIGN']],
    ['behind AT>', `${memory}SECTIONS { .a : { } >RAM AT> F‸`, ['FLASH', 'RAM'], ['ALIGN']],
    ['in ORIGIN(', `${memory}x = ORIGIN(‸`, ['FLASH', 'RAM'], ['ALIGN', 'x']],
    ['in SIZEOF(', `${memory}${sections}x = SIZEOF(‸`, ['.text', '.data'], ['FLASH', 'ALIGN']],
    [
      'in an expression',
      `${memory}${sections}x = ‸`,
      ['_estack', '_sdata', 'ALIGN'],
      ['FLASH', 'KEEP'],
    ],
    [
      'in a line of SECTIONS',
      `${memory}SECTIONS { ‸`,
      ['.data', '.bss', 'PROVIDE', '/DISCARD/'],
      ['KEEP', 'FLASH'],
    ],
    ['in a head', 'SECTIONS { .a ‸ :', ['(NOLOAD)'], ['KEEP', 'MEMORY']],
    ['in brackets of a head', 'SECTIONS { .a (‸', ['NOLOAD', 'READONLY'], ['ALIGN']],
    ['behind the colon', 'SECTIONS { .a : ‸', ['ALIGN', 'SUBALIGN', 'AT'], ['NOLOAD', 'KEEP']],
    ['in a section', 'SECTIONS { .a : { ‸', ['KEEP', 'LONG', '*(COMMON)'], ['MEMORY', 'NOLOAD']],
    [
      'in an input description',
      'SECTIONS { .a : { *(‸',
      ['.text', '.init_array*', 'COMMON', 'SORT'],
      ['KEEP'],
    ],
    ['behind a section', `${memory}SECTIONS { .a : { } ‸`, ['>RAM', 'AT> FLASH'], ['KEEP']],
    ['in a region', 'MEMORY { A (rx) : ‸', ['ORIGIN', 'LENGTH'], ['ALIGN']],
    ['behind ORIGIN = …,', 'MEMORY { A (rx) : ORIGIN = 0, ‸', ['LENGTH'], ['ORIGIN']],
    ['in attributes', 'MEMORY { A (‸', ['rx', 'xrw'], ['ORIGIN']],
    ['in ENTRY(', 'ENTRY(‸', ['Reset_Handler'], ['MEMORY']],
    ['in CONSTANT(', 'x = CONSTANT(‸', ['MAXPAGESIZE'], ['ALIGN']],
    ['of an alias', `${memory}REGION_ALIAS(CODE, ‸`, ['FLASH'], ['MEMORY']],
    ['behind INSERT AFTER', `${sections}INSERT AFTER ‸`, ['.text'], ['MEMORY']],
    ['of segments', 'PHDRS { code PT_LOAD; } SECTIONS { .a : { } :‸', ['code', 'NONE'], ['KEEP']],
  ];
  for (const [where, marked, has, not] of offered) {
    it(`offers what may stand ${where}, and only that`, () => {
      const found = labels(marked);
      assert.deepEqual(
        [
          has.filter((label) => !found.includes(label)),
          not.filter((label) => found.includes(label)),
        ],
        [[], []],
      );
    });
  }

  it('offers nothing in comments, numbers and the messages of ASSERT', () => {
    assert.deepEqual(labels('/* ‸ */'), []);
    assert.deepEqual(labels('x = 0x2‸'), []);
    assert.deepEqual(labels('ASSERT(1, "‸")'), []);
  });

  it('offers section names of the last build, the largest objects first of all', () => {
    const input = { type: 'progbits', object: 'main.o', output: '.ccm' } as const;
    const build = buildWith([], { inputs: [{ ...input, name: '.ccmdata', sizeBytes: 2048 }] });
    const item = items('SECTIONS { .a : { *(‸', { build }).find(
      ({ label }) => label === '.ccmdata',
    );
    assert.equal(item?.detail, '2 KiB in the last build');
  });

  it('offers symbols that sources need and the script does not give', () => {
    const location = { file: 'startup.s', line: 12 };
    const needed = ['_sidata', '_sdata'].map((name) => ({ name, location, isStartup: true }));
    assert.deepEqual(labels('_sdata = 1; PROVIDE(‸', { needed }), ['_sidata']);
  });

  it("offers the part's memories, those without a region first", () => {
    const found = labels(`${memory.replace('}\n', '  ‸\n}\n')}`, { part: 'STM32F405RG' });
    assert.ok(found.indexOf('CCMRAM') >= 0 && found.indexOf('CCMRAM') < found.indexOf('SRAM1'));
    assert.ok(!found.includes('OTP'));
  });

  it('writes a memory as a whole region', () => {
    assert.equal(
      taken('MEMORY\n{\n  CC‸\n}\n', 'CCMRAM', { part: 'STM32F405RG' }),
      'MEMORY\n{\n  CCMRAM (rw) : ORIGIN = 0x10000000, LENGTH = 64K\n}\n',
    );
    assert.equal(
      taken('MEMORY { MINE (rw) : ‸ }', 'ORIGIN = 0x10000000, LENGTH = 64K', {
        part: 'STM32F405RG',
      }),
      'MEMORY { MINE (rw) : ORIGIN = 0x10000000, LENGTH = 64K }',
    );
  });

  it('offers RAMs without a hole between them as one region', () => {
    assert.equal(
      taken('MEMORY { ‸ }', 'RAM', { part: 'STM32F405RG' }),
      'MEMORY { RAM (xrw) : ORIGIN = 0x20000000, LENGTH = 128K }',
    );
  });

  it('replaces what is typed of a word, its dot and star too', () => {
    assert.equal(
      taken('SECTIONS { .a : { *(.te‸) } }', '.text*'),
      'SECTIONS { .a : { *(.text*) } }',
    );
    assert.equal(taken('SECTIONS { .a : { *‸ } }', '*(COMMON)'), 'SECTIONS { .a : { *(COMMON) } }');
    assert.equal(taken('SECTIONS { /DIS‸', '/DISCARD/'), 'SECTIONS { /DISCARD/ :\n{\n  \n}');
    assert.equal(
      taken(`${memory}SECTIONS { .a : { } >R‸`, 'RAM'),
      `${memory}SECTIONS { .a : { } >RAM`,
    );
  });

  it('uses places to fill in only for clients that know them', () => {
    const marked = `${memory}SECTIONS { ‸`;
    const withStops = items(marked).find(({ label }) => label === '.bss');
    assert.equal(withStops?.insertTextFormat, 2);
    assert.match(withStops?.textEdit?.newText ?? '', /\} >\$\{1:RAM\}$/);
    assert.match(taken(marked, '.bss'), /\} >RAM$/);
    assert.ok(
      items(marked, {}, false).every(({ textEdit }) => !/\$\{?\d/.test(textEdit?.newText ?? '')),
    );
  });

  it('looks up what a word does only when asked', () => {
    const item = items('KE‸')
      .concat(items('SECTIONS { .a : { KE‸'))
      .find(({ label }) => label === 'KEEP');
    assert.ok(item !== undefined && item.documentation === undefined);
    const { documentation } = resolveCompletion(item);
    assert.ok(typeof documentation === 'object');
    assert.match(documentation.value, /--gc-sections/);
  });

  it('names the other scripts for INCLUDE as seen from this one', () => {
    const { view, position } = scriptAtCursor('INCLUDE ‸');
    const scripts = [
      'file:///fw/app.ld',
      'file:///fw/parts/memory%20map.ld',
      'file:///lib/common.ld',
    ];
    const found = completionsAt(view, position, {
      hasSnippets: true,
      scripts: () => scripts,
    });
    assert.deepEqual(
      found.map(({ label }) => label),
      ['parts/memory map.ld', 'common.ld'],
    );
  });
});

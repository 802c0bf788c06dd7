import assert from 'node:assert/strict';
import { codeLenses } from '../../../src/lsp/features/code-lens';
import { completionsAt } from '../../../src/lsp/features/completion';
import { hoverAt } from '../../../src/lsp/features/hover';
import { inlayHintsIn } from '../../../src/lsp/features/inlay-hints';
import { signaturesAt } from '../../../src/lsp/features/signature-help';
import { mutateText, random } from '../../support/fuzz';
import { buildWith, builtAtMs, scriptAtCursor } from '../../support/script-at-cursor';

const script = `/* For a board */
ENTRY(Reset_Handler)
_Min_Heap_Size = 0x200;
MEMORY
{
  FLASH (rx) : ORIGIN = 0x08000000, LENGTH = 1024K
  RAM (xrw) : ORIGIN = 0x20000000, LENGTH = 128K - 1K
  EMPTY (rw) : ORIGIN = 0x30000000, LENGTH = 0
}
_estack = ORIGIN(RAM) + LENGTH(RAM);
_size = SIZEOF(.text);
SECTIONS
{
  .text : { KEEP(*(.isr_vector)) *(EXCLUDE_FILE(*a.o) .text*) . = ALIGN(4); } >FLASH
  .data : AT(0x08010000) { *(SORT_BY_NAME(.data*)) LONG(_estack ? 1 : 2) } >RAM
  OVERLAY : { .one { *(.one) } .two { *(.two) } } >RAM AT> FLASH
  PROVIDE(end = . + MAX(4, 8));
  /DISCARD/ : { libc.a:*(*) }
}
ASSERT(_size < 4, "too large")
`;

const build = buildWith([
  { name: '.text', address: 0x08000000, sizeBytes: 744489 },
  { name: '.data', address: 0x20000000, sizeBytes: 16, loadAddress: 0x08010000 },
]);

describe('code lens', () => {
  const { view } = scriptAtCursor(script, { build });

  it('says how full each region is, above its line', () => {
    const lenses = codeLenses(view, builtAtMs + 60_000, 'show.map');
    assert.deepEqual(
      lenses.map(({ range, command }) => [range.start.line, command?.title, command?.command]),
      [
        [5, 'FLASH 71 % of 1 MiB', 'show.map'],
        [6, 'RAM < 1 % of 127 KiB', 'show.map'],
      ],
    );
    assert.equal(
      lenses[0]?.command?.tooltip,
      '727 KiB used, 297 KiB free in the last build (app.elf, 1 minute old)',
    );
  });

  it('has no command for a client without a memory map, and is not there without a build', () => {
    assert.equal(codeLenses(view, builtAtMs)[0]?.command?.command, '');
    assert.deepEqual(codeLenses(scriptAtCursor(script).view, builtAtMs), []);
  });
});

describe('inlay hints', () => {
  const { view } = scriptAtCursor(script);
  const whole = { start: { line: 0, character: 0 }, end: { line: 99, character: 0 } };

  it('show bytes and end of a region, and values of symbols that are no plain number', () => {
    const found = inlayHintsIn(view, whole).map(({ position, label }) => [position.line, label]);
    assert.deepEqual(found, [
      [5, '= 1048576 bytes, to 0x080fffff'],
      [6, '= 130048 bytes, to 0x2001fbff'],
      [7, '= 0 bytes'],
      [9, '= 0x2001fc00'],
    ]);
  });

  it('stand behind the expression', () => {
    const [first] = inlayHintsIn(view, whole);
    assert.equal(first?.position.character, script.split('\n')[5]?.length);
  });

  it('are only those of the lines that are asked for', () => {
    const range = { start: { line: 6, character: 0 }, end: { line: 7, character: 0 } };
    assert.deepEqual(
      inlayHintsIn(view, range).map(({ position }) => position.line),
      [6],
    );
  });
});

describe('signature help', () => {
  const active = (marked: string): string => {
    const { view, position } = scriptAtCursor(marked);
    const help = signaturesAt(view, position);
    const signature = help?.signatures[help.activeSignature ?? 0];
    const parameter = signature?.parameters?.[help?.activeParameter ?? 0]?.label;
    return signature === undefined ? '' : `${signature.label} → ${String(parameter)}`;
  };
  const cases: readonly (readonly [marked: string, expected: string])[] = [
    ['x = ALIGN(‸', 'ALIGN(alignment) → alignment'],
    ['x = ALIGN(x, ‸', 'ALIGN(value, alignment) → alignment'],
    ['x = ALIGN(4‸)', 'ALIGN(alignment) → alignment'],
    ['x = MAX(ORIGIN(RAM‸', 'ORIGIN(region) → region'],
    ['x = MAX(ORIGIN(RAM), ‸', 'MAX(first, second) → second'],
    ['ASSERT(1, "‸', 'ASSERT(condition, message) → message'],
    ['PROVIDE(‸', 'PROVIDE(symbol = expression) → symbol = expression'],
    ['REGION_ALIAS(A, ‸', 'REGION_ALIAS(alias, region) → region'],
    ['x = (‸', ''],
    ['x = MAX(1, 2) ‸', ''],
    ['/* MAX(‸ */', ''],
  ];
  for (const [marked, expected] of cases) {
    it(`is ${JSON.stringify(expected)} at ${marked}`, () => assert.equal(active(marked), expected));
  }
});

describe('everything that is told at a place', () => {
  const tellAll = (text: string, step = 1): void => {
    const { view } = scriptAtCursor(text, { build, part: 'STM32F405RG' });
    const { document } = view;
    for (let offset = 0; offset <= text.length; offset += step) {
      const position = document.positionAt(offset);
      const found = hoverAt(view, position, builtAtMs);
      if (found?.range !== undefined) {
        const [start, end] = [found.range.start, found.range.end].map((at) =>
          document.offsetAt(at),
        );
        assert.ok(start! <= offset && offset <= end!, `what is told at ${offset} stands there`);
      }
      for (const { textEdit } of completionsAt(view, position, {
        hasSnippets: true,
        scripts: () => [view.uri],
      })) {
        assert.ok(textEdit !== undefined && 'range' in textEdit);
        assert.equal(textEdit.range.start.line, position.line, 'a word is on one line');
        assert.equal(document.offsetAt(textEdit.range.end), offset);
      }
      signaturesAt(view, position);
    }
    codeLenses(view, builtAtMs);
    inlayHintsIn(view, { start: { line: 0, character: 0 }, end: document.positionAt(text.length) });
  };

  it('is told everywhere in a script, and at every end of a script that is being typed', () => {
    tellAll(script);
    for (let end = 0; end < script.length; end += 7) {
      const { view, position } = scriptAtCursor(script.slice(0, end), { build });
      hoverAt(view, position, builtAtMs);
      completionsAt(view, position, { hasSnippets: true, scripts: () => [] });
    }
  });

  it('survives broken scripts', () => {
    const rng = random(6);
    for (let run = 0; run < 40; run += 1) tellAll(mutateText(script, rng).slice(0, 1200), 17);
  });
});

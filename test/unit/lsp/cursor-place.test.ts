import assert from 'node:assert/strict';
import { cursorPlace } from '../../../src/lsp/cursor-place';
import type { Context } from '../../../src/linker/syntax';

/** What is expected at the cursor, the function around it with the argument's number, and what is typed. */
function at(marked: string, context: Context = 'top'): string {
  const place = cursorPlace(marked.replace('‸', ''), marked.indexOf('‸'), context);
  if (place === undefined) return 'nothing';
  const { kind, callee, argument, prefix, inside } = place;
  const call = callee === '' ? '' : ` ${callee}#${argument}`;
  return `${kind}${call}${inside === 'word' ? '' : ` (${inside})`} ${JSON.stringify(prefix)}`;
}

const cases: readonly (readonly [marked: string, expected: string])[] = [
  ['‸', 'top ""'],
  ['MEM‸', 'top "MEM"'],
  ['ENTRY(‸', 'names ENTRY#0 ""'],
  ['ENTRY(Reset_Handler)\nSEC‸', 'top "SEC"'],
  ['REGION_ALIAS(BOOT, ‸)', 'names REGION_ALIAS#1 ""'],
  ['MEMORY { ‸ }', 'memory ""'],
  ['MEMORY { FL‸', 'memory "FL"'],
  ['MEMORY { FLASH ‸', 'flags ""'],
  ['MEMORY { FLASH (‸', 'flags ""'],
  ['MEMORY { FLASH (rx) ‸', 'colon ""'],
  ['MEMORY { FLASH (rx) : ‸', 'fields ""'],
  ['MEMORY { FLASH: OR‸', 'fields "OR"'],
  ['MEMORY { FLASH (rx) : ORIGIN = ‸', 'expression ""'],
  ['MEMORY { FLASH (rx) : ORIGIN = 0x08‸', 'expression (number) "0x08"'],
  ['MEMORY { FLASH (rx) : ORIGIN = 0x08000000, LEN‸', 'fields "LEN"'],
  ['MEMORY { FLASH (rx) : ORIGIN = 0, LENGTH = 1M\n R‸', 'memory "R"'],
  ['MEMORY { FLASH (rx) : ORIGIN = 0, LENGTH = 1M\n RAM (x) : ORIGIN = OR‸', 'expression "OR"'],
  ['MEMORY { A : ORIGIN = 0, LENGTH = 1M - LENGTH(‸', 'expression LENGTH#0 ""'],
  ['MEMORY { A : ORIGIN = 0, LENGTH = 1M }\nS‸', 'top "S"'],
  ['SECTIONS { ‸', 'sections ""'],
  ['SECTIONS { .da‸', 'sections ".da"'],
  ['SECTIONS { .data ‸', 'head ""'],
  ['SECTIONS { .data (NO‸', 'type "NO"'],
  ['SECTIONS { .data 0x20000000 (‸', 'type ""'],
  ['SECTIONS { .data : ‸', 'attributes ""'],
  ['SECTIONS { .data: AL‸', 'attributes "AL"'],
  ['SECTIONS { .data : AT(ADDR(.text‸', 'expression ADDR#0 ".text"'],
  ['SECTIONS { .data : { ‸', 'body ""'],
  ['SECTIONS { .data : { _sdata = ‸', 'expression ""'],
  ['SECTIONS { .data : { _sdata=‸', 'expression ""'],
  ['SECTIONS { .data : { _sdata = .\n KE‸', 'body "KE"'],
  ['SECTIONS { .data : { _sdata = . +\n SI‸', 'expression "SI"'],
  ['SECTIONS { .data : { . = ALIGN(‸', 'expression ALIGN#0 ""'],
  ['SECTIONS { .data : { . = ALIGN(., ‸', 'expression ALIGN#1 ""'],
  ['SECTIONS { .data : { KEEP(‸', 'keep KEEP#0 ""'],
  ['SECTIONS { .data : { KEEP(*(.isr‸', 'patterns ".isr"'],
  ['SECTIONS { .data : { *(SORT(‸', 'patterns SORT#0 ""'],
  ['SECTIONS { .data : { *(.data .‸', 'patterns "."'],
  ['SECTIONS { .data : { *(.data*); } >‸', 'region ""'],
  ['SECTIONS { .data : { } > RA‸', 'region "RA"'],
  ['SECTIONS { .data : { } >RAM AT> ‸', 'region ""'],
  ['SECTIONS { .data : { } >RAM AT>FL‸', 'region "FL"'],
  ['SECTIONS { .data : { } ‸', 'tail ""'],
  ['SECTIONS { .data : { } >RAM A‸', 'tail "A"'],
  ['SECTIONS { .data : { } >RAM\n  .bs‸', 'sections ".bs"'],
  ['SECTIONS { .data : { } >RAM :‸', 'segment ""'],
  ['SECTIONS { .data : { } >RAM =‸', 'expression ""'],
  ['SECTIONS { .data : { } >RAM AT> FLASH\n .bss : { *(‸', 'patterns ""'],
  ['SECTIONS { OVERLAY : { .a { ‸', 'body ""'],
  ['SECTIONS { OVERLAY : { .a { *(.a) } ‸', 'tail ""'],
  ['SECTIONS { PROVIDE(‸', 'provide PROVIDE#0 ""'],
  ['SECTIONS { PROVIDE(end = ‸', 'expression PROVIDE#0 ""'],
  ['PHDRS { text PT_LOAD FL‸', 'header "FL"'],
  ['INCLUDE ‸', 'include ""'],
  ['INCLUDE "mem‸', 'include "mem"'],
  ['INCLUDE a.ld\nM‸', 'top "M"'],
  ['INSERT ‸', 'insert ""'],
  ['INSERT AFTER ‸', 'insert-after ""'],
  ['VERSION { ‸', 'version ""'],
  ['_end = ORIGIN(RAM) + ‸', 'expression ""'],
  ['_end = DEFINED(_x) ? MAX(1, ‸', 'expression MAX#1 ""'],
  ['ASSERT(1, "too ‸', 'expression ASSERT#1 (string) "too "'],
  ['/* ORIGIN(‸', 'nothing'],
  ['# ORIGIN(‸', 'nothing'],
  ['/* a */ O‸', 'top "O"'],
  // A brace sets everything right that was left open before it.
  ['SECTIONS { .a : { KEEP(*(.x)\n}\nMEMORY { R‸', 'memory "R"'],
  ['MEMORY { FLASH (rx\nSECTIONS { .te‸', 'sections ".te"'],
];

describe('cursorPlace', () => {
  for (const [marked, expected] of cases) {
    it(`expects ${expected} at ${marked.replaceAll('\n', '↵')}`, () => {
      assert.equal(at(marked), expected);
    });
  }

  it('begins where an included file is read', () => {
    assert.equal(at('RA‸', 'memory'), 'memory "RA"');
    assert.equal(at('.te‸', 'sections'), 'sections ".te"');
    assert.equal(at('*(‸', 'body'), 'patterns ""');
  });

  it('takes // for a comment only where the preprocessor reads first', () => {
    const text = 'MEMORY { // RA';
    assert.equal(cursorPlace(text, text.length, 'top', true), undefined);
    assert.equal(cursorPlace(text, text.length, 'top', false)?.inside, 'word');
  });
});

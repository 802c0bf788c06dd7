// Scripts linked by the real arm-none-eabi-ld: our regions, load regions and constants are the ones it computed.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { readScript } from '../../../src/linker/read-script';
import { sameRegions, samePlacement, sameSymbols } from './agreement';
import { LinkFolder } from './linking';

const memory = `MEMORY
{
  FLASH (rx) : ORIGIN = 0x08000000, LENGTH = 64K
  EXTRA (rx) : ORIGIN = 0x90000000, LENGTH = 1M
  RAM (xrw) : ORIGIN = 0x20000000, LENGTH = 32K
  RAM2 (xrw) : ORIGIN = 0x10000000, LENGTH = 16K
}
REGION_ALIAS("CODE", FLASH)
REGION_ALIAS("DATA", RAM);
`;

const sections = ['a', 'b', 'c', 'd', 'e'];
const source = `.global _start
.text
_start: .word 0
${sections.map((name) => `.section .in_${name},"aw"\n.word 1, 2, 3\n`).join('')}
.section .zero,"aw",%nobits
.space 64
`;

/** Output sections `.a`, `.b`… of one input each, with what the cases write behind and before. */
function script(...written: readonly string[]): string {
  return `${memory}ENTRY(_start)\nSECTIONS\n{\n  .text : { *(.text) } >CODE\n${written
    .map((each) => `  ${each.replace(/\.(\w)\{\}/g, '.$1 : { *(.in_$1) }')}\n`)
    .join('')}  .zero (NOLOAD) : { *(.zero) } >RAM2\n}\n`;
}

const loads: Readonly<Record<string, string>> = {
  'where nothing is written': script('.a{} >DATA', '.b{} >CODE', '.c{} >RAM2'),
  'with AT>': script('.a{} >DATA AT> CODE', '.b{} >RAM2 AT> EXTRA'),
  'behind a section of the same region with AT>': script(
    '.a{} >RAM AT>FLASH',
    '.b{} >DATA',
    '.c{} >DATA',
  ),
  'behind one of another region with AT>': script('.a{} >RAM AT>FLASH', '.b{} >RAM2', '.c{} >RAM'),
  'behind a discarded section': script(
    '.a{} >RAM AT>FLASH',
    '/DISCARD/ : { *(.in_b) }',
    '.c{} >RAM',
  ),
  'at an address behind AT>': script('.a{} >RAM AT>FLASH', '.b 0x20001000 : { *(.in_b) } >RAM'),
  'behind an address behind AT>': script(
    '.a{} >RAM AT>FLASH',
    '.b 0x20001000 : { *(.in_b) } >RAM',
    '.c{} >RAM',
  ),
  'with AT()': script('.a : AT(0x08001000) { *(.in_a) } >RAM', '.b{} >CODE'),
  'behind AT() in the same region': script(
    '.a : AT(0x08001000) { *(.in_a) } >RAM',
    '.b{} >RAM2',
    '.c{} >RAM',
    '.d{} >RAM',
  ),
  'behind AT(), AT> in between': script(
    '.a : AT(0x08001000) { *(.in_a) } >RAM',
    '.b{} >RAM AT>EXTRA',
    '.c{} >RAM',
    '.d{} >RAM2',
    '.e{} >RAM',
  ),
  'at an address behind AT()': script(
    '.a : AT(0x08001000) { *(.in_a) } >RAM',
    '.b 0x20001000 : { *(.in_b) } >RAM',
  ),
  'with AT> alone': script('.a{} AT>RAM2', '.b{} >RAM'),
  'with AT> to its own region by an alias': script('.a{} >RAM AT>DATA'),
  'of an overlay with AT>': script(
    'OVERLAY : { .a { *(.in_a) } .b { *(.in_b) } } >RAM AT>FLASH',
    '.c{} >RAM',
  ),
  'of an overlay with AT()': script(
    'OVERLAY 0x20000100 : AT(0x08002000) { .a { *(.in_a) } .b { *(.in_b) } } >RAM',
    '.c{} >RAM2',
  ),
  'behind NOLOAD': script('.empty (NOLOAD) : { *(.in_c) } >RAM', '.a{} >RAM AT>FLASH', '.b{} >RAM'),
};

describe('linker scripts as the real linker sees them', () => {
  const folder = new LinkFolder();
  let object = '';
  before(() => {
    object = folder.assemble('parts.o', source);
  });
  after(() => {
    folder.dispose();
  });

  for (const [title, text] of Object.entries(loads)) {
    it(`says where a section loads ${title}`, () => {
      const linked = folder.link(text, [object]);
      assert.equal(linked.isRefused, false, linked.output);
      sameRegions(readScript(text, 'script.ld'), linked);
      samePlacement(readScript(text, 'script.ld'), linked);
    });
  }

  it('computes in sections that start anywhere, and leaves undefined what depends on where an address is from', () => {
    const linked = folder.link(unaligned, [object]);
    assert.equal(linked.isRefused, false, linked.output);
    sameSymbols(readScript(unaligned, 'script.ld'), linked, 45);
  });

  it('knows a region that comes to less than nothing as the 32 bits that the linker shows', () => {
    const text = 'MEMORY { A : ORIGIN = -4, LENGTH = 96K - 128K }\n';
    const linked = folder.link(text, [folder.assemble('empty.o', '')]);
    assert.equal(linked.map.regions[0]?.length, 0xffff8000);
    sameRegions(readScript(text, 'script.ld'), linked);
  });

  it('computes regions from symbols, other regions and operators, before and after', () => {
    const text = `_split = 0x4000;
MEMORY
{
  boot (rx) : ORIGIN = 0x08000000, LENGTH = _split
  app (rx!w) : org = ORIGIN(boot) + LENGTH(boot), len = 1M - LENGTH(boot) - (_tail << 10)
  tail (r) : o = ORIGIN(app) + LENGTH(app), l = _tail * 1K
  "odd name" (xrw) : ORIGIN = 0x20000000, LENGTH = MAX(64K, 0x8000) | 1 << 3
  half : ORIGIN = ALIGN(0x20000001 + 64K, 256), LENGTH = 7 / 2 * 2K
}
_tail = DEFINED(_split) ? 2 : 3;
`;
    const linked = folder.link(text, [folder.assemble('empty.o', '')]);
    assert.equal(linked.isRefused, false, linked.output);
    sameRegions(readScript(text, 'script.ld'), linked);
    assert.equal(readScript(text, 'script.ld').regions.length, 5);
  });

  it('knows nothing of a region that comes to something else than it says', () => {
    const text = `MEMORY
{
  first (rx) : ORIGIN = 0x1000, LENGTH = 64K - LENGTH(second)
  second (rx) : ORIGIN = 0x8000000, LENGTH = 4K
}
`;
    const linked = folder.link(text, [folder.assemble('empty.o', '')]);
    // Of a later region ld has no length yet: all ones, which makes one more than 64K.
    assert.equal(linked.map.regions[0]?.length, 0x10001);
    assert.equal(readScript(text, 'script.ld').regions[0]?.length, undefined);
  });

  it('agrees on the demo project', () => {
    const file = path.join(
      import.meta.dirname,
      '../../../examples/f405-demo/STM32F405RGTx_FLASH.ld',
    );
    const text = readFileSync(file, 'utf8');
    // The script names these libraries in /DISCARD/, so they have to be there.
    for (const name of ['libc.a', 'libm.a', 'libgcc.a']) folder.archive(name);
    const start = folder.assemble(
      'start.o',
      '.global Reset_Handler\nReset_Handler: .word 0\n.data\n.word 1\n.bss\n.space 4\n',
    );
    const linked = folder.link(text, [start]);
    assert.equal(linked.isRefused, false, linked.output);
    const model = readScript(text, 'script.ld');
    assert.deepEqual(model.problems, []);
    sameRegions(model, linked);
    samePlacement(model, linked);
    sameSymbols(model, linked, 3);
  });

  it('computes symbols as the linker does, and leaves those undefined that need the link', () => {
    const linked = folder.link(constants, [object]);
    assert.equal(linked.isRefused, false, linked.output);
    const model = readScript(constants, 'script.ld');
    assert.deepEqual(
      model.problems.filter(({ isError }) => isError),
      [],
    );
    sameSymbols(model, linked, 80);
  });
});

const constants = `${memory}
v1 = 0xfffffffff; v2 = 1 << 40; v3 = -1; v4 = -8 / 2; v5 = (-1 >> 1) >> 31; v6 = -1 < 1;
v7 = 7 % -2; v8 = -7 % 4; v9 = MAX(-1, 1); v10 = 1 << 64; v11 = !5; v12 = ~5; v13 = 5 && 0;
v14 = 2 - 4; v15 = (2-4)/2; v16 = 0xfffffffff / 16; v17 = LOG2CEIL(5); v18 = LOG2CEIL(0);
v19 = LOG2CEIL(8); v20 = ALIGN(5, 4); v21 = ALIGN(5,3); v22 = 1 == 1 ? 2 : 3;
v23 = 10h + $ff + 1k + 101b + 0ffx + 17o + 017; v24 = 08; v25 = 2 + 3 * 4 << 1; v26 = 6 & 3 == 3;
v27 = 1 | 2 && 0; v28 = 1 < 2 == 1; v29 = 1 ? 0 : 1 ? 5 : 6; v30 = - 4 + 8; v31 = -(4 + 8);
v32 = 0x12345678901234567890; v33 = 99999999999999999999; v34 = 0x10k; v35 = 1 << 63 >> 63;
v36 = 10d; v37 = 1 << -1; v38 = LENGTH(DATA) - 0; v39 = DEFINED(v38); v40 = ABSOLUTE(4) + 3;
v41 = 5; v41 += 3; v41 <<= 2; v42 = v43; v43 = 7; v44 = ASSERT(7, "x"); v45 = MIN(1,-1);
v46 = ORIGIN(RAM) + LENGTH(RAM); v47 = ORIGIN(RAM2) - ORIGIN(RAM); PROVIDE(v48 = v46 - 0x400);
PROVIDE_HIDDEN(v49 = 3); HIDDEN(v50 = v43 * 2); "v51" = 10M / 1K; v52 = v53 + 1; v53 = v54 + 1;
v54 = v55 + 1; v55 = 1; v56 = v57; v57 = 1; v57 = 2; v58 = 1-1; v59 = 3*-2; v60 = 7 >= 7 || 0;
v61 = SEGMENT_START("text", 5); v62 = SIZEOF(.text); v63 = ADDR(.text); v64 = CONSTANT(MAXPAGESIZE);
SECTIONS
{
  . = 0x20000100; t1 = .; t2 = ALIGN(1024); t3 = . + 4; . += 4; t4 = .;
  .text 0x20001000 :
  {
    a1 = 4; a2 = . + 4; a3 = ORIGIN(RAM); a4 = a3 + 4; a5 = ABSOLUTE(4); a6 = ABSOLUTE(.);
    a7 = MAX(., 0x2000); a8 = . - 4; a9 = . == 0; a10 = v3; a11 = v43 + 1; a12 = ALIGN(32);
    a13 = . + v43; a14 = ORIGIN(RAM) + LENGTH(RAM); a15 = . - t1; a16 = LENGTH(RAM); a17 = ~4;
    a18 = 5; a19 = (4); a20 = . * 2; a21 = 4 + .; a22 = DEFINED(v3); a23 = SIZEOF(.data);
    BYTE(1) SHORT(2) a24 = .; . = 0x20; a25 = .; . = . + 4; a26 = .; . = ALIGN(64); a27 = .;
    a28 = v46; a29 = v46 - a3; a30 = v47 + 1; a31 = t1 + 1; a32 = . - a2; a33 = a2; a34 = a2 + 1;
    a35 = v46 == t1; a36 = v46 > 1; a37 = -v43; a38 = ABSOLUTE(. + 4) + 1; a39 = ALIGN(v46, 4096);
    a40 = v43 ? v46 : .; a41 = ORIGIN(RAM) & 0xf0000000; a42 = ORIGIN(RAM) / 2; a43 = !ORIGIN(RAM);
    *(.text) b1 = .; b2 = . + 1; b3 = v43 - 1;
  }
  z1 = a1; z2 = a2 + 4; z3 = .; z4 = a1 - t1;
  .bytes 0x20002000 : ALIGN(4096) { LONG(1) QUAD(2) c1 = .; }
  z5 = .; z6 = ALIGN(16);
}
`;

const unaligned = `${memory}
SECTIONS
{
  .text 0x08001004 :
  {
    *(.text)
    m1 = MIN(ABSOLUTE(LENGTH(RAM)), 0x9004); m2 = MAX(ABSOLUTE(LENGTH(RAM)), 4); m3 = MAX(3, 4);
    m4 = ABSOLUTE(0x7c47 - ORIGIN(CODE)); m5 = 4 - ORIGIN(RAM); m6 = 4 + ORIGIN(RAM); m7 = ORIGIN(RAM) - 4;
    m8 = MAX(ORIGIN(RAM), ORIGIN(CODE)); m9 = MIN(ORIGIN(RAM), 1); m10 = LOG2CEIL(ORIGIN(RAM));
    r1 = ORIGIN(RAM); r2 = ABSOLUTE(12); r3 = ORIGIN(RAM) + 4;
    m11 = ALIGN(ABSOLUTE(5), 4); m12 = ALIGN(5, 4); m13 = ORIGIN(RAM) ? 4 : 5; m14 = MIN(3, 4) + 1;
  } >CODE
  .a 0x20000004 :
  {
    LONG(1) a1 = ALIGN(16); a2 = BLOCK(32); a3 = ALIGN(., 8); a4 = ALIGN(4, .); a5 = ALIGN(ALIGN(16), 64);
    a6 = ABSOLUTE(ALIGN(16)); a7 = ALIGN(16) + 1; a8 = ALIGN(16) - ALIGN(8); a9 = . - ALIGN(16); a10 = ALIGN(.);
    . = ALIGN(., 8); a11 = .; . = ALIGN(16); a12 = .; BYTE(1) . = BLOCK(8); a13 = .; . = ALIGN(16) + 4; a14 = .;
    . += 3; a15 = ALIGN(0); a16 = ALIGN(3); a17 = ALIGN(ORIGIN(RAM)); a18 = ALIGN(MAX(4, 8)); a19 = MAX(., 4);
  } >DATA
  o1 = .; o2 = ALIGN(16); o3 = ALIGN(a1); o4 = ALIGN(a1, 64); o5 = ALIGN(a1, a2); o6 = ALIGN(7, a1);
  o7 = MAX(a1, a2); o8 = MIN(a1, 4);
  s1 = -r1; s2 = -r2; s3 = !r1; s4 = r1 * 2; s5 = m12 - r1; s6 = r3 - r1; s7 = r1 - r2; s8 = MAX(r1, m12);
  s9 = ALIGN(r1, 16); s10 = r1 + m12; s11 = r1 & m12; s12 = r1 & r2; s13 = -r3; s14 = MIN(r1, 7); s15 = r1 < r3;
  .b 0x20000106 : ALIGN(16) { BYTE(1) b1 = .; . = ALIGN(4); b2 = .; } >DATA
  .c 0x20000206 : SUBALIGN(16) { BYTE(1) c1 = .; . = ALIGN(8); c2 = .; } >DATA
  .d 0x20000306 : { d1 = .; *(.in_a) d2 = ALIGN(8); } >DATA
}
`;

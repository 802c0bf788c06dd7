// What findings about scripts say, asked of the real arm-none-eabi-ld: a bad fixture does what its finding says, and
// its fix mends it.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { readScript } from '../../../src/linker/read-script';
import { takerOf } from '../../../src/script-checks/input-patterns';
import { applyEdits, checkCase } from '../../support/script-case';
import { LinkFolder } from './linking';
import type { Linked } from './linking';

const fixtures = path.join(__dirname, '..', '..', 'fixtures', 'scripts');

/** A program as a compiler makes it, each thing in a section of its own. */
const program = `
  .syntax unified
  .cpu cortex-m4
  .thumb
  .section .isr_vector,"a",%progbits
  .global vectors
vectors: .word 0x20020000, Reset_Handler + 1
  .section .text.Reset_Handler,"ax",%progbits
  .global Reset_Handler
  .thumb_func
Reset_Handler: ldr r0, =value
  ldr r0, =fast
  bx lr
  .section .text.commands,"ax",%progbits
  nop
  .section .rodata.table,"a",%progbits
  .global table
table: .word 1
  .section .data.value,"aw",%progbits
  .global value
value: .word 2
  .section .data.fast,"aw",%progbits
  .global fast
fast: .word 3
  .section .bss.zero,"aw",%nobits
  .global zero
zero: .space 8
  .section .init_array,"aw",%init_array
  .global constructors
constructors: .word Reset_Handler + 1
  .section .retained,"aw",%nobits
  .global retained
retained: .space 16
  .section .settings,"aw",%progbits
  .global settings
settings: .word 4
`;

/** Without unwinding there are no unwind tables. */
const unwound = `
  .syntax unified
  .cpu cortex-m4
  .thumb
  .global Reset_Handler, __aeabi_unwind_cpp_pr0
  .thumb_func
Reset_Handler: .fnstart
  .save {r4, lr}
  push {r4, lr}
  pop {r4, pc}
  .fnend
  .thumb_func
__aeabi_unwind_cpp_pr0: bx lr
  .data
  .word 1
`;

describe('what findings about scripts say of the linker', () => {
  let folder: LinkFolder;
  let objects: readonly string[];

  before(() => {
    folder = new LinkFolder();
    objects = [folder.assemble('program.o', program)];
  });

  after(() => {
    folder.dispose();
  });

  function textOf(fixture: string): string {
    return readFileSync(path.join(fixtures, fixture), 'utf8');
  }

  /** The script with the first edit of every finding of this id, one after the other. */
  function mended(fixture: string): string {
    const [id = '', name = ''] = fixture.split('/');
    let text = textOf(fixture);
    for (let turn = 0; turn < 10; turn += 1) {
      const { findings } = checkCase(text, name, path.join(fixtures, fixture));
      const fixes = findings.flatMap((each) => (each.id === id ? each.fixes : []));
      const edits = fixes.find((fix) => (fix.edits?.length ?? 0) > 0)?.edits;
      if (edits === undefined) return text;
      text = applyEdits(text, edits);
    }
    throw new Error(`${fixture} is not mended by its fixes`);
  }

  function link(script: string, ...options: readonly string[]): Linked {
    const linked = folder.link(script, objects, options);
    assert.ok(!linked.isRefused, linked.output);
    return linked;
  }

  function sizeOf({ map }: Linked, output: string): number {
    return map.outputs.find(({ name }) => name === output)?.sizeBytes ?? 0;
  }

  it('drops a vector table without KEEP, and keeps it with the fix', () => {
    const fixture = 'ld-vector-table-not-kept/bad-own-section.ld';
    assert.equal(link(textOf(fixture), '--gc-sections').symbols.get('vectors'), undefined);
    assert.equal(link(mended(fixture), '--gc-sections').symbols.get('vectors'), 0x08000000);
  });

  it('keeps a section for a KEEP that comes too late to take it', () => {
    const fixture = 'ld-vector-table-not-kept/good-kept-later.ld';
    assert.equal(link(textOf(fixture), '--gc-sections').symbols.get('vectors'), 0x08000000);
  });

  it('drops constructors without KEEP, and keeps them with the fix', () => {
    const fixture = 'ld-init-array-not-kept/bad-init-array.ld';
    assert.equal(sizeOf(link(textOf(fixture), '--gc-sections'), '.init_array'), 0);
    assert.equal(sizeOf(link(mended(fixture), '--gc-sections'), '.init_array'), 4);
  });

  it('places a vector table that nothing takes behind the code, and first with the fix', () => {
    const fixture = 'ld-vector-table-missing/bad-no-section.ld';
    assert.notEqual(link(textOf(fixture)).symbols.get('vectors'), 0x08000000);
    assert.equal(link(mended(fixture)).symbols.get('vectors'), 0x08000000);
  });

  it('places code in front of a vector table that comes later, and the table first with the fix', () => {
    const fixture = 'ld-vector-table-misplaced/bad-behind-functions.ld';
    assert.equal(link(textOf(fixture)).symbols.get('Reset_Handler'), 0x08000000);
    assert.equal(link(mended(fixture)).symbols.get('vectors'), 0x08000000);
  });

  it('loads initial values in front of a vector table where .data comes first', () => {
    const { symbols } = link(textOf('ld-vector-table-misplaced/bad-data-loads-first.ld'));
    assert.ok((symbols.get('vectors') ?? 0) > 0x08000000);
  });

  it('leaves a section empty whose pattern an earlier one shadows', () => {
    const linked = link(textOf('ld-pattern-shadowed/bad-fast-data.ld'));
    assert.equal(sizeOf(linked, '.fast'), 0);
    const fast = linked.map.contributions.find(({ section }) => section === '.data.fast');
    assert.equal(fast?.output, '.data');
    const special = link(textOf('ld-pattern-shadowed/good-special-first.ld'));
    assert.equal(sizeOf(special, '.fast'), 4);
  });

  it('puts nothing between symbols around a shadowed pattern', () => {
    const { symbols } = link(textOf('ld-pattern-shadowed/bad-between-symbols.ld'));
    assert.equal(symbols.get('_start_of_commands'), symbols.get('_end_of_commands'));
  });

  it('warns of a segment with all permissions, and no longer with the fix', () => {
    const fixture = 'ld-rwx-segment/bad-arrays.ld';
    const option = '--warn-rwx-segments';
    // What is written into the flash by other sections of the program would do the same.
    assert.match(link(textOf(fixture), option).output, /RWX/);
    assert.doesNotMatch(link(mended(fixture), option).output, /RWX/);
  });

  it('places a section without a region outside of all, and inside with the fix', () => {
    const fixture = 'ld-section-without-region/bad-constants.ld';
    assert.ok((link(textOf(fixture)).symbols.get('table') ?? 0) < 0x08000000);
    const address = link(mended(fixture)).symbols.get('table') ?? 0;
    assert.ok(address > 0x08000000 && address < 0x08100000);
  });

  it('chooses a region by attributes where one has them', () => {
    const { symbols } = link(textOf('ld-section-without-region/good-attributes.ld'));
    const address = symbols.get('zero') ?? 0;
    assert.ok(address >= 0x20000000 && address < 0x20020000);
  });

  it('places orphans outside of what the startup code copies and clears', () => {
    const { map, symbols } = link(textOf('ld-symbol-missing/good-all.ld'));
    for (const name of ['.retained', '.settings']) {
      assert.ok(map.outputs.some((each) => each.name === name && each.sizeBytes > 0));
    }
    assert.ok((symbols.get('settings') ?? 0) >= (symbols.get('_edata') ?? 0));
    const retained = symbols.get('retained') ?? 0;
    assert.ok(retained >= (symbols.get('_ebss') ?? 0) || retained < (symbols.get('_sbss') ?? 0));
  });

  it('drops what /DISCARD/ takes, without a word', () => {
    const linked = link(textOf('ld-discard-needed/bad-vectors.ld'));
    assert.equal(linked.symbols.get('vectors'), undefined);
    assert.equal(linked.output, '');
  });

  it('refuses a program whose startup code misses its symbols, and takes it with the fixes', () => {
    const names = ['_sidata', '_sdata', '_edata', '_sbss', '_ebss', '_estack'];
    const startup = folder.assemble(
      'startup.o',
      `.cpu cortex-m4\n.data\n.word ${names.join(', ')}\n`,
    );
    const fixture = 'ld-symbol-missing/bad-none-of-st.ld';
    const refused = folder.link(textOf(fixture), [...objects, startup]);
    assert.match(refused.output, /undefined reference to `_sidata'/);
    const { isRefused, symbols, map, output } = folder.link(mended(fixture), [...objects, startup]);
    assert.ok(!isRefused, output);
    const data = map.outputs.find(({ name }) => name === '.data');
    assert.equal(symbols.get('_sidata'), data?.loadAddress);
    assert.equal(symbols.get('_sdata'), data?.address);
    assert.equal(symbols.get('_edata'), (data?.address ?? 0) + (data?.sizeBytes ?? 0));
    const zeros = map.outputs.find(({ name }) => name === '.bss');
    assert.equal(symbols.get('_sbss'), zeros?.address);
    assert.equal(symbols.get('_ebss'), (zeros?.address ?? 0) + (zeros?.sizeBytes ?? 0));
    assert.equal(symbols.get('_estack'), 0x20020000);
  });

  it('refuses an expression about a section that nothing makes, and takes the mended name', () => {
    const fixture = 'ld-unknown-section/bad-letters.ld';
    const { isRefused, output } = folder.link(textOf(fixture), objects);
    assert.ok(isRefused);
    assert.match(output, /undefined section `\.dta' referenced in expression/);
    link(mended(fixture));
  });

  it('makes no output section of what a pattern puts into another one', () => {
    const { isRefused, output } = folder.link(textOf('ld-unknown-section/bad-merged.ld'), objects);
    assert.ok(isRefused);
    assert.match(output, /undefined section `\.rodata' referenced in expression/);
  });

  it('looks at one branch of a choice only, and makes sections of its own', () => {
    link(textOf('ld-unknown-section/good-other-branch.ld'));
    link(textOf('ld-unknown-section/good-made-by-linker.ld'));
  });

  it('lets variables run in flash behind AT> alone, without a word, and in RAM with the fix', () => {
    const fixture = 'ld-data-in-flash/bad-load-region-alone.ld';
    const inFlash = link(textOf(fixture));
    assert.equal((inFlash.symbols.get('value') ?? 0) >>> 24, 0x08);
    assert.equal(inFlash.output, '');
    assert.equal((link(mended(fixture)).symbols.get('value') ?? 0) >>> 24, 0x20);
  });

  it('places variables outside of the symbols around a misspelt pattern, and inside with the fix', () => {
    const fixture = 'ld-pattern-misspelt/bad-swapped.ld';
    const isInside = ({ symbols }: Linked): boolean =>
      (symbols.get('value') ?? 0) >= (symbols.get('_sdata') ?? 0) &&
      (symbols.get('value') ?? 0) < (symbols.get('_edata') ?? 0);
    assert.ok(!isInside(link(textOf(fixture))));
    assert.ok(isInside(link(mended(fixture))));
  });

  it('lets unwind tables and initial values collide at AT(_etext)', () => {
    const object = folder.assemble('unwound.o', unwound);
    const { output } = folder.link(textOf('ld-exidx-missing/bad-load-address.ld'), [object]);
    assert.match(output, /section \.ARM\.exidx LMA .* overlaps section \.data LMA/);
  });

  it('takes each section for the pattern that we say', () => {
    const patterns = ['.t[a-c]', '.t?', '.t*x', '.ta[!0-9]*', '*.q', '.u[]x]', '.d\\*', '.t*', '*'];
    const names = ['.ta', '.td', '.tx', '.taxx', '.tab', '.ta1', '.t', '.my.q', '.u]', '.d*', '.o'];
    const sections = patterns.map((pattern, index) => `out${index} : { *(${pattern}) }`);
    const script = `SECTIONS { ${sections.join('\n')} }`;
    const source = names.map((name) => `.section "${name}","a",%progbits\n.word 1\n`).join('');
    const { map } = folder.link(script, [folder.assemble('names.o', source)]);
    const model = readScript(script, 'script.ld');
    for (const name of names) {
      const seen = map.contributions.find(({ section, sizeBytes }) => {
        return section === name && sizeBytes === 4;
      });
      assert.equal(seen?.output, takerOf(model, name)?.section.name, name);
    }
  });
});

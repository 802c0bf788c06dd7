// Which names a pattern takes, held against a slow but plain matcher too.

import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readScript } from '../../../src/linker/read-script';
import { matchesPattern, takerOf, takersOf } from '../../../src/script-checks/input-patterns';

const taken: readonly (readonly [pattern: string, ...names: string[]])[] = [
  ['.text', '.text'],
  ['.text*', '.text', '.text.main', '.text_fast'],
  ['.text.*', '.text.', '.text.main'],
  ['*', '', '.text', 'COMMON', 'a/b.o'],
  ['*.data', '.data', '.my.data', '.data.data'],
  ['.d?ta', '.data', '.dxta'],
  ['.text.[a-c]*', '.text.apple', '.text.c'],
  ['.text.[!0-9]', '.text.x', '.text.-'],
  ['.text.[^0-9]', '.text.x'],
  ['.x[]a]', '.x]', '.xa'],
  ['.x[a-]', '.xa', '.x-'],
  ['.x[', '.x['],
  ['.x\\*y*', '.x*y', '.x*yz'],
  ['*a*b*', 'ab', 'xaxxbx', 'aab'],
];

const left: readonly (readonly [pattern: string, ...names: string[]])[] = [
  ['.text', '.text.main', 'text', ''],
  ['.text.*', '.text', '.textx'],
  ['.d?ta', '.dta', '.daata'],
  ['.text.[a-c]*', '.text.d', '.text.'],
  ['.text.[!0-9]', '.text.5', '.text.'],
  ['.x\\*y*', '.xzy'],
  ['*a*b*', 'ba', 'b'],
  ['', '.text'],
];

describe('input patterns', () => {
  for (const [pattern, ...names] of taken) {
    it(`${pattern} takes ${names.join(' ')}`, () => {
      for (const name of names) assert.ok(matchesPattern(pattern, name), name);
    });
  }

  for (const [pattern, ...names] of left) {
    it(`${pattern === '' ? 'an empty pattern' : pattern} leaves ${names.join(' ')}`, () => {
      for (const name of names) assert.ok(!matchesPattern(pattern, name), name);
    });
  }

  it('agrees with a regular expression about * and ?', () => {
    const letters = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?'), maxLength: 8 });
    const names = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 8 });
    fc.assert(
      fc.property(letters, names, (pattern, name) => {
        const expression = pattern.replaceAll('*', '.*').replaceAll('?', '.');
        assert.equal(matchesPattern(pattern, name), new RegExp(`^${expression}$`).test(name));
      }),
    );
  });

  it('never throws, whatever the pattern', () => {
    const any = fc.string({ unit: fc.constantFrom('[', ']', '\\', '!', '-', '*', 'a') });
    fc.assert(
      fc.property(any, any, (pattern, name) => {
        assert.equal(typeof matchesPattern(pattern, name), 'boolean');
      }),
    );
  });
});

describe('what takes a section', () => {
  const script = readScript(
    `SECTIONS
{
  .fast : { *fast.o(.data*) *(EXCLUDE_FILE(*slow.o) .data.some) }
  .data : { *(.data .data.*) }
  /DISCARD/ : { *(.data.late) }
}`,
    'a.ld',
  );

  it('is the first pattern that is meant for every file', () => {
    assert.equal(takerOf(script, '.data.late')?.section.name, '.data');
    assert.equal(takerOf(script, '.data.some')?.section.name, '.data');
    assert.equal(takerOf(script, '.bss'), undefined);
  });

  it('may be others for some files, and none behind the first matters', () => {
    const sections = takersOf(script, '.data.late').map(({ section }) => section.name);
    assert.deepEqual(sections, ['.fast', '.data', '/DISCARD/']);
  });
});

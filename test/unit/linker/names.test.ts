// Which names a script declares and uses, of which kind, at which places.

import assert from 'node:assert/strict';
import { nameAt, namesIn } from '../../../src/linker/names';
import { parseScript } from '../../../src/linker/parser';
import { mutateText, random } from '../../support/fuzz';
import { everything, parts } from './texts';

/** `region RAM!`: a declaration has an exclamation mark. */
function named(text: string): readonly string[] {
  return namesIn(parseScript(text)).map(
    ({ kind, name, role }) => `${kind} ${name}${role === 'declaration' ? '!' : ''}`,
  );
}

const cases: readonly (readonly [text: string, names: readonly string[]])[] = [
  ['MEMORY { A : ORIGIN = 0, LENGTH = n }', ['region A!', 'symbol n']],
  ['MEMORY { A : o = ORIGIN(B), l = LENGTH("B") }', ['region A!', 'region B', 'region B']],
  ['REGION_ALIAS("CODE", FLASH)', ['region CODE!', 'region FLASH']],
  [
    'SECTIONS { .a : AT(ADDR(.b) + SIZEOF(.c)) { *(.d) } >R AT> F :s =x }',
    ['section .a!', 'section .b', 'section .c', 'region R', 'region F', 'segment s', 'symbol x'],
  ],
  ['SECTIONS { .a : { } :NONE }', ['section .a!']],
  [
    'SECTIONS { .a LOADADDR(.b) : ALIGN(ALIGNOF(.c)) { } }',
    ['section .a!', 'section .b', 'section .c'],
  ],
  [
    'SECTIONS { OVERLAY a : AT(b) { .c { x = .; } >Q } >R }',
    ['symbol a', 'symbol b', 'section .c!', 'symbol x!', 'region Q', 'region R'],
  ],
  ['SECTIONS { GROUP : { .a : { } } >R }', ['section .a!', 'region R']],
  [
    'a = b; PROVIDE(c = d); e += f;',
    ['symbol a!', 'symbol b', 'symbol c!', 'symbol d', 'symbol e!', 'symbol f'],
  ],
  ['a = constructor(b);', ['symbol a!', 'symbol b']],
  [
    'a = (b); c = "d e"; f = -g ? h : MAX(i, ~j);',
    [
      'symbol a!',
      'symbol b',
      'symbol c!',
      'symbol d e',
      'symbol f!',
      'symbol g',
      'symbol h',
      'symbol i',
      'symbol j',
    ],
  ],
  ['. = SIZEOF_HEADERS + CONSTANT(MAXPAGESIZE) + SEGMENT_START("text", a);', ['symbol a']],
  [
    'ENTRY(a) EXTERN(b c) OUTPUT_ARCH(arm) NOCROSSREFS(.d .e)',
    ['symbol a', 'symbol b', 'symbol c', 'section .d', 'section .e'],
  ],
  ['ASSERT(DEFINED(a) && b, "c")', ['symbol a', 'symbol b']],
  ['PHDRS { text PT_LOAD AT(a) FLAGS(5); }', ['segment text!', 'symbol a']],
  [
    'SECTIONS { .a : { LONG(b) FILL(c) } } INSERT AFTER .d;',
    ['section .a!', 'symbol b', 'symbol c', 'section .d'],
  ],
];

describe('namesIn', () => {
  for (const [text, names] of cases) {
    it(`finds ${names.join(', ')} in ${text}`, () => assert.deepEqual(named(text), names));
  }

  it('gives the places of words with their quotes and without brackets around', () => {
    const text = 'a = ( "b c" ) + ((d));';
    const words = namesIn(parseScript(text)).map(({ start, end }) => text.slice(start, end));
    assert.deepEqual(words, ['a', '"b c"', 'd']);
  });

  it('gives the construct that a name belongs to', () => {
    const text = 'MEMORY { RAM : ORIGIN = 0, LENGTH = size }';
    const wholes = namesIn(parseScript(text)).map(({ whole }) =>
      text.slice(whole.start, whole.end),
    );
    assert.deepEqual(wholes, Array(2).fill('RAM : ORIGIN = 0, LENGTH = size'));
  });

  it('knows the name at an offset, also right behind it', () => {
    const tree = parseScript('abc = d;');
    assert.equal(nameAt(tree, 0)?.name, 'abc');
    assert.equal(nameAt(tree, 3)?.name, 'abc');
    assert.equal(nameAt(tree, 4), undefined);
  });

  it('is in order, apart and true to the text, for every script', () => {
    const rng = random(11);
    const texts = Array.from({ length: 1000 }, () => mutateText(rng.pick(parts), rng));
    for (const text of [everything, ...texts]) {
      let last = 0;
      for (const { name, start, end } of namesIn(parseScript(text))) {
        const word = text.slice(start, end);
        assert.ok(start >= last, `${name} at ${start} in order`);
        assert.equal(word.replace(/^"|"$/g, ''), name);
        last = end;
      }
    }
  });

  it('takes sums without end', () => {
    const terms = 100_000;
    assert.equal(namesIn(parseScript(`a = b${' + b'.repeat(terms)};`)).length, terms + 2);
  });
});

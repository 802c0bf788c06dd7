// Macros that make a name by `##`: which may make the one that is asked for, of the words that there are.

import assert from 'node:assert/strict';
import { mayPaste, partsIn, pastingsIn } from '../../../src/csource/pasted-names';
import { mutateText, random } from '../../support/fuzz';

/** Lines of macros that may make `heap_start`. */
function linesOf(text: string): readonly number[] {
  const words = partsIn(text, 'heap_start');
  const found = pastingsIn(text).filter((pasting) => mayPaste(pasting, 'heap_start', words));
  return found.map(({ line }) => line);
}

const cases: readonly (readonly [title: string, text: string, lines: readonly number[]])[] = [
  ['a parameter before a word', '#define S(of) &of##_start\nS(heap);', [1]],
  ['a word before a parameter', 'int a;\n#define S(of) &heap_ ## of\nS(start);', [2]],
  ['two parameters', '#define CAT(a, b) a ## b\nCAT(heap_, start);', [1]],
  ['a word in the middle', '#define S(a, b) a##_##b\nS(heap, start);', [1]],
  ['any number of parameters', '#define S(a, ...) a##__VA_ARGS__\nS(heap, _start);', [1]],
  ['one that has a name for the rest', '#define S(a, b...) a##b\nS(heap, _start);', [1]],
  ['a macro over several lines', '#define S(a) \\\n  f(a); \\\n  f(a##_start)\nS(heap);', [3]],
  ['a macro without parameters', '#define S heap##_start\n', [1]],
  ['words that other files have', '#define S(a) a##_start\nG(heap)', [1]],
  ['the name as a part of others', '#define S(a) heap_start##a\n', [1]],
  ['one that is given nothing', '#define S(a) heap##a##_start\n', [1]],
  ['another end', '#define S(of) of##_end\nS(heap);', []],
  ['words that nobody has', '#define S(of) of##_start\nS(stack);', []],
  ['parameters of which one word is missing', '#define CAT(a, b) a##b\nCAT(heap, end);', []],
  ['a comma before it', '#define LOG(f, ...) printf(f, ##__VA_ARGS__)\nheap, _start', []],
  ['a string', '#define S(a) "a##_start"\nheap', []],
  ['a comment', '#define S(a) a /* a##_start */\nheap', []],
  ['what is no macro', '/* ## heap_start ## */ // a##_start\n', []],
];

describe('pasted names', () => {
  for (const [title, text, lines] of cases) {
    it(`${lines.length > 0 ? 'may come of' : 'do not come of'} ${title}`, () => {
      assert.deepEqual(linesOf(text), lines);
    });
  }

  it('are found in damaged texts without an error, on a line that has ##', () => {
    const rng = random(13);
    const text = cases.map(([, each]) => each).join('\n');
    for (let count = 0; count < 3000; count++) {
      const damaged = mutateText(text, rng);
      const lines = damaged.split('\n').length;
      for (const { line } of pastingsIn(damaged)) assert.ok(line >= 1 && line <= lines);
    }
  });

  it('are looked for to the end of any text', () => {
    for (const piece of ['#define A(', '#define A(a) a##', 'a##', '#define A \\\n', '##']) {
      const text = piece.repeat(50_000);
      assert.ok(Array.isArray(linesOf(text)));
      assert.ok(Array.isArray(linesOf(`#define A(a) ${text}`)));
    }
  });
});

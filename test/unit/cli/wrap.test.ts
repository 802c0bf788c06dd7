import assert from 'node:assert/strict';
import { hanging, wrap } from '../../../src/cli/render/wrap';

describe('wrap', () => {
  it('breaks at blanks, and leaves a word that is longer whole', () => {
    assert.deepEqual(wrap('one two three', 7), ['one two', 'three']);
    assert.deepEqual(wrap('a incomprehensible b', 5), ['a', 'incomprehensible', 'b']);
  });

  it('does not part a number from its unit', () => {
    assert.deepEqual(wrap('the pin reads 3.28 V, at 1800 kHz', 18), [
      'the pin reads',
      '3.28 V, at',
      '1800 kHz',
    ]);
  });

  it('indents what follows a head', () => {
    assert.deepEqual(hanging('  Fix: ', 'Power the board.', 16), [
      '  Fix: Power the',
      '       board.',
    ]);
  });
});

// Work in the background.

import assert from 'node:assert/strict';
import { Background } from '../../../../src/lsp/workspace/background';

describe('work in the background', () => {
  const fail = (error: unknown): void => assert.fail(String(error));

  it('does once what is asked for twice before its turn', async () => {
    const done: string[] = [];
    const background = new Background((each) => {
      done.push(each);
      return Promise.resolve();
    }, fail);
    background.later(['a', 'b']);
    background.later(['a']);
    assert.deepEqual(done, []);
    await background.settled();
    assert.deepEqual(done, ['a', 'b']);
  });

  it('does again what is asked for during its turn, one after the other', async () => {
    const done: string[] = [];
    let atOnce = 0;
    const background: Background = new Background(async (each) => {
      atOnce += 1;
      assert.equal(atOnce, 1);
      done.push(each);
      if (done.length < 3) background.later([each]);
      await Promise.resolve();
      atOnce -= 1;
    }, fail);
    background.later(['a']);
    await background.settled();
    assert.deepEqual(done, ['a', 'a', 'a']);
  });

  it('goes on behind an error, and begins anew once it was done', async () => {
    const errors: unknown[] = [];
    const done: string[] = [];
    const background = new Background(
      (each) => {
        done.push(each);
        return each === 'bad' ? Promise.reject(new Error(each)) : Promise.resolve();
      },
      (error) => errors.push(error),
    );
    background.later([]);
    background.later(['bad', 'good']);
    await background.settled();
    background.later(['late']);
    await background.settled();
    assert.deepEqual(done, ['bad', 'good', 'late']);
    assert.equal(errors.length, 1);
  });
});

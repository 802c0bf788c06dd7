import assert from 'node:assert/strict';
import { nextTurn, poll, raceAbort, timeouts, withTimeout } from '../../../src/base/abort';
import { Failure } from '../../../src/base/failure';

const never = new Promise<never>(() => undefined);

function isFailure(code: string): (thrown: unknown) => boolean {
  return (thrown) => thrown instanceof Failure && thrown.code === code;
}

describe('raceAbort', () => {
  it('gives the value of the work', async () => {
    const signal = new AbortController().signal;
    assert.equal(await raceAbort(Promise.resolve(7), signal), 7);
    assert.equal(await raceAbort(Promise.resolve(8), undefined), 8);
  });

  it('passes on the failure of the work', async () => {
    const work = Promise.reject(new Failure('own', 'user', 'x'));
    await assert.rejects(raceAbort(work, new AbortController().signal), isFailure('own'));
  });

  it('rejects as cancelled when the signal fires first', async () => {
    const controller = new AbortController();
    const waiting = raceAbort(never, controller.signal);
    controller.abort();
    await assert.rejects(waiting, isFailure('cancelled'));
  });

  it('rejects at once when the signal has fired already, and swallows the failure of the work', async () => {
    const work = Promise.reject(new Error('late'));
    await assert.rejects(raceAbort(work, AbortSignal.abort()), isFailure('cancelled'));
  });
});

describe('withTimeout', () => {
  it('names the limit and what was waited for', async () => {
    // portProbe is the shortest limit of the table.
    await assert.rejects(withTimeout(never, 'portProbe', 'a reply'), (thrown: unknown) => {
      assert.ok(thrown instanceof Failure);
      assert.equal(thrown.code, 'timeout');
      assert.equal(thrown.message, 'Timed out after 1 s waiting for a reply.');
      assert.deepEqual(thrown.evidence, ['limit: portProbe']);
      return true;
    });
  });

  it('gives the value in time', async () => {
    assert.equal(await withTimeout(Promise.resolve('x'), 'portProbe', 'x'), 'x');
  });

  it('hears what was there in time, although this process stood still meanwhile', async () => {
    const answer = nextTurn().then(nextTurn);
    const waiting = withTimeout(answer, 'serverEndsToo', 'the server to end');
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 2 * timeouts.serverEndsToo);
    await waiting;
  });

  it('can be called off', async () => {
    const controller = new AbortController();
    const waiting = withTimeout(never, 'load', 'the load', controller.signal);
    controller.abort();
    await assert.rejects(waiting, isFailure('cancelled'));
  });
});

describe('poll', () => {
  it('asks again until there is a value', async () => {
    let attempts = 0;
    const answer = await poll(() => Promise.resolve(++attempts < 3 ? undefined : 'open'));
    assert.equal(answer, 'open');
    assert.equal(attempts, 3);
  });

  it('stops when called off between two attempts', async () => {
    const controller = new AbortController();
    let attempts = 0;
    const waiting = poll(() => {
      if (++attempts === 2) controller.abort();
      return Promise.resolve(undefined);
    }, controller.signal);
    await assert.rejects(waiting, isFailure('cancelled'));
    assert.equal(attempts, 2);
  });

  it('passes on what an attempt throws', async () => {
    const attempt = (): Promise<never> => Promise.reject(new Failure('own', 'user', 'x'));
    await assert.rejects(poll(attempt), isFailure('own'));
  });
});

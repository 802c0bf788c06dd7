import assert from 'node:assert/strict';
import { deferred } from '../../../src/base/deferred';
import { DisposableStore, toDisposable } from '../../../src/base/disposable';

function makeStore(): { store: DisposableStore; log: string[]; errors: unknown[] } {
  const errors: unknown[] = [];
  return { store: new DisposableStore((error) => errors.push(error)), log: [], errors };
}

describe('DisposableStore', () => {
  it('ends its members last in, first out, waiting for each', async () => {
    const { store, log } = makeStore();
    store.add(toDisposable(() => void log.push('first')));
    store.add(
      toDisposable(async () => {
        await Promise.resolve();
        log.push('second');
      }),
    );
    await store.dispose();
    assert.deepEqual(log, ['second', 'first']);
  });

  it('ends the others when one throws, and reports the error', async () => {
    const { store, log, errors } = makeStore();
    const broken = new Error('broken');
    store.add(toDisposable(() => void log.push('kept')));
    store.add(toDisposable(() => Promise.reject(broken)));
    await store.dispose();
    assert.deepEqual(log, ['kept']);
    assert.deepEqual(errors, [broken]);
  });

  it('ends its members once, and every call waits for the same end', async () => {
    const { store, log } = makeStore();
    const gate = deferred<void>();
    store.add(toDisposable(() => gate.promise.then(() => void log.push('end'))));
    const ends = [store.dispose(), store.dispose()];
    assert.equal(store.isDisposed, true);
    gate.resolve();
    await Promise.all(ends);
    assert.deepEqual(log, ['end']);
  });

  it('ends a late addition at once', async () => {
    const { store, log } = makeStore();
    await store.dispose();
    store.add(toDisposable(() => void log.push('late')));
    await store.dispose();
    assert.deepEqual(log, ['late']);
  });

  it('ends an addition made while it unwinds', async () => {
    const { store, log } = makeStore();
    store.add(
      toDisposable(() => {
        store.add(toDisposable(() => void log.push('late')));
        log.push('member');
      }),
    );
    await store.dispose();
    await store.dispose();
    assert.deepEqual(log, ['member', 'late']);
  });
});

import assert from 'node:assert/strict';
import { deferred } from '../../../src/base/deferred';
import { Emitter, once } from '../../../src/base/emitter';
import { describeFailure, Failure, toFailure } from '../../../src/base/failure';
import { hex32, parseAddress } from '../../../src/base/hex';

describe('Emitter', () => {
  it('tells listeners in order until they are disposed', () => {
    const emitter = new Emitter<number>();
    const heard: string[] = [];
    const first = emitter.event((value) => heard.push(`first ${value}`));
    emitter.event((value) => heard.push(`second ${value}`));
    emitter.fire(1);
    void first.dispose();
    emitter.fire(2);
    assert.deepEqual(heard, ['first 1', 'second 1', 'second 2']);
  });

  it('still tells a listener that another one removes during the event', () => {
    const emitter = new Emitter<number>();
    const heard: number[] = [];
    emitter.event(() => void second.dispose());
    const second = emitter.event((value) => heard.push(value));
    emitter.fire(1);
    emitter.fire(2);
    assert.deepEqual(heard, [1]);
  });
});

describe('once', () => {
  it('waits for the first value that passes', async () => {
    const emitter = new Emitter<number>();
    const even = once(emitter.event, (value) => value % 2 === 0);
    for (const value of [1, 4, 6]) emitter.fire(value);
    assert.equal(await even, 4);
  });
});

describe('deferred', () => {
  it('settles from outside', async () => {
    const good = deferred<number>();
    good.resolve(3);
    assert.equal(await good.promise, 3);
    const bad = deferred<number>();
    bad.reject(new Error('no'));
    await assert.rejects(bad.promise, /no/);
  });
});

describe('Failure', () => {
  it('reads as message, evidence and remedy', () => {
    const failure = new Failure('x', 'user', 'It broke.', { evidence: ['saw y'], fix: 'Do z.' });
    assert.equal(describeFailure(failure), 'It broke.\n  saw y\nDo z.');
  });

  it('wraps whatever was thrown as an internal one, with its cause', () => {
    const thrown = new TypeError('oops');
    const failure = toFailure(thrown);
    assert.deepEqual([failure.code, failure.blame, failure.message], ['internal', 'bug', 'oops']);
    assert.equal(failure.cause, thrown);
    assert.equal(toFailure('text').message, 'text');
    assert.equal(toFailure(failure), failure);
  });
});

describe('hex', () => {
  it('writes eight digits, more when needed', () => {
    assert.equal(hex32(0x8000), '0x00008000');
    assert.equal(hex32(0x1_0000_0000n), '0x100000000');
  });

  it('reads hex and decimal and nothing else', () => {
    assert.equal(parseAddress(' 0x08000000 '), 0x08000000);
    assert.equal(parseAddress('42'), 42);
    for (const text of ['', '0x', '-1', '1e3', '08h', '0xffffffffffffffff']) {
      assert.equal(parseAddress(text), undefined, text);
    }
  });
});

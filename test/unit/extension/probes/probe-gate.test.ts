// Who may use the probes: one piece of work at a time, a debug session before all of it.

import assert from 'node:assert/strict';
import { deferred } from '../../../../src/base/deferred';
import { ProbeGate } from '../../../../src/extension/probes/probe-gate';

/** Work that gives its probe back when it is told to, after it was called off. */
function stubborn(log: string[]) {
  const begun = deferred<void>();
  const release = deferred<void>();
  const work = async (signal: AbortSignal): Promise<void> => {
    log.push('begins');
    begun.resolve();
    await release.promise;
    log.push(signal.aborted ? 'released after a call-off' : 'released');
  };
  return { work, begun: begun.promise, release: () => release.resolve() };
}

const code = (expected: string) => (error: unknown) =>
  error instanceof Error && 'code' in error && error.code === expected;

describe('the gate of the probes', () => {
  it('lets one piece of work in after the other', async () => {
    const gate = new ProbeGate();
    const log: string[] = [];
    const first = stubborn(log);
    const one = gate.run(first.work);
    const two = gate.run(() => Promise.resolve(log.push('second')));
    await first.begun;
    first.release();
    await Promise.all([one, two]);
    assert.deepEqual(log, ['begins', 'released', 'second']);
  });

  it('makes a session wait until the probe was given back, and the work hear of it at once', async () => {
    const gate = new ProbeGate();
    const log: string[] = [];
    const work = stubborn(log);
    const done = gate.run(work.work);
    await work.begun;
    const closed = gate.close('session').then(() => log.push('session begins'));
    await assert.rejects(done, code('cancelled'));
    assert.deepEqual(log, ['begins']);
    work.release();
    await closed;
    assert.deepEqual(log, ['begins', 'released after a call-off', 'session begins']);
  });

  it('refuses work while a session runs, until the last one has ended', async () => {
    const gate = new ProbeGate();
    await gate.close('a');
    await gate.close('b');
    await assert.rejects(
      gate.run(() => Promise.resolve()),
      code('probes-in-session'),
    );
    assert.equal(gate.open('a'), false);
    assert.equal(gate.isClosed, true);
    assert.equal(gate.open('b'), true);
    assert.equal(gate.open('b'), false);
    assert.equal(await gate.run(() => Promise.resolve('again')), 'again');
  });

  it('never begins work that was called off while it waited', async () => {
    const gate = new ProbeGate();
    const log: string[] = [];
    const first = stubborn(log);
    const one = gate.run(first.work);
    await first.begun;
    const control = new AbortController();
    const two = gate.run(() => Promise.resolve(log.push('second')), control.signal);
    control.abort();
    await assert.rejects(two, code('cancelled'));
    first.release();
    await one;
    await gate.cancel();
    assert.deepEqual(log, ['begins', 'released']);
  });

  it('goes on after work that failed', async () => {
    const gate = new ProbeGate();
    await assert.rejects(
      gate.run(() => Promise.reject(new Error('broken'))),
      /broken/,
    );
    assert.equal(await gate.run(() => Promise.resolve(1)), 1);
  });
});

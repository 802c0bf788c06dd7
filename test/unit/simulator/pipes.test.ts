// The two pipes of the simulated ST-LINK: packets, answers nobody fetched, the cable, and answers gone wrong.

import assert from 'node:assert/strict';
import { AnswerPipe } from '../../simulator/probe/answer-pipe';
import type { ProbeSetup } from '../../simulator/setup';
import { benchProbe, bytesOf, enterSwd } from './bench-probe';

describe('The answer pipe', () => {
  it('gives an answer of several packets to one transfer', async () => {
    const pipe = new AnswerPipe(64);
    const answer = new Uint8Array(150).map((_, at) => at);
    const early = pipe.take(150);
    pipe.put(answer);
    assert.deepEqual(await early, { kind: 'data', bytes: answer });
  });

  it('ends a transfer at a packet that is not full', async () => {
    const pipe = new AnswerPipe(64);
    pipe.put(new Uint8Array(70));
    const taken = await pipe.take(512);
    assert.ok(taken.kind === 'data');
    assert.equal(taken.bytes.length, 70);
  });

  it('ends a transfer that is full, and keeps the rest for the next', async () => {
    const pipe = new AnswerPipe(64);
    pipe.put(new Uint8Array(128));
    for (const byteLength of [64, 64]) {
      const taken = await pipe.take(byteLength);
      assert.ok(taken.kind === 'data');
      assert.equal(taken.bytes.length, 64);
    }
  });

  it('loses what of a packet does not fit, and says so', async () => {
    const pipe = new AnswerPipe(64);
    pipe.put(bytesOf('0102'));
    pipe.put(bytesOf('0304'));
    assert.deepEqual(await pipe.take(1), { kind: 'overflow', bytes: bytesOf('01') });
    assert.deepEqual(await pipe.take(2), { kind: 'data', bytes: bytesOf('0304') });
  });

  it('gives the next answer to the next transfer when one was cancelled', async () => {
    const pipe = new AnswerPipe(64);
    const first = new AbortController();
    const cancelled = pipe.take(2, first.signal);
    const second = pipe.take(2);
    first.abort();
    pipe.put(bytesOf('0102'));
    assert.equal((await cancelled).kind, 'cancelled');
    assert.deepEqual(await second, { kind: 'data', bytes: bytesOf('0102') });
  });

  it('has empty answers', async () => {
    const pipe = new AnswerPipe(64);
    pipe.put(new Uint8Array());
    assert.deepEqual(await pipe.take(8), { kind: 'data', bytes: new Uint8Array() });
  });
});

describe('The pipes of the simulated ST-LINK', () => {
  it('deliver an answer that nobody fetched to the next one who asks', async () => {
    const { ask, tell } = benchProbe();
    await tell('f5');
    assert.equal(await ask('f1', 6), '0100');
    assert.equal(await ask('f5', 6), '2b5e83044b37');
  });

  it('take data in several transfers', async () => {
    const { ask, probe } = benchProbe();
    await ask(enterSwd, 2);
    const command = new Uint8Array(16);
    command.set(bytesOf('f208 00000020 0800'));
    for (const part of [command, bytesOf('01020304'), bytesOf('05060708')]) probe.out(part);
    assert.equal(await ask('f2 07 00000020 0800', 8), '0102030405060708');
  });

  it('do not take less than 16 bytes for a command', async () => {
    const { ask, probe } = benchProbe();
    probe.out(bytesOf('f1'));
    assert.equal(probe.commandCount, 0);
    assert.equal(await ask('f5', 2), '0100');
  });

  it('end with the cable, and begin anew with it', async () => {
    const { ask, probe } = benchProbe();
    await ask(enterSwd, 2);
    const waiting = probe.in(2);
    const heard: boolean[] = [];
    const end = probe.onPlug((isPlugged) => heard.push(isPlugged));
    probe.unplug();
    assert.deepEqual(await waiting, { kind: 'gone' });
    assert.equal(await ask('f5', 2), 'gone');
    probe.plug();
    assert.equal(await ask('f5', 2), '0100');
    end();
    probe.unplug();
    assert.deepEqual(heard, [false, true]);
  });

  it('go at the command that was named, before it is answered', async () => {
    const { ask, probe } = benchProbe({ unplugAtCommand: 2 });
    assert.equal(await ask('f5', 2), '0100');
    assert.equal(await ask('f5', 2), 'gone');
    assert.equal(probe.isPlugged, false);
    assert.equal(probe.commandCount, 2);
  });

  it('give nothing when the probe is wedged', async () => {
    const { ask, probe } = benchProbe({ isWedged: true });
    assert.equal(await ask('f1', 6), 'cancelled');
    assert.deepEqual(probe.transcript, ['F1     f1  IN 0']);
  });

  const wrong: readonly (readonly [
    NonNullable<ProbeSetup['misbehaviour']>['kind'],
    byteLength: number,
    expected: RegExp,
  ])[] = [
    ['garbage', 2, /^(?!0100)[0-9a-f]{4}$/],
    ['short', 2, /^01$/],
    ['long', 2, /^overflow 0100$/],
    ['stale', 6, /^2b5e83044b37$/],
    ['empty', 2, /^$/],
    ['silent', 2, /^cancelled$/],
  ];
  for (const [kind, byteLength, expected] of wrong) {
    it(`spoil answers from a command on: ${kind}`, async () => {
      const { ask } = benchProbe({ misbehaviour: { kind, fromCommand: 2 } });
      assert.equal(await ask('f1', 6), '2b5e83044b37');
      assert.match(await ask('f5', byteLength), expected);
    });
  }

  it('spoil the status alone where there is one', async () => {
    const { ask } = benchProbe({ misbehaviour: { kind: 'unknown-status', fromCommand: 1 } });
    assert.equal(await ask('f5', 2), '0100');
    assert.equal(await ask(enterSwd, 2), 'ee00');
  });

  it('write down what was said', async () => {
    const { ask, tell, probe } = benchProbe();
    await ask(enterSwd, 2);
    await tell('f2 08 00000020 0400', '01020304');
    await ask('f2 3e', 12);
    await tell('f2 21');
    assert.deepEqual(probe.transcript, [
      'F2 30  f230a3  IN 2 8000',
      'F2 08  f2080000002004 OUT 4 01020304 IN 0',
      'F2 3E  f23e  IN 12 800000000000000000000000',
      'F2 21  f221  IN 0',
    ]);
  });
});

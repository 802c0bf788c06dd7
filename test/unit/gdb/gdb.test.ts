// The Gdb session: order, cancellation, whose text is whose, and every way it can end.

import assert from 'node:assert/strict';
import { Failure } from '../../../src/base/failure';
import type { MiStream } from '../../../src/gdb/mi-record';
import { scriptedGdb } from '../../support/scripted-gdb';

const prompt = '(gdb) ';

/** How a promise stands after everything that is due has run. */
async function stateOf(promise: Promise<unknown>): Promise<string> {
  await new Promise(setImmediate);
  return Promise.race([
    promise.then(
      () => 'resolved',
      (error: Failure) => error.code,
    ),
    Promise.resolve('pending'),
  ]).then((state) => state);
}

describe('Gdb', () => {
  it('writes commands before the first prompt and is ready at it', async () => {
    const { gdb, written, say, starts } = scriptedGdb({ args: ['-ex', 'x'] });
    const reply = gdb.send('-list-features');
    assert.deepEqual(written, ['1-list-features']);
    assert.deepEqual(starts[0]?.slice(0, 3), ['-nx', '-q', '--interpreter=mi3']);
    assert.deepEqual(starts[0]?.slice(-2), ['-ex', 'x']);
    assert.ok(starts[0]?.includes('maintenance set internal-error corefile no'));
    assert.equal(await stateOf(gdb.ready), 'pending');
    say('=thread-group-added,id="i1"', prompt, '1^done,features=["python"]', prompt);
    await gdb.ready;
    assert.deepEqual(await reply, { features: ['python'] });
  });

  it('gives each of several pipelined commands its own reply', async () => {
    const { gdb, say } = scriptedGdb();
    const replies = ['-a', '-b', '-c'].map((command) => gdb.send(command));
    say(prompt, '1^done,v="1"', prompt, '2^error,msg="no b"', prompt, '3^done,v="3"', prompt);
    const [one, two, three] = await Promise.allSettled(replies);
    assert.deepEqual(one, { status: 'fulfilled', value: { v: '1' } });
    assert.deepEqual(three, { status: 'fulfilled', value: { v: '3' } });
    assert.ok(two?.status === 'rejected' && two.reason instanceof Failure);
    assert.equal(two.reason.code, 'gdb-error');
    assert.equal(two.reason.message, 'no b');
    assert.deepEqual(two.reason.evidence, ['command: -b']);
  });

  it('drops the late reply of a cancelled command without confusing the next', async () => {
    const { gdb, say } = scriptedGdb();
    const stop = new AbortController();
    const cancelled = gdb.send('-slow', { signal: stop.signal });
    const next = gdb.collect('-next');
    stop.abort();
    await assert.rejects(cancelled, { code: 'cancelled' });
    say(prompt, '~"of the slow one\\n"', '1^done,v="late"', '~"of the next\\n"', '2^done', prompt);
    assert.equal((await next).output, 'of the next\n');
  });

  it('does not write a command that was cancelled before', async () => {
    const { gdb, written } = scriptedGdb();
    await assert.rejects(gdb.send('-a', { signal: AbortSignal.abort() }), { code: 'cancelled' });
    assert.deepEqual(written, []);
  });

  it('refuses a command of two lines', async () => {
    const { gdb, written } = scriptedGdb();
    await assert.rejects(gdb.send('-a\n-b'), { code: 'gdb-command-invalid' });
    assert.deepEqual(written, []);
  });

  it("collects a command's console and target text and leaves the rest to the listeners", async () => {
    const { gdb, say } = scriptedGdb();
    const heard: MiStream[] = [];
    gdb.onStream((record) => heard.push(record));
    const before = gdb.send('-before');
    const said = gdb.capture('monitor help');
    const after = gdb.send('-after');
    say('~"a"', '1^done', '~"b"', '@"c"', '&"log"', '2^done', '~"d"', '3^done', 'raw output');
    await Promise.all([before, after]);
    assert.equal(await said, 'bc');
    assert.deepEqual(heard, [
      { kind: 'console', text: 'a' },
      { kind: 'log', text: 'log' },
      { kind: 'console', text: 'd' },
      { kind: 'target', text: 'raw output\n' },
    ]);
  });

  it('hands collected text to the listeners when the command failed', async () => {
    const { gdb, say } = scriptedGdb();
    const heard: MiStream[] = [];
    gdb.onStream((record) => heard.push(record));
    const said = gdb.capture('source x');
    say('~"half"', '1^error,msg="x"');
    await assert.rejects(said, { code: 'gdb-error' });
    assert.deepEqual(heard, [{ kind: 'console', text: 'half' }]);
  });

  it('rejects a command whose reply is broken', async () => {
    const { gdb, say } = scriptedGdb();
    const reply = gdb.send('-a');
    say('1^done,v="');
    await assert.rejects(reply, { code: 'gdb-malformed-reply' });
  });

  it('knows from the records whether the target runs', async () => {
    const { gdb, say } = scriptedGdb();
    assert.equal(gdb.isRunning, false);
    const reply = gdb.send('-exec-continue');
    say('1^running');
    assert.equal(gdb.isRunning, true);
    await reply;
    say('*stopped,reason="exited"');
    assert.equal(gdb.isRunning, false);
    say('*running,thread-id="all"', '=thread-group-exited,id="i1"');
    assert.equal(gdb.isRunning, false);
  });

  it('tells an error that follows ^running, and that no stop will come', async () => {
    const { gdb, say } = scriptedGdb();
    const late: Failure[] = [];
    gdb.onLateError((failure) => late.push(failure));
    const stop = gdb.waitForStop();
    const reply = gdb.send('-exec-continue');
    say('1^running', '*running,thread-id="all"', '1^error,msg="Remote connection closed"');
    await reply;
    await assert.rejects(stop, { code: 'gdb-error', message: 'Remote connection closed' });
    assert.deepEqual(
      late.map((failure) => failure.evidence),
      [['command: -exec-continue']],
    );
    assert.equal(gdb.isRunning, false);
  });

  it('ends the wait for a stop when the server is lost', async () => {
    const { gdb, say } = scriptedGdb();
    const stop = gdb.waitForStop();
    say('=thread-group-exited,id="i1"', '&"Remote connection closed\\n"');
    await assert.rejects(stop, { code: 'target-gone' });
  });

  it('gives halt the stop that comes in one chunk with the reply', async () => {
    const { gdb, say, written } = scriptedGdb();
    say('*running,thread-id="all"');
    const halted = gdb.halt();
    assert.deepEqual(written, ['1-exec-interrupt']);
    say('1^done', prompt, '*stopped,signal-name="SIGINT"');
    assert.equal((await halted)?.klass, 'stopped');
  });

  it('gives halt the stop that comes before or after the reply, and nothing for a stopped target', async () => {
    const { gdb, say } = scriptedGdb();
    say('*running,thread-id="all"');
    const early = gdb.halt();
    say('*stopped', '1^done');
    assert.equal((await early)?.klass, 'stopped');
    const none = gdb.halt();
    say('2^done');
    assert.equal(await none, undefined);
    say('*running,thread-id="all"');
    const later = gdb.halt();
    say('3^done');
    assert.equal(await stateOf(later), 'pending');
    say('*stopped');
    assert.equal((await later)?.klass, 'stopped');
  });

  it('interrupts by SIGINT where it is told to, but not on Windows', async () => {
    const { gdb, say, signals, written } = scriptedGdb({ interruptMode: 'sigint' });
    assert.equal(await gdb.halt(), undefined);
    say('*running,thread-id="all"');
    const halted = gdb.halt();
    await new Promise(setImmediate);
    assert.deepEqual(signals, [], 'GDB is still resuming');
    say(prompt);
    await new Promise(setImmediate);
    assert.deepEqual([signals, written], [['SIGINT'], []]);
    say('*stopped');
    assert.equal((await halted)?.klass, 'stopped');
    const windows = scriptedGdb({ interruptMode: 'sigint' }, 'win32').gdb;
    await assert.rejects(windows.interrupt(), { code: 'gdb-interrupt-unsupported' });
  });

  it('starts a GDB without MI 3 again with MI 2 and repeats what was written', async () => {
    const { gdb, say, starts, written, complain, end } = scriptedGdb();
    const reply = gdb.send('-a');
    complain("Interpreter `mi3' unrecognized");
    void end({ kind: 'exited', code: 1 });
    await new Promise(setImmediate);
    assert.deepEqual(
      starts.map((args) => args[2]),
      ['--interpreter=mi3', '--interpreter=mi2'],
    );
    assert.deepEqual(written, ['1-a', '1-a']);
    say(prompt, '1^done', prompt);
    await Promise.all([gdb.ready, reply]);
  });

  it('rejects everything when GDB dies, with its last words', async () => {
    const { gdb, say, complain, end } = scriptedGdb();
    say(prompt);
    const pending = [gdb.send('-a'), gdb.waitForStop(), gdb.capture('b')];
    complain('internal-error: something');
    const ended = Promise.allSettled(pending);
    await end({ kind: 'signalled', signal: 'SIGSEGV' });
    for (const outcome of await ended) {
      assert.ok(outcome.status === 'rejected');
      const failure = outcome.reason as Failure;
      assert.equal(failure.code, 'gdb-gone');
      assert.match(failure.message, /was killed by SIGSEGV/);
      assert.ok(failure.evidence.includes('internal-error: something'));
    }
    await assert.rejects(gdb.send('-later'), { code: 'gdb-gone' });
    await gdb.dispose();
  });

  it('says that a program which ends without a prompt is no GDB', async () => {
    const { gdb, say, end } = scriptedGdb();
    const reply = gdb.send('-a');
    const outcome = assert.rejects(reply, (failure: Failure) => {
      assert.equal(failure.code, 'gdb-cannot-run');
      assert.ok(failure.evidence.includes('usage: not gdb'));
      assert.ok(failure.fix !== undefined);
      return true;
    });
    say('usage: not gdb');
    await end({ kind: 'exited', code: 2 });
    await outcome;
    await assert.rejects(gdb.ready, { code: 'gdb-cannot-run' });
  });

  it('asks GDB to end, interrupting it only when it is busy', async () => {
    const idle = scriptedGdb();
    idle.say(prompt);
    const ending = idle.gdb.dispose();
    assert.deepEqual([idle.written, idle.signals], [['-gdb-exit'], []]);
    await idle.end({ kind: 'exited', code: 0 });
    await ending;
    await idle.gdb.dispose();

    const busy = scriptedGdb();
    const connecting = busy.gdb.send('-target-select remote :1');
    const lost = assert.rejects(connecting, { code: 'gdb-gone', message: 'GDB was ended.' });
    const interrupted = busy.gdb.dispose();
    assert.deepEqual(busy.signals, ['SIGINT']);
    await busy.end({ kind: 'exited', code: 0 });
    await Promise.all([interrupted, lost]);
  });

  it('kills a GDB that does not end', async () => {
    const { gdb, signals } = scriptedGdb();
    await gdb.dispose();
    assert.deepEqual(signals, ['SIGKILL']);
    assert.equal(gdb.isGone, true);
  });

  it('traces every line in both directions', () => {
    const lines: string[] = [];
    const { gdb, say, complain } = scriptedGdb({
      trace: (way, line) => lines.push(`${way} ${line}`),
    });
    void gdb.send('-a').catch(() => undefined);
    say('~"Gr\\303\\274ße"');
    complain('warning');
    assert.deepEqual(lines, ['out 1-a', 'in ~"Gr\\303\\274ße"', 'err warning']);
  });
});

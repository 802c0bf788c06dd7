// The guest itself: jobs give their output and exit code, end with all they started, and cannot hang.

import assert from 'node:assert/strict';
import { runInGuest, startGuest } from '../../simulator/guest/guest';
import type { Guest } from '../../simulator/guest/guest';
import { usbTestMs } from './usb-probes';

describe('The guest with a Linux kernel', function () {
  this.timeout(usbTestMs);

  let guest: Guest | undefined;
  before(async () => {
    guest = await startGuest();
  });
  after(() => guest?.dispose());

  it('runs jobs one after the other and tells how they ended', async () => {
    assert.ok(guest);
    const pieces: string[] = [];
    const first = await guest.run('echo one; echo two >&2; sleep 1000 & exit 3', {
      onOutput: (text) => pieces.push(text),
    });
    assert.deepEqual(first, { output: 'one\ntwo\n', exitCode: 3 });
    assert.equal(pieces.join(''), first.output);
    const second = await guest.run(['printf', '%s', "it's\n"]);
    assert.deepEqual(second, { output: "it's\n", exitCode: 0 });
    const left = await guest.run('grep -l "^sleep" /proc/[0-9]*/comm');
    assert.deepEqual(left, { output: '', exitCode: 1 });
  });

  it('ends with a job that exceeds its limit', async () => {
    assert.ok(guest);
    await assert.rejects(guest.run('sleep 1000', { limitMs: 100 }), /not done in 100 ms/);
    await assert.rejects(guest.run('true'), /QEMU ended/);
  });

  it('can be called off while it boots', async () => {
    await assert.rejects(runInGuest('true', { signal: AbortSignal.abort() }), /cancelled/);
  });

  it('says why it does not start', async () => {
    await assert.rejects(startGuest({ usb: ['/nowhere'] }), /Failed to connect to '\/nowhere'/);
  });
});

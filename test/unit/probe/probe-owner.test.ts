// One owner of a probe at a time within a process.

import assert from 'node:assert/strict';
import { ownProbe } from '../../../src/probe/probe-owner';
import type { ProbeInfo } from '../../../src/probe/probe-info';
import { codeOf } from '../../support/probe-bench';

const probeAt = (node: string): ProbeInfo => ({
  family: 'stlink',
  id: '0483:374b',
  name: 'ST-LINK/V2-1',
  serial: undefined,
  carrier: { kind: 'usb', node },
  access: 'ok',
  holders: [],
});

describe('owner of a probe', () => {
  it('lets the next have it in the order they came', async () => {
    const probe = probeAt('/dev/bus/usb/001/001');
    const order: number[] = [];
    const first = await ownProbe(probe);
    const others = [1, 2, 3].map(async (number) => {
      const giveBack = await ownProbe(probe);
      order.push(number);
      giveBack();
    });
    order.push(0);
    first();
    await Promise.all(others);
    assert.deepEqual(order, [0, 1, 2, 3]);
  });

  it('keeps nobody from another probe', async () => {
    const giveBack = await ownProbe(probeAt('/dev/bus/usb/001/002'));
    (await ownProbe(probeAt('/dev/bus/usb/001/003')))();
    giveBack();
  });

  it('lets one who is called off go, and does not lose the turn of those behind', async () => {
    const probe = probeAt('/dev/bus/usb/001/004');
    const first = await ownProbe(probe);
    const off = new AbortController();
    const second = codeOf(ownProbe(probe, off.signal));
    const third = ownProbe(probe);
    off.abort();
    assert.equal(await second, 'cancelled');
    first();
    (await third)();
  });
});

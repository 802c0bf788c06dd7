// The debug port, its memory access port and the core's debug registers of a simulated target.

import assert from 'node:assert/strict';
import { TargetClient, aircr, dhcsr, scs, valueOf } from '../../support/target-client';

const pc = 15;
const ram = 0x20000000;
const nowhere = 0x60000000;
const ctrlStat = 0x4;
const stickyError = 0x20;

describe('simulated target: debug port', () => {
  it('acknowledges power-up requests bit by bit', async () => {
    const { wire } = await TargetClient.start();
    for (const [request, seen] of [
      [0x10000000, 0x30000000],
      [0x50000000, 0xf0000000],
      [0, 0],
    ] as const) {
      await wire.writeDp(ctrlStat, request);
      assert.equal(valueOf(await wire.readDp(ctrlStat)), seen);
    }
    assert.equal((await wire.readAp(0, 0xfc)).ack, 'fault');
  });

  it('keeps the sticky error of a failed access until ABORT clears it', async () => {
    const client = await TargetClient.start();
    const failed = await client.read(nowhere, 8);
    assert.deepEqual(failed, { ack: 'fault', of: 'AP', address: nowhere });
    assert.equal(valueOf(await client.wire.readDp(ctrlStat)) & stickyError, stickyError);
    assert.equal((await client.wire.readAp(0, 0xfc)).ack, 'fault');
    await client.wire.writeDp(0, 1 << 2);
    assert.equal(valueOf(await client.wire.readDp(ctrlStat)) & stickyError, 0);
    assert.equal(valueOf(await client.wire.readAp(0, 0xfc)), 0x24770011);
  });

  it('reads 0 from an access port that is not there', async () => {
    const { wire } = await TargetClient.start();
    assert.equal(valueOf(await wire.readAp(1, 0xfc)), 0);
  });

  it('counts TAR up with each datum and starts over at the end of its block', async () => {
    const client = await TargetClient.start();
    const { wire } = client;
    await wire.writeAp(0, 0x00, 0x23000012);
    await wire.writeAp(0, 0x04, ram + 0xff8);
    for (const value of [1, 2, 3]) await wire.writeAp(0, 0x0c, value);
    assert.equal(valueOf(await wire.readAp(0, 0x04)), ram + 4);
    assert.equal(await client.word(ram + 0xffc), 2);
    assert.equal(await client.word(ram), 3);
    assert.equal(valueOf(await wire.readDp(0xc)), ram + 4);
  });

  it('puts bytes into the lanes of their addresses and reaches four words by BD', async () => {
    const client = await TargetClient.start();
    const { wire } = client;
    await client.setWord(ram + 4, 0x44332211);
    await wire.writeAp(0, 0x00, 0x23000010);
    await wire.writeAp(0, 0x04, ram + 6);
    assert.equal(valueOf(await wire.readAp(0, 0x0c)), 0x00330000);
    assert.equal(valueOf(await wire.readAp(0, 0x14)), 0x44332211);
    await wire.writeAp(0, 0x18, 7);
    assert.equal(await client.word(ram + 8), 7);
  });

  it('reads one address again and again when told not to count', async () => {
    const client = await TargetClient.start();
    await client.setWord(ram, 5);
    await client.setWord(ram + 4, 6);
    const bytes = valueOf(await client.wire.readMemory(0, ram, 4, 8, false));
    assert.deepEqual([...bytes], [5, 0, 0, 0, 5, 0, 0, 0]);
  });

  it('refuses an unaligned address', async () => {
    const client = await TargetClient.start();
    assert.equal((await client.read(ram + 2, 4)).ack, 'fault');
    assert.equal((await client.read(ram + 1, 3, 1)).ack, 'ok');
  });

  it('has the debug APB of H7 and H5 on ports of their own', async () => {
    const h7 = await TargetClient.start({ part: 'h743' });
    assert.equal(valueOf(await h7.wire.readAp(2, 0xfc)), 0x54770002);
    const idcode = Buffer.from(valueOf(await h7.wire.readMemory(2, 0xe00e1000, 4, 4)));
    assert.equal(idcode.readUInt32LE(), 0x20036450);
    const h5 = await TargetClient.start({ part: 'h563' });
    assert.equal((await h5.wire.readMemory(0, 0xe0044000, 4, 4)).ack, 'ok');
  });
});

describe('simulated target: core debug', () => {
  it('halts, gives its registers and steps by one instruction', async () => {
    const client = await TargetClient.start();
    await client.halt();
    assert.equal((await client.status()) & 0x30003, 0x30003);
    assert.equal(await client.word(scs.dfsr), 1);
    assert.equal(await client.register(pc), 0x08000100);
    await client.step();
    assert.equal(await client.register(pc), 0x08000102);
    for (const [selector, value] of [
      [0, 0x12345678],
      [13, 0x20001000],
      [20, 0x01000001],
      [0x21, 0x03000000],
      [0x5f, 0x40490fdb],
    ] as const) {
      await client.setRegister(selector, value);
      assert.equal(await client.register(selector), value);
    }
    await client.setWord(scs.dfsr, 1);
    assert.equal(await client.word(scs.dfsr), 0);
    await client.resume();
    assert.equal(await client.isHalted(), false);
  });

  it('ignores DHCSR without the key, and C_HALT without C_DEBUGEN', async () => {
    const client = await TargetClient.start();
    await client.setWord(scs.dhcsr, dhcsr.enable | dhcsr.halt);
    assert.equal(await client.isHalted(), false);
    await client.control(dhcsr.halt);
    assert.equal((await client.status()) & 0x20003, 0);
  });

  it('stops again at once when it is let go at a breakpoint', async () => {
    const client = await TargetClient.start();
    await client.halt();
    await client.setWord(scs.fpControl, 3);
    await client.setWord(scs.fpComparator, 0x48000101);
    await client.setWord(scs.dfsr, 0x1f);
    await client.resume();
    assert.equal(await client.isHalted(), true);
    assert.equal(await client.word(scs.dfsr), 2);
    assert.equal(await client.register(pc), 0x08000100);
    // The upper halfword of the same word is another place.
    await client.setWord(scs.fpComparator, 0x88000101);
    await client.resume();
    assert.equal(await client.isHalted(), false);
  });

  it('takes the whole address in comparators of version 2', async () => {
    const client = await TargetClient.start({ part: 'h743' });
    assert.equal(await client.word(scs.fpControl), 0x10000080);
    await client.halt();
    await client.setWord(scs.fpControl, 3);
    await client.setWord(scs.fpComparator, 0x08000101);
    await client.resume();
    assert.equal(await client.isHalted(), true);
  });

  it('catches a reset where DEMCR says so, and tells of the reset once', async () => {
    const client = await TargetClient.start();
    await client.halt();
    await client.status();
    assert.equal((await client.status()) & dhcsr.wasReset, 0);
    await client.setWord(scs.demcr, 1);
    await client.setWord(scs.dfsr, 0x1f);
    await client.setWord(scs.aircr, aircr.system);
    assert.equal((await client.status()) & dhcsr.wasReset, dhcsr.wasReset);
    assert.equal((await client.status()) & dhcsr.wasReset, 0);
    assert.equal(await client.isHalted(), true);
    assert.equal(await client.word(scs.dfsr), 8);
    assert.equal(await client.register(pc), 0x08000100);
    await client.setWord(scs.demcr, 0);
    await client.setWord(scs.aircr, aircr.system);
    assert.equal(await client.isHalted(), false);
  });

  it('resets the core alone by VECTRESET, which keeps the peripherals', async () => {
    const client = await TargetClient.start();
    await client.setWord(0x40023c04, 0x45670123);
    await client.setWord(0x40023c04, 0xcdef89ab);
    assert.equal((await client.word(0x40023c10)) >>> 31, 0);
    await client.status();
    await client.setWord(scs.aircr, aircr.vector);
    assert.equal((await client.status()) & dhcsr.wasReset, dhcsr.wasReset);
    assert.equal((await client.word(0x40023c10)) >>> 31, 0);
    await client.setWord(scs.aircr, aircr.system);
    assert.equal((await client.word(0x40023c10)) >>> 31, 1);
  });

  it('samples the program counter while it runs and tracing is on', async () => {
    const client = await TargetClient.start();
    assert.equal(await client.word(scs.pcsr), 0xffffffff);
    await client.setWord(scs.demcr, 1 << 24);
    assert.equal(await client.word(scs.pcsr), 0x08000100);
    await client.halt();
    assert.equal(await client.word(scs.pcsr), 0xffffffff);
  });

  it('shows sleep and lockup while it is not halted', async () => {
    const asleep = await TargetClient.start({ lowPower: 'sleep' });
    assert.equal((await asleep.status()) & dhcsr.isAsleep, dhcsr.isAsleep);
    await asleep.setWord(scs.demcr, 1 << 24);
    assert.equal(await asleep.word(scs.pcsr), 0xffffffff);
    const stuck = await TargetClient.start({ isLockedUp: true });
    assert.equal((await stuck.status()) & dhcsr.isLockedUp, dhcsr.isLockedUp);
    await stuck.halt();
    assert.equal((await stuck.status()) & dhcsr.isLockedUp, 0);
    assert.equal(await stuck.register(pc), 0xfffffffe);
  });

  it('starts in the boot loader where the board boots from system memory', async () => {
    const client = await TargetClient.start({ bootsFrom: 'system' });
    await client.halt();
    assert.equal((await client.register(pc)) >>> 16, 0x1fff);
    assert.equal((await client.word(0x40013800)) & 3, 1);
    assert.equal(await client.word(0), await client.word(0x1fff0000));
  });
});

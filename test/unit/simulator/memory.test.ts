// Blocks of memory through the simulated ST-LINK, core registers, and mixed sequences.

import assert from 'node:assert/strict';
import { benchProbe, enterSwd } from './bench-probe';

const lastStatus = 'f2 3e';
const good = '800000000000000000000000';

describe('Memory through the simulated ST-LINK', () => {
  it('is read and written by words, half-words and bytes', async () => {
    const { ask, tell, wire } = benchProbe();
    await ask(enterSwd, 2);
    await tell('f2 08 00000020 0800', '0102030405060708');
    assert.equal(await ask(lastStatus, 12), good);
    await tell('f2 48 02000020 0200', 'aabb');
    await tell('f2 0d 05000020 0100', 'cc');
    assert.equal(await ask('f2 07 00000020 0800', 8), '0102aabb05cc0708');
    assert.equal(await ask('f2 47 02000020 0200', 2), 'aabb');
    assert.deepEqual(wire.log.slice(1), [
      'write 20000000 4',
      'write 20000002 2',
      'write 20000005 1',
      'read 20000000 4',
      'read 20000002 2',
    ]);
  });

  it('gives two bytes where one was asked for', async () => {
    const { ask, wire } = benchProbe();
    wire.words.set(0x20000000, 0x44332211);
    await ask(enterSwd, 2);
    assert.equal(await ask('f2 0c 01000020 0100', 2), '2200');
    assert.equal(await ask('f2 0c 01000020 0100', 1), 'overflow 22');
  });

  it('stays at one address without increment', async () => {
    const { ask, tell, wire } = benchProbe();
    await ask(enterSwd, 2);
    await tell('f2 50 00000020 0800', '0100000002000000');
    assert.equal(wire.words.get(0x20000000), 2);
    assert.equal(wire.words.get(0x20000004), undefined);
    assert.equal(await ask('f2 54 00000020 0800', 8), '0200000002000000');
  });

  it('answers a read that failed with zeros, and tells status and address afterwards', async () => {
    const { ask, wire } = benchProbe();
    await ask(enterSwd, 2);
    wire.fail('fault', 'AP', { address: 0x20000004, count: 1 });
    assert.equal(await ask('f2 07 00000020 0800', 8), '0000000000000000');
    assert.equal(await ask(lastStatus, 12), '110000000400002000000000');
    assert.equal(await ask('f2 3b', 2), '1100');
  });

  it('tells afterwards of a block that is too long or not aligned', async () => {
    const { ask, tell } = benchProbe();
    await ask(enterSwd, 2);
    await ask('f2 0c 00000020 4100', 65);
    assert.equal((await ask(lastStatus, 12)).slice(0, 2), '08');
    await ask('f2 07 02000020 0400', 4);
    assert.equal((await ask(lastStatus, 12)).slice(0, 2), '0a');
    await tell('f2 08 00000020 0600', '000000000000');
    assert.equal((await ask(lastStatus, 12)).slice(0, 2), '0a');
  });

  it('takes 512 bytes at a time on a V3', async () => {
    const { ask } = benchProbe({}, 'v3');
    await ask(enterSwd, 2);
    assert.equal((await ask('f2 0c 00000020 0002', 512)).length, 1024);
    assert.equal(await ask(lastStatus, 12), good);
  });

  it('needs another access port to be opened', async () => {
    const { ask } = benchProbe();
    await ask(enterSwd, 2);
    await ask('f2 07 00000020 0400 01', 4);
    assert.equal((await ask(lastStatus, 12)).slice(0, 2), '1d');
    await ask('f2 4b 01', 2);
    await ask('f2 07 00000020 0400 01', 4);
    assert.equal(await ask(lastStatus, 12), good);
  });

  it('reports a read that the firmware lacks where its status is asked for', async () => {
    const { ask } = benchProbe({ lacks: ['READMEM32'] });
    await ask(enterSwd, 2);
    assert.equal(await ask('f2 07 00000020 0400', 4), '4200');
    assert.equal((await ask(lastStatus, 12)).slice(0, 2), '42');
  });
});

describe('Core registers through the simulated ST-LINK', () => {
  const dhcsr = 0xe000edf0;
  const dcrsr = 0xe000edf4;
  const dcrdr = 0xe000edf8;

  it('go through DCRSR and DCRDR', async () => {
    const { ask, wire } = benchProbe();
    await ask(enterSwd, 2);
    wire.words.set(dhcsr, 0x00030003);
    wire.words.set(dcrdr, 0x12345678);
    assert.equal(await ask('f2 33 0f', 8), '8000000078563412');
    assert.equal(wire.words.get(dcrsr), 0x0f);
    assert.equal(await ask('f2 34 00 11000000', 2), '8000');
    assert.equal(wire.words.get(dcrsr), 0x10000);
    assert.equal(wire.words.get(dcrdr), 0x11);
    assert.equal((await ask('f2 3a', 88)).slice(0, 24), '800000001100000011000000');
  });

  it('cannot be had of a core that runs', async () => {
    const { ask } = benchProbe();
    await ask(enterSwd, 2);
    assert.equal(await ask('f2 33 00', 8), '0100000000000000');
  });

  it('of the floating-point unit came with J15', async () => {
    for (const [firmware, code] of [
      ['J14S0', '08'],
      ['J15S0', '80'],
    ] as const) {
      const { ask, wire } = benchProbe({ firmware }, 'v2');
      await ask(enterSwd, 2);
      wire.words.set(dhcsr, 0x00030003);
      assert.equal((await ask('f2 33 40', 8)).slice(0, 2), code, firmware);
    }
  });
});

describe('Mixed sequences through the simulated ST-LINK', () => {
  it('give a value and a status for each item', async () => {
    const { ask, tell, wire } = benchProbe();
    wire.words.set(0x20000010, 0xaabbccdd);
    await ask(enterSwd, 2);
    await tell('f2 51 04000000', '05010203' + '00000000' + '00000020' + '2a000000' + '10000020');
    assert.equal(
      await ask('f2 52', 32),
      '00000000' + '00000000' + '00000000' + 'ddccbbaa' + '80000000'.repeat(4),
    );
    assert.equal(wire.words.get(0x20000000), 0x2a);
  });

  it('have a longest one', async () => {
    const { ask, tell } = benchProbe();
    assert.equal(await ask('f2 53', 2), '4000');
    await ask(enterSwd, 2);
    await tell('f2 51 41000000', '00'.repeat(68 + 4 * 65));
    assert.equal(await ask('f2 52', 8), '0000000008000000');
  });
});

// What each simulated part says it is, held against the recordings and the product's table of devices.

import assert from 'node:assert/strict';
import { findDie } from '../../../src/devices/die';
import { protectionLevel, protectionOf } from '../../../src/devices/protection';
import type { PartName, TargetSetup } from '../../simulator/setup';
import { parts } from '../../simulator/target/parts/index';
import { layoutOf } from '../../simulator/target/parts/part-layout';
import { TargetClient, scs, valueOf } from '../../support/target-client';

const names = Object.keys(parts) as PartName[];

async function protectionSaid(change: Partial<TargetSetup> & { part: PartName }): Promise<string> {
  const client = await TargetClient.start(change);
  const die = findDie(parts[change.part].devId);
  const protection = protectionOf(die?.rdp ?? '');
  assert.ok(protection);
  const value = await client.word(protection.field.register);
  return protectionLevel(protection, value) ?? 'unknown';
}

describe('simulated target: identity', () => {
  it('answers as the recorded STM32F405 did', async () => {
    const client = await TargetClient.start();
    assert.equal(valueOf(await client.wire.connect()), 0x2ba01477);
    assert.equal(valueOf(await client.wire.readAp(0, 0xfc)), 0x24770011);
    assert.equal(valueOf(await client.wire.readDp(0x4)), 0xf0000000);
    const recorded = [
      [scs.cpuid, 0x410fc241],
      [0xe000ef40, 0x10110021],
      [0xe000ef44, 0x11000011],
      [0xe0042000, 0x10076413],
      [0x1fff7a20, 0x04000000],
      [scs.dhcsr, 0x03010000],
      [scs.fpControl, 0x00000260],
      [0xe0001000, 0x40000000],
      [0xe0001fbc, 0],
    ] as const;
    for (const [address, value] of recorded) {
      assert.equal(await client.word(address), value, address.toString(16));
    }
  });

  for (const name of names) {
    it(`says of ${name} what the table of devices has`, async () => {
      const part = parts[name];
      const die = findDie(part.devId);
      assert.ok(die);
      const client = await TargetClient.start({ part: name });
      assert.ok(die.swdIds.includes(valueOf(await client.wire.connect())));
      assert.equal((await client.word(die.idcodeAddresses[0] ?? 0)) & 0xfff, die.devId);
      const size = await client.bytes(die.flashSizeRegister ?? 0, 2, 2);
      assert.equal(Buffer.from(size).readUInt16LE(), part.flashKib);
      assert.equal(part.flashKib * 1024, layoutBytes(name));
      assert.equal(await client.word(scs.cpuid), part.cpuid);
    });

    it(`has a ROM table of ST's in ${name}`, async () => {
      const { number } = parts[name].corePort;
      const client = await TargetClient.start({ part: name });
      const base = valueOf(await client.wire.readAp(number, 0xf8));
      assert.equal(base & 3, 3);
      const table = (base & ~3) >>> 0;
      const ids = Buffer.from(await client.bytes(table + 0xfe0, 12));
      const designer = ((ids.readUInt8(4) >> 4) & 0xf) | ((ids.readUInt8(8) & 7) << 4);
      assert.equal(designer, 0x20);
      assert.equal(ids.readUInt8(0) | ((ids.readUInt8(4) & 0xf) << 8), parts[name].devId);
      assert.equal(await client.word(table + 0xff0), 0x0d);
      assert.notEqual(await client.word(table), 0);
    });

    it(`tells the protection of ${name} where the table looks for it`, async () => {
      const open = name === 'h563' ? 'OPEN' : 'L0';
      assert.equal(await protectionSaid({ part: name, protection: open }), open);
      const shut = name === 'h563' ? 'TZ_CLOSED' : 'L1';
      assert.equal(await protectionSaid({ part: name, protection: shut }), shut);
    });
  }

  it('says what a clone says where the setup has it so', async () => {
    const identity = {
      ...{ dpidr: 0x2ba01477, cpuid: 0x412fc231, devId: 0x414, flashKib: 128 },
      designer: { bank: 7, id: 0x51 },
    };
    const client = await TargetClient.start({ part: 'f103', identity });
    assert.equal(valueOf(await client.wire.connect()), 0x2ba01477);
    assert.equal(await client.word(scs.cpuid), 0x412fc231);
    assert.equal(await client.word(0xe0042000), 0x20036414);
    assert.equal((await client.word(0x1ffff7e0)) & 0xffff, 128);
    const ids = Buffer.from(await client.bytes(0xe00fffd0, 28));
    assert.equal(ids.readUInt8(0), 7);
    assert.equal((ids.readUInt8(20) >> 4) | ((ids.readUInt8(24) & 7) << 4), 0x51);
  });

  it('shows level 0.5 only with TrustZone', async () => {
    const change = { part: 'l552', protection: 'L0.5', isTrustZoneOn: true } as const;
    assert.equal(await protectionSaid(change), 'L0.5');
    const client = await TargetClient.start(change);
    assert.equal((await client.word(0x40022040)) >>> 31, 1);
    // Secure debug is shut, so the secure address of the flash is.
    assert.equal(await client.ackOf(0x0c000000), 'fault');
  });
});

function layoutBytes(name: PartName): number {
  return layoutOf(parts[name]).banks.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
}

// The simulated flash controllers: keys, erase, the rules of programming, write protection, option bytes.

import assert from 'node:assert/strict';
import type { TargetSetup } from '../../simulator/setup';
import { TargetClient, aircr, scs } from '../../support/target-client';

const key = [0x45670123, 0xcdef89ab] as const;
const optionKey = [0x08192a3b, 0x4c5d6e7f] as const;
const erased = 0xffffffff;

async function unlock(
  client: TargetClient,
  register: number,
  keys: readonly number[] = key,
): Promise<void> {
  for (const value of keys) await client.setWord(register, value);
}

/** One controller by its addresses and bits, so that the same story can be told of all. */
interface Family {
  readonly part: TargetSetup['part'];
  readonly keyr: number;
  readonly sr: number;
  readonly cr: number;
  readonly lock: number;
  readonly isKeyFault: boolean;
  /** Writes that erase the first page or sector. */
  readonly erase: readonly (readonly [register: number, value: number])[];
  readonly massErase: readonly (readonly [register: number, value: number])[];
  /** CR for programming, and the width and number of the writes that make one unit. */
  readonly program: number;
  readonly width: 1 | 2 | 4;
  readonly unitBytes: number;
  /** Flags in SR: written over what was not erased (0: allowed), write protected, without PG. */
  readonly notErased: number;
  readonly protectedFlag: number;
  readonly withoutPg: number;
}

const f1 = 0x40022000;
const f4 = 0x40023c00;
const l5 = 0x40022000;
const h7 = 0x52002000;

const l4Like = (part: TargetSetup['part'], keyr: number, sr: number, cr: number): Family => ({
  ...{ part, keyr, sr, cr, lock: 0x80000000, isKeyFault: true },
  erase: [[cr, 0x10002]],
  massErase: [[cr, 0x18004]],
  ...{ program: 1, width: 4, unitBytes: 8, notErased: 8, protectedFlag: 0x10, withoutPg: 0x80 },
});

const families: readonly Family[] = [
  {
    ...{ part: 'f103', keyr: f1 + 4, sr: f1 + 0xc, cr: f1 + 0x10, lock: 0x80, isKeyFault: true },
    erase: [
      [f1 + 0x10, 2],
      [f1 + 0x14, 0x08000000],
      [f1 + 0x10, 0x42],
    ],
    massErase: [[f1 + 0x10, 0x44]],
    // A write without PG is a bus error and no flag.
    ...{ program: 1, width: 2, unitBytes: 2, notErased: 4, protectedFlag: 0x10, withoutPg: 0 },
  },
  {
    ...{ part: 'f405', keyr: f4 + 4, sr: f4 + 0xc, cr: f4 + 0x10 },
    ...{ lock: 0x80000000, isKeyFault: false },
    erase: [[f4 + 0x10, 0x10002]],
    massErase: [[f4 + 0x10, 0x10004]],
    ...{ program: 0x201, width: 4, unitBytes: 4, notErased: 0 },
    ...{ protectedFlag: 0x10, withoutPg: 0x80 },
  },
  l4Like('l476', 0x40022008, 0x40022010, 0x40022014),
  l4Like('g431', 0x40022008, 0x40022010, 0x40022014),
  l4Like('g071', 0x40022008, 0x40022010, 0x40022014),
  l4Like('l552', l5 + 0x08, l5 + 0x20, l5 + 0x28),
  {
    ...{ part: 'h743', keyr: h7 + 4, sr: h7 + 0x10, cr: h7 + 0xc, lock: 1, isKeyFault: true },
    erase: [[h7 + 0xc, 0x84]],
    massErase: [[h7 + 0xc, 0x88]],
    ...{ program: 2, width: 4, unitBytes: 32, notErased: 0 },
    ...{ protectedFlag: 0x20000, withoutPg: 0x40000 },
  },
];

const start = 0x08000000;
const busy = 0x10001;

async function run(
  client: TargetClient,
  writes: readonly (readonly [number, number])[],
  sr: number,
): Promise<number> {
  for (const [register, value] of writes) await client.setWord(register, value);
  let status = await client.word(sr);
  for (let polls = 0; polls < 3 && (status & busy) !== 0; polls++) status = await client.word(sr);
  return status;
}

/** A unit of the family at `address`: 1, 2, 3, … in its writes, cut to their width. */
function writeUnit(client: TargetClient, family: Family, address: number): Promise<string> {
  const { width, unitBytes } = family;
  const values = Array.from({ length: unitBytes / width }, (_, index) => 0x1234 + index);
  return client.write(address, width, ...values);
}

for (const family of families) {
  const { part, keyr, sr, cr, lock } = family;

  describe(`simulated target: flash of ${part}`, () => {
    it('opens with the two keys and shuts with LOCK', async () => {
      const client = await TargetClient.start({ part });
      assert.equal(((await client.word(cr)) & lock) >>> 0, lock);
      await unlock(client, keyr);
      assert.equal((await client.word(cr)) & lock, 0);
      await client.setWord(cr, lock);
      assert.equal(((await client.word(cr)) & lock) >>> 0, lock);
      await unlock(client, keyr);
      assert.equal((await client.word(cr)) & lock, 0);
    });

    it('stays shut after a wrong key until the next reset', async () => {
      const client = await TargetClient.start({ part });
      assert.equal(await client.write(keyr, 4, 1), family.isKeyFault ? 'fault' : 'ok');
      for (const value of key) await client.write(keyr, 4, value);
      assert.equal(((await client.word(cr)) & lock) >>> 0, lock);
      await client.setWord(scs.aircr, aircr.system);
      await unlock(client, keyr);
      assert.equal((await client.word(cr)) & lock, 0);
    });

    it('changes nothing while it is locked', async () => {
      const client = await TargetClient.start({ part });
      const before = await client.word(start);
      const ack = await writeUnit(client, family, start);
      assert.equal(ack, family.withoutPg === 0 ? 'fault' : 'ok');
      assert.equal((await client.word(sr)) & family.withoutPg, family.withoutPg);
      await run(client, family.erase, sr);
      assert.equal(await client.word(start), before);
    });

    it('erases, programs and keeps it over a reset', async () => {
      const client = await TargetClient.start({ part });
      await unlock(client, keyr);
      const done = await run(client, family.erase, sr);
      assert.equal(done & 0xfe, part === 'f103' ? 0x20 : 0);
      assert.equal(await client.word(start), erased);
      await client.setWord(cr, family.program);
      assert.equal(await writeUnit(client, family, start), 'ok');
      assert.equal((await client.word(start)) & 0xffff, 0x1234);
      await client.setWord(scs.aircr, aircr.system);
      assert.equal((await client.word(start)) & 0xffff, 0x1234);
    });

    it('programs what is not erased as its manual says', async () => {
      const client = await TargetClient.start({ part });
      await unlock(client, keyr);
      await client.setWord(cr, family.program);
      const before = Buffer.from(await client.bytes(start, family.unitBytes, family.width));
      await writeUnit(client, family, start);
      const after = Buffer.from(await client.bytes(start, family.unitBytes, family.width));
      assert.equal((await client.word(sr)) & family.notErased, family.notErased);
      if (family.notErased !== 0) assert.deepEqual(after, before);
      // Cells go from 1 to 0 only.
      else for (const [i, byte] of after.entries()) assert.equal(byte & ~(before[i] ?? 0), 0);
    });

    it('erases all at once', async () => {
      const client = await TargetClient.start({ part });
      await unlock(client, keyr);
      await run(client, family.massErase, sr);
      assert.equal(await client.word(start), erased);
      assert.equal(await client.word(start + 0x100), erased);
    });

    it('leaves write-protected sectors alone', async () => {
      const client = await TargetClient.start({ part, writeProtected: [start] });
      await unlock(client, keyr);
      const before = await client.word(start);
      for (const writes of [family.erase, family.massErase]) {
        const status = await run(client, writes, sr);
        assert.equal(status & family.protectedFlag, family.protectedFlag);
      }
      await client.setWord(sr, family.protectedFlag);
      await client.setWord(cr, family.program);
      await writeUnit(client, family, start + family.unitBytes * 16);
      assert.equal(await client.word(start), before);
    });
  });
}

describe('simulated target: rules of one family', () => {
  it('takes on F1 halfwords only', async () => {
    const client = await TargetClient.start({ part: 'f103' });
    await unlock(client, f1 + 4);
    await client.setWord(f1 + 0x10, 1);
    assert.equal(await client.write(start + 0x400, 4, 0), 'fault');
    assert.equal(await client.write(start + 0x400, 2, 0xbeef), 'ok');
    assert.equal(await client.word(start + 0x400), 0xffffbeef);
  });

  it('erases all of F1 when an option byte takes the read protection away', async () => {
    const client = await TargetClient.start({ part: 'f103', protection: 'L1' });
    assert.equal(await client.ackOf(start), 'fault');
    await unlock(client, f1 + 4);
    await unlock(client, f1 + 8);
    await client.setWord(f1 + 0x10, 0x260);
    await client.setWord(f1 + 0x10, 0x210);
    assert.equal(await client.write(0x1ffff800, 2, 0xa5), 'ok');
    assert.equal(await client.word(0x1ffff800), 0xffff5aa5);
    // In force only when the option bytes are loaded.
    assert.equal(await client.ackOf(start), 'fault');
    await client.setWord(scs.aircr, aircr.system);
    assert.equal(await client.word(start), erased);
  });

  it('wants on F4 the width that PSIZE says', async () => {
    const client = await TargetClient.start();
    await unlock(client, f4 + 4);
    for (const [psize, width] of [
      [0, 1],
      [1, 2],
      [2, 4],
    ] as const) {
      await client.setWord(f4 + 0x10, (psize << 8) | 1);
      await client.setWord(f4 + 0xc, 0xf2);
      assert.equal(await client.write(start + 0x200 + psize * 8, width, 0), 'ok');
      assert.equal((await client.word(f4 + 0xc)) & 0xf2, 0);
      await client.write(start + 0x200 + psize * 8, width === 4 ? 2 : 4, 0);
      assert.equal((await client.word(f4 + 0xc)) & 0x40, 0x40);
    }
  });

  it('wants on L4 two words of one double word, in order', async () => {
    const [sr, cr] = [0x40022010, 0x40022014];
    const client = await TargetClient.start({ part: 'l476' });
    await unlock(client, 0x40022008);
    await client.setWord(cr, 1);
    await client.write(start + 0x1000, 2, 1);
    assert.equal((await client.word(sr)) & 0x40, 0x40);
    await client.setWord(sr, 0xff);
    await client.write(start + 0x1004, 4, 1);
    assert.equal((await client.word(sr)) & 0x20, 0x20);
    // Until the flags are cleared nothing is programmed.
    await client.write(start + 0x1000, 4, 1, 2);
    assert.equal((await client.word(sr)) & 0x80, 0x80);
    assert.equal(await client.word(start + 0x1000), erased);
    await client.setWord(sr, 0xff);
    await client.write(start + 0x1000, 4, 1, 2);
    assert.equal(await client.word(start + 0x1004), 2);
  });

  it('programs on H7 when the flash word is full or forced', async () => {
    const client = await TargetClient.start({ part: 'h743' });
    const cr = h7 + 0x10c;
    const sr = h7 + 0x110;
    await unlock(client, h7 + 0x104);
    await client.setWord(cr, 2);
    const second = start + 0x100000;
    await client.write(second, 4, 0x11);
    assert.equal(await client.word(second), erased);
    assert.equal((await client.word(sr)) & 2, 2);
    await client.setWord(cr, 0x42);
    assert.equal(await client.word(second), 0x11);
    await client.write(second + 32, 4, 1);
    await client.write(second + 64, 4, 1);
    assert.equal((await client.word(sr)) & 0x200000, 0x200000);
    // The first bank's controller knows nothing of it.
    assert.equal(await client.word(h7 + 0x10), 0);
  });

  for (const [part, keyr, optkeyr, steps] of [
    [
      'f405',
      f4 + 4,
      f4 + 8,
      [
        [f4 + 0x14, 0x0fffaaec],
        [f4 + 0x14, 0x0fffaaee],
      ],
    ],
    [
      'l476',
      0x40022008,
      0x4002200c,
      [
        [0x40022020, 0xffeff8aa],
        [0x40022014, 0x20000],
      ],
    ],
    [
      'h743',
      h7 + 4,
      h7 + 8,
      [
        [h7 + 0x20, 0x1fc6aad0],
        [h7 + 0x18, 2],
      ],
    ],
  ] as const) {
    it(`opens ${part} from level 1 by option bytes, which erases it`, async () => {
      const client = await TargetClient.start({ part, protection: 'L1' });
      assert.equal(await client.ackOf(start), 'fault');
      await unlock(client, keyr);
      await unlock(client, optkeyr, optionKey);
      for (const [register, value] of steps) await client.setWord(register, value);
      assert.equal(await client.word(start), erased);
    });
  }
});

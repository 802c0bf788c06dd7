import assert from 'node:assert/strict';
import { findDie } from '../../../src/devices/die';
import { findDevice, allDeviceNames } from '../../../src/devices/find-device';
import { writeProtectionOf } from '../../../src/devices/write-protection/write-protection';

/** Registers by address, what others read, and the protected KiB from the start of the flash (undefined: unknown). */
interface Row {
  readonly title: string;
  readonly devId: number;
  readonly kib: number;
  readonly values: Readonly<Record<number, number>>;
  readonly rest?: number;
  readonly ranges: readonly (readonly [fromKib: number, toKib: number])[] | undefined;
}

const rows: readonly Row[] = [
  // FLASH_OPTCR as an F405 comes from the factory: 0x0FFFAAED (RM0090).
  { title: 'F405, none', devId: 0x413, kib: 1024, values: { 0x40023c14: 0x0fffaaed }, ranges: [] },
  {
    ...{ title: 'F405, sectors 0 and 1', devId: 0x413, kib: 1024 },
    ...{ values: { 0x40023c14: 0x0ffcaaed }, ranges: [[0, 32]] },
  },
  {
    ...{ title: 'F405, sectors 4 and 11', devId: 0x413, kib: 1024 },
    values: { 0x40023c14: 0x0fffaaed & ~((1 << 20) | (1 << 27)) },
    ranges: [
      [64, 128],
      [896, 1024],
    ],
  },
  {
    ...{ title: 'F429 of 2 MiB, first sector of bank 2', devId: 0x419, kib: 2048 },
    ...{ values: { 0x40023c14: 0x0fffaaed, 0x40023c18: 0x0ffe0000 }, ranges: [[1024, 1040]] },
  },
  {
    ...{ title: 'F429 of 1 MiB in two banks (DB1M)', devId: 0x419, kib: 1024 },
    ...{ values: { 0x40023c14: 0x4fffaaed, 0x40023c18: 0x0ffe0000 }, ranges: [[512, 528]] },
  },
  {
    ...{ title: 'F446 whose bits mean PCROP', devId: 0x421, kib: 512 },
    ...{ values: { 0x40023c14: 0x8fffaaed }, ranges: undefined },
  },
  {
    ...{ title: 'F413, sectors 14 and 15', devId: 0x463, kib: 1536 },
    ...{ values: { 0x40023c14: 0x3fffaaed }, ranges: [[1280, 1536]] },
  },
  {
    ...{ title: 'F746, sector 5', devId: 0x449, kib: 1024 },
    ...{ values: { 0x40023c14: 0xc0dfaafd }, ranges: [[256, 512]] },
  },
  {
    ...{ title: 'F767 with one bank, sector 11', devId: 0x451, kib: 2048 },
    ...{ values: { 0x40023c14: 0xf7ffaafd }, ranges: [[1792, 2048]] },
  },
  {
    ...{ title: 'F767 with two banks, first pair of bank 2', devId: 0x451, kib: 2048 },
    ...{ values: { 0x40023c14: 0xdfbfaafd }, ranges: [[1024, 1056]] },
  },
  {
    ...{ title: 'F103 of 64 KiB, first block', devId: 0x410, kib: 64 },
    ...{ values: { 0x40022020: 0xfffffffe }, ranges: [[0, 4]] },
  },
  {
    ...{ title: 'F103 of 512 KiB, the last bit', devId: 0x414, kib: 512 },
    ...{ values: { 0x40022020: 0x7fffffff }, ranges: [[124, 512]] },
  },
  {
    ...{ title: 'F072, everything', devId: 0x448, kib: 128 },
    ...{ values: { 0x40022020: 0 }, ranges: [[0, 128]] },
  },
  {
    ...{ title: 'F303, none', devId: 0x422, kib: 256 },
    ...{ values: { 0x40022020: 0xffffffff }, ranges: [] },
  },
  {
    ...{ title: 'L053, blocks 0 and 2', devId: 0x417, kib: 64 },
    values: { 0x4002201c: 0x807000aa, 0x40022020: 5 },
    ranges: [
      [0, 4],
      [8, 12],
    ],
  },
  {
    ...{ title: 'L053 whose bits mean PCROP', devId: 0x417, kib: 64 },
    ...{ values: { 0x4002201c: 0x807001aa, 0x40022020: 5 }, ranges: undefined },
  },
  {
    ...{ title: 'L152 of 512 KiB, first block of the fourth register', devId: 0x437, kib: 512 },
    ...{ values: { 0x40023c88: 1 }, rest: 0, ranges: [[384, 388]] },
  },
  {
    ...{ title: 'L476, none: first page above the last', devId: 0x415, kib: 1024 },
    values: { 0x40022020: 0xffeff8aa, 0x4002202c: 0xff00ffff, 0x40022030: 0xff00ffff },
    ...{ rest: 0xff00ffff, ranges: [] },
  },
  {
    ...{ title: 'L476, page 0 of bank 1 and pages 1 to 2 of bank 2', devId: 0x415, kib: 1024 },
    values: { 0x40022020: 0xffeff8aa, 0x4002202c: 0xff00ff00, 0x4002204c: 0xff02ff01 },
    rest: 0xff00ffff,
    ranges: [
      [0, 2],
      [514, 518],
    ],
  },
  {
    ...{ title: 'G431, pages 62 and 63, six bits implemented', devId: 0x468, kib: 128 },
    values: { 0x40022020: 0xffeff8aa, 0x4002202c: 0xff3fff3e },
    ...{ rest: 0xff00ffff, ranges: [[124, 128]] },
  },
  {
    ...{ title: 'G474 of 256 KiB in two banks with a gap', devId: 0x469, kib: 256 },
    values: { 0x40022020: 0x004000aa, 0x4002204c: 0 },
    ...{ rest: 0x007f, ranges: [[256, 258]] },
  },
  {
    ...{ title: 'G474 with one bank: all areas in it', devId: 0x469, kib: 512 },
    ...{ values: { 0x40022020: 0x000000aa, 0x4002204c: 0 }, rest: 0x007f, ranges: [[0, 4]] },
  },
  {
    ...{ title: 'G0B1 with one bank: the second areas mean nothing', devId: 0x467, kib: 512 },
    ...{ values: { 0x40022020: 0x000000aa, 0x4002204c: 0 }, rest: 0x00ff, ranges: [] },
  },
  {
    ...{ title: 'WB55, pages of 4 KiB', devId: 0x495, kib: 1024 },
    ...{ values: { 0x5800402c: 0x00010000 }, rest: 0x000000ff, ranges: [[0, 8]] },
  },
  {
    ...{ title: 'L552 with two banks', devId: 0x472, kib: 512 },
    values: { 0x40022040: 0x00400000, 0x40022058: 0x00010000 },
    ...{ rest: 0x0000007f, ranges: [[0, 4]] },
  },
  {
    ...{ title: 'L552 with one bank', devId: 0x472, kib: 512 },
    values: { 0x40022040: 0, 0x40022058: 0x00010000 },
    ...{ rest: 0x0000007f, ranges: [[0, 8]] },
  },
  {
    ...{ title: 'U575, pages of 8 KiB, UNLOCK set', devId: 0x482, kib: 2048 },
    values: { 0x40022068: 0x80010000 },
    ...{ rest: 0x8000007f, ranges: [[1024, 1040]] },
  },
  {
    ...{ title: 'H743, first sector of bank 2', devId: 0x450, kib: 2048 },
    ...{ values: { 0x52002038: 0xff, 0x52002138: 0xfe }, ranges: [[1024, 1152]] },
  },
  {
    ...{ title: 'H750 of 128 KiB has one bank', devId: 0x450, kib: 128 },
    ...{ values: { 0x52002038: 0xfe }, ranges: [[0, 128]] },
  },
  {
    ...{ title: 'H7A3, groups of four sectors', devId: 0x480, kib: 2048 },
    ...{ values: { 0x52002038: 0xfffffffd, 0x52002138: 0xffffffff }, ranges: [[32, 64]] },
  },
  {
    ...{ title: 'H563, groups of four sectors', devId: 0x484, kib: 2048 },
    ...{ values: { 0x400220e8: 0xffffffff, 0x400221e8: 0xfffffffe }, ranges: [[1024, 1056]] },
  },
  {
    ...{ title: 'H503, none', devId: 0x474, kib: 128 },
    ...{ values: { 0x400220e8: 0xff, 0x400221e8: 0xff }, ranges: [] },
  },
  {
    ...{ title: 'H503, some: the sources leave open which', devId: 0x474, kib: 128 },
    ...{ values: { 0x400220e8: 0xfe, 0x400221e8: 0xff }, ranges: undefined },
  },
];

describe('write protection', () => {
  for (const { title, devId, kib, values, rest = 0xffffffff, ranges } of rows) {
    it(`is read of ${title}`, () => {
      const die = findDie(devId);
      assert.ok(die);
      const protection = writeProtectionOf(die, kib);
      assert.ok(protection);
      for (const register of Object.keys(values).map(Number))
        assert.ok(protection.registers.includes(register), `0x${register.toString(16)}`);
      const found = protection.ranges((register) => values[register] ?? rest);
      assert.deepEqual(
        found,
        ranges?.map(([from, to]) => ({
          start: 0x0800_0000 + from * 1024,
          end: 0x0800_0000 + to * 1024,
        })),
      );
    });
  }

  it('reads registers of the flash controller only, and stays within the flash for any value', () => {
    let known = 0;
    for (const name of allDeviceNames()) {
      const match = findDevice(name);
      const die = match.kind === 'found' ? match.device.die : undefined;
      const bytes = match.kind === 'found' ? match.device.flashBytes : 0;
      const protection =
        die === undefined || bytes === 0 ? undefined : writeProtectionOf(die, bytes / 1024);
      if (die === undefined || protection === undefined) continue;
      known++;
      for (const register of protection.registers) {
        const offset = register - (die.flashRegisters ?? 0);
        assert.ok(offset >= 0 && offset < 0x400, `${name} 0x${register.toString(16)}`);
      }
      for (const value of [0, 0xffffffff, 0x00010000, 0x55555555, 0xff00ff00]) {
        for (const { start, end } of protection.ranges(() => value) ?? []) {
          assert.ok(start >= 0x0800_0000 && end > start, name);
          assert.ok(end <= 0x0800_0000 + 8 * 1024 * 1024, name);
        }
      }
    }
    assert.ok(known > 1000, `${known} parts`);
  });

  it('is not known of families whose registers no source tells', () => {
    for (const devId of [0x485, 0x486, 0x032]) {
      const die = findDie(devId);
      assert.ok(die);
      assert.equal(writeProtectionOf(die, 512), undefined);
    }
  });
});

// Every part, line and die of the table, held against what must be true of any STM32.

import assert from 'node:assert/strict';
import { memoryAt } from '../../../src/devices/device';
import type { Device, Memory } from '../../../src/devices/device';
import { allDeviceNames, devicesOfDie, findDevice } from '../../../src/devices/find-device';
import { partsOfLine } from '../../../src/devices/part-name';
import { deviceTable } from '../../../src/devices/table';
import { hex32 } from '../../../src/base/hex';

/** Windows that two controllers of N6 share: which answers is a matter of configuration. */
const sharedWindows = new Set(['FMC_NAND', 'XSPI3']);

function deviceOf(name: string): Device {
  const match = findDevice(name);
  assert.equal(match.kind, 'found', name);
  return match.device;
}

const lines = Object.keys(deviceTable().lines);
const preliminary = Object.keys(deviceTable().preliminary);
const devices = [
  ...allDeviceNames(),
  ...[...lines, ...preliminary].map((line) => `STM32${line}`),
].map(deviceOf);

function endOf(memory: Memory): number {
  return memory.start + memory.sizeBytes;
}

function describeMemory({ name, start, sizeBytes }: Memory): string {
  return `${name} ${hex32(start)} ${sizeBytes}`;
}

describe('every part', () => {
  it('is found by its own name, as a part, and is one of about 1,700', () => {
    const names = allDeviceNames();
    assert.ok(names.length > 1600, String(names.length));
    for (const name of names) {
      const device = deviceOf(name);
      assert.deepEqual([device.name, device.match, device.isPreliminary], [name, 'part', false]);
    }
  });

  it('has a core with an architecture, breakpoints and watchpoints', () => {
    for (const { name, cores } of devices) {
      assert.ok(cores.length > 0, name);
      for (const core of cores) {
        assert.match(core.architecture, /^v[678](E|\.1)?-(M|A)(\.main)?$/, name);
        assert.ok(core.breakpoints >= 4 && core.watchpoints >= 2, `${name} ${core.name}`);
      }
    }
  });

  it('has SWDIO and SWCLK, on port pins but for MP1 and MP2', () => {
    for (const { name, pins } of devices) {
      const form = pins.isPad ? /^JT/ : /^P[A-Z]\d{1,2}$/;
      assert.match(pins.swdio ?? '', form, name);
      assert.match(pins.swclk ?? '', form, name);
      assert.equal(pins.isPad, /^STM32MP(15|2)/.test(name), name);
    }
  });

  it('has memories of a size, inside 32 bits, each name once, ordered by address', () => {
    for (const { name, memories } of devices) {
      assert.equal(new Set(memories.map((memory) => memory.name)).size, memories.length, name);
      for (const [index, memory] of memories.entries()) {
        const isInside = memory.start >= 0 && memory.sizeBytes > 0 && endOf(memory) <= 2 ** 32;
        const isWhole =
          Number.isSafeInteger(memory.start) && Number.isSafeInteger(memory.sizeBytes);
        const isOrdered = memory.start >= (memories[index - 1]?.start ?? 0);
        if (!isInside || !isWhole || !isOrdered) assert.fail(`${name} ${describeMemory(memory)}`);
      }
    }
  });

  it('has no two memories at one address', () => {
    for (const { name, memories } of devices) {
      let before: Memory | undefined;
      // They are ordered by address, so only neighbours can meet.
      for (const memory of memories) {
        const isShared = sharedWindows.has(memory.name) && sharedWindows.has(before?.name ?? '');
        if (before !== undefined && !isShared && endOf(before) > memory.start) {
          assert.fail(`${name}: ${describeMemory(before)} and ${describeMemory(memory)}`);
        }
        before = memory;
      }
    }
  });

  it('names the memory of which an alias is the second address', () => {
    for (const { name, memories } of devices) {
      for (const memory of memories) {
        const isKnown = memories.some((other) => other.name === memory.aliasOf);
        assert.equal(isKnown, memory.kind === 'alias', `${name} ${memory.name}`);
      }
    }
  });

  it('has flash banks whose sectors fill them, in layouts of the same size', () => {
    for (const { name, flash, flashBytes } of devices) {
      for (const { banks, hasGap } of flash) {
        assert.equal(
          banks.reduce((sum, bank) => sum + bank.sizeBytes, 0),
          flashBytes,
          name,
        );
        for (const [index, bank] of banks.entries()) {
          const sum = bank.sectors.reduce(
            (bytes, { count, sizeBytes }) => bytes + count * sizeBytes,
            0,
          );
          assert.equal(sum, bank.sizeBytes, name);
          const before = banks[index - 1];
          if (before === undefined) continue;
          assert.equal(bank.start > before.start + before.sizeBytes, hasGap, name);
        }
      }
    }
  });

  it('shows the factory layout of the flash among its memories', () => {
    for (const { name, memories, flash, flashBytes } of devices) {
      const runs = memories.filter(({ kind }) => kind === 'flash');
      assert.equal(
        runs.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
        flashBytes,
        name,
      );
      const [layout] = flash;
      if (layout !== undefined) assert.equal(runs.length, layout.hasGap ? 2 : 1, name);
    }
  });

  it('has a die that knows the part, unless it is preliminary', () => {
    for (const device of devices) {
      const { name, die, match } = device;
      if (die === undefined) {
        assert.ok(device.isPreliminary, name);
        continue;
      }
      if (match === 'part') assert.ok(devicesOfDie(die.devId).includes(name), name);
      assert.ok(die.swdIds.every(Number.isSafeInteger), name);
      assert.ok(die.idcodeAddresses.every(Number.isSafeInteger), name);
      assert.equal(die.writeUnitBytes > 0, device.flashBytes > 0, name);
    }
  });

  it('finds each memory by its first and last address', () => {
    for (const device of devices) {
      for (const memory of device.memories) {
        if (sharedWindows.has(memory.name)) continue;
        assert.equal(memoryAt(device, memory.start), memory, `${device.name} ${memory.name}`);
        assert.equal(memoryAt(device, endOf(memory) - 1), memory, `${device.name} ${memory.name}`);
      }
    }
  });
});

describe('every line', () => {
  it('is found as a line, and is the line of every part', () => {
    for (const line of lines) {
      assert.deepEqual([deviceOf(line).name, deviceOf(line).match], [`STM32${line}`, 'line']);
      assert.ok(partsOfLine(line).length > 0, line);
    }
    assert.equal(lines.flatMap(partsOfLine).length, allDeviceNames().length);
  });

  it('holds every address of its parts', () => {
    for (const line of lines) {
      const whole = deviceOf(line);
      for (const key of partsOfLine(line)) {
        for (const memory of deviceOf(key).memories) {
          // The line's memories may be cut otherwise: bank 2 follows bank 1, SRAM2 begins further up.
          for (let at = memory.start; at < endOf(memory);) {
            const around = memoryAt(whole, at);
            if (around === undefined) {
              assert.fail(`${line}: ${key} ${describeMemory(memory)} at ${hex32(at)}`);
            }
            at = endOf(around);
          }
        }
      }
    }
  });
});

describe('devicesOfDie', () => {
  it('names the parts of a die, and those whose early silicon said the same', () => {
    assert.ok(devicesOfDie(0x413).includes('STM32F405RG'));
    assert.ok(!devicesOfDie(0x413).includes('STM32F401RE'));
    assert.ok(devicesOfDie(0x411).includes('STM32F205RG'));
    assert.ok(devicesOfDie(0x411).includes('STM32F405RG'));
    assert.ok(devicesOfDie(0x496).includes('STM32WB35CE'));
  });

  it('names none for a number that no die has', () => {
    for (const devId of [0, -1, 0.5, Number.NaN, 0x7ff]) assert.deepEqual(devicesOfDie(devId), []);
  });
});

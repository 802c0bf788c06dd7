// No false error on any part of the table: an image that fills flash and RAM to their last bytes fits, and one
// byte more does not.

import assert from 'node:assert/strict';
import { checks } from '../../../src/analysis/checks/index';
import type { CheckContext } from '../../../src/analysis/check';
import type { Facts } from '../../../src/analysis/facts';
import { known, unknownFact } from '../../../src/analysis/facts';
import { canJudge } from '../../../src/analysis/image-layout';
import { flashStart } from '../../../src/analysis/vector-table';
import { runNear } from '../../../src/devices/memory-runs';
import type { Device } from '../../../src/devices/device';
import { allDeviceNames } from '../../../src/devices/find-device';
import type { ElfImage } from '../../../src/elf/elf-image';
import { resolveArgs } from '../../../src/launch/resolve-args';
import { deviceNamed, imageOf } from '../../support/device';

const ids: ReadonlySet<string> = new Set([
  ...['elf-outside-memory', 'elf-zeros-in-external-memory', 'external-loader-missing'],
  ...['elf-in-protected-area', 'flash-overflow', 'ram-overflow', 'elf-overlapping-load'],
  ...['elf-data-loads-to-ram', 'vector-table-misplaced', 'vector-table-bad-stack'],
  ...['vector-table-bad-reset', 'trustzone-alias'],
]);

const { args } = resolveArgs({ request: 'launch', servertype: 'openocd', executable: '/a' }, '/');
const context: CheckContext = { args, driver: undefined };

/** What is found in an image that ends `flashMore` and `ramMore` bytes behind the end of flash and RAM. */
function findings(
  device: Device,
  flashMore: number,
  ramMore: number,
): readonly string[] | undefined {
  const start = flashStart(device);
  const flash = start === undefined ? undefined : runNear(device, 'flash', start);
  const ram = runNear(device, 'ram', 0x20000000);
  if (flash === undefined || ram === undefined) return undefined;
  const image = imageOf({
    segments: [
      // Only what the checks read: the first words, and the last bytes of the flash.
      {
        paddr: flash.start,
        words: [ram.end, flash.start + 65],
        fileSize: 96,
        flags: 5,
      },
      { paddr: flash.end - 16, fileSize: 16 + flashMore, flags: 4 },
    ],
    sections: [
      { name: '.isr_vector', flags: 2, addr: flash.start, size: 64 },
      { name: '.text', flags: 6, addr: flash.start + 64, size: 32 },
      { name: '.rodata', flags: 2, addr: flash.end - 16, size: 16 + flashMore },
      { name: '.bss', type: 8, flags: 3, addr: ram.start, size: ram.end - ram.start + ramMore },
    ],
  });
  return canJudge(image, device) ? run(image, device) : undefined;
}

function run(image: ElfImage, device: Device): readonly string[] {
  const none = unknownFact('not of interest');
  const facts = {
    ...{ linkerScript: none, mapFile: none, ioc: none, loadedFiles: none },
    elf: known(image, 'firmware.elf'),
    device: known(device, 'launch configuration'),
  } as unknown as Facts;
  return checks
    .filter(({ id }) => ids.has(id))
    .flatMap((check) =>
      check
        .run(facts, context)
        .map(({ severity, message }) => `${severity ?? check.severity} ${check.id}: ${message}`),
    );
}

describe('an image on every part', () => {
  const devices = allDeviceNames().map(deviceNamed);

  it('fits when it fills flash and RAM to their last bytes', () => {
    let judged = 0;
    for (const device of devices) {
      const found = findings(device, 0, 0);
      if (found === undefined) continue;
      judged++;
      assert.deepEqual(found, [], device.name);
    }
    assert.ok(judged > 1500, `${judged} parts were judged`);
  });

  it('does not fit with one byte more in flash and in RAM', () => {
    for (const device of devices) {
      const found = findings(device, 1, 8);
      if (found === undefined) continue;
      const told = ['flash-overflow', 'ram-overflow'].map(
        (id) => found.filter((text) => text.includes(` ${id}: `)).length,
      );
      assert.deepEqual(told, [1, 1], `${device.name}: ${found.join('\n')}`);
    }
  });
});

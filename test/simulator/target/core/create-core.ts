// The core that a setup asks for.

import type { TargetSetup } from '../../setup';
import type { BusDevice } from '../bus/bus';
import { wordAt } from '../bus/words';
import type { FlashArray } from '../flash/flash-array';
import type { Part } from '../parts/part';
import type { PartLayout } from '../parts/part-layout';
import type { Core } from './core';
import { imageOf, madeUpImage } from './image';
import { createQemuCore } from './qemu-core';
import { createStillCore } from './still-core';

export interface CoreOptions {
  readonly setup: TargetSetup;
  readonly part: Part;
  readonly layout: PartLayout;
  readonly flash: FlashArray;
  readonly system: BusDevice & { readonly bytes: Uint8Array };
}

/** Puts the image into the flash and makes the core; `vectors` is the table it starts with. */
export async function createCore(
  options: CoreOptions,
): Promise<Core & { readonly vectors: number }> {
  const { setup, flash } = options;
  for (const { address, bytes } of startImage(options)) flash.preset(address, bytes);
  const vectors = vectorsOf(options);
  switch (setup.core) {
    case 'still':
      return { ...createStill(options, vectors), vectors };
    case 'qemu':
      return { ...(await createQemu(options)), vectors };
  }
}

/** AHB and APB as far as QEMU's board has them, and the private peripheral bus. */
const qemuPeripherals = [
  { name: 'peripherals', start: 0x40000000, sizeBytes: 0x10100000 },
  { name: 'private peripherals', start: 0xe0000000, sizeBytes: 0x00100000 },
];

function createQemu({ setup, layout, flash }: CoreOptions): Promise<Core> {
  const isPlain = !setup.isLockedUp && setup.lowPower === undefined && setup.bootsFrom === 'flash';
  if (setup.part !== 'f405' || !isPlain) {
    const why =
      'QEMU has an STM32F405 that boots from its flash, and no lockup or low power to set';
    return Promise.reject(new Error(why));
  }
  return createQemuCore({ regions: [...layout.rams, ...qemuPeripherals], flash });
}

function startImage({ setup, layout, flash }: CoreOptions): ReturnType<typeof imageOf> {
  const { image } = setup;
  if (image !== undefined) {
    const end = flash.start + flash.bytes.length;
    return imageOf(image).filter(
      ({ address, bytes }) => address >= flash.start && address + bytes.length <= end,
    );
  }
  return setup.core === 'still' ? madeUpImage(flash.start, stackTop(layout)) : [];
}

function stackTop({ rams }: PartLayout): number {
  const ram = rams.find(({ start }) => start >= 0x20000000) ?? rams[0];
  return ram === undefined ? 0x20001000 : ram.start + ram.sizeBytes;
}

/** Where no boot memory is shown at 0 the core starts at the flash's or the boot loader's own address. */
function vectorsOf({ setup, layout, flash, system }: CoreOptions): number {
  if (layout.aliases.some(({ start, aliasOf }) => start === 0 && aliasOf === 'FLASH')) return 0;
  return setup.bootsFrom === 'system' ? system.start : flash.start;
}

function createStill({ setup, part, layout, flash, system }: CoreOptions, vectors: number): Core {
  const boots = setup.bootsFrom === 'system' ? system : { start: flash.start, bytes: flash.bytes };
  const memories = [
    { start: flash.start, bytes: flash.bytes },
    { start: system.start, bytes: system.bytes },
    ...(vectors === 0 ? [{ start: 0, bytes: boots.bytes }] : []),
  ];
  return createStillCore({
    rams: layout.rams,
    peripheralsEnd: part.core === 'M7' || part.core === 'M33' ? 0x60000000 : 0x50100000,
    fetch: (address) => {
      const memory = memories.find(
        ({ start, bytes }) => address >= start && address + 4 <= start + bytes.length,
      );
      if (memory !== undefined) return wordAt(memory.bytes, address - memory.start);
      const isRam = layout.rams.some(
        ({ start, sizeBytes }) => address >= start && address < start + sizeBytes,
      );
      return isRam ? 0 : undefined;
    },
    hasFpu: part.core === 'M4' || part.core === 'M7' || part.core === 'M33',
    isLockedUp: setup.isLockedUp,
    sleeps: setup.lowPower !== undefined,
  });
}

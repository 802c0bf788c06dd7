// The flash of a part: cells, controller and the window on the bus.

import type { TargetSetup } from '../../setup';
import type { BusDevice } from '../bus/bus';
import type { FlashFamily, Part } from '../parts/part';
import type { PartLayout } from '../parts/part-layout';
import { createF1Flash } from './f1-flash';
import { createF4Flash } from './f4-flash';
import { createFlashArray } from './flash-array';
import type { FlashArray } from './flash-array';
import type { FlashController, FlashOptions } from './flash-controller';
import { createH5Flash } from './h5-flash';
import { createH7Flash } from './h7-flash';
import { createL4Flash, l4Registers, l5Registers } from './l4-flash';

export interface PartFlash {
  readonly array: FlashArray;
  readonly controller: FlashController;
  /** The flash on the bus: reads give the cells, writes go through the controller. */
  readonly window: BusDevice;
}

/** @param onChange hears of each change of the cells after it is done. */
export function createPartFlash(
  part: Part,
  layout: PartLayout,
  setup: TargetSetup,
  onChange: (address: number, bytes: Uint8Array) => Promise<void>,
): PartFlash {
  const array = createFlashArray(layout.banks, onChange);
  const controller = createFlashController(part.flash, {
    array,
    registersStart: layout.flashRegisters,
    protection: setup.protection,
    isTrustZoneOn: setup.isTrustZoneOn,
    optionBytes: layout.memories.find(({ kind }) => kind === 'option'),
    writeProtected: new Set(
      setup.writeProtected.flatMap((address) => {
        const sector = array.sectorAt(address);
        return sector === undefined ? [] : [sector.index];
      }),
    ),
  });
  return { array, controller, window: flashWindow(array, controller) };
}

function createFlashController(family: FlashFamily, options: FlashOptions): FlashController {
  switch (family) {
    case 'f1':
      return createF1Flash(options);
    case 'f4':
      return createF4Flash(options);
    case 'l4':
      // RM0351 3.7.8: 0xFFEFF800 and RDP, as delivered.
      return createL4Flash({ ...options, map: l4Registers, userOptions: 0xffeff800 });
    case 'l5':
      return createL4Flash({ ...options, map: l5Registers, userOptions: l5Options(options) });
    case 'h7':
      return createH7Flash(options);
    case 'h5':
      return createH5Flash(options);
  }
}

/** RM0438 6.9.16: DBANK set, TZEN is bit 31. */
function l5Options({ isTrustZoneOn }: FlashOptions): number {
  return (0x7feff800 | (isTrustZoneOn ? 0x80000000 : 0)) >>> 0;
}

function flashWindow(array: FlashArray, controller: FlashController): BusDevice {
  return {
    name: 'flash',
    start: array.start,
    sizeBytes: array.bytes.length,
    read: (address, _width, length) => {
      const offset = address - array.start;
      return Promise.resolve(array.bytes.slice(offset, offset + length));
    },
    write: (address, width, bytes) => controller.write(address, width, bytes),
  };
}

// The access ports of a part: the one to the core, and on H7 and H5 the others that are known.

import { createBus } from './bus/bus';
import type { Bus, BusDevice } from './bus/bus';
import { alias, createStorage, readOnly, wordBytes } from './bus/memory';
import { createMemAp } from './debug/access-port';
import type { AccessPort } from './debug/access-port';
import type { Part } from './parts/part';

export interface AccessPortsOptions {
  readonly bus: Bus;
  /** BASE of the core's port. */
  readonly romTable: number;
  readonly dbgmcu: BusDevice;
  readonly isCoreOpen: () => boolean;
  readonly isUnderReset: () => boolean;
  /** The core waits in Sleep mode, and DBGMCU_CR does not keep the clock of its bus (RM0090 38.16.1). */
  readonly isAsleep: () => boolean;
}

const ppbStart = 0xe0000000;
const ppbEnd = 0xe0100000;
/** Of the core's own debug components, up to the system control space; DBGMCU is behind it. */
const coreEnd = 0xe0010000;
const apbIdr = 0x54770002;

export function createAccessPorts(
  part: Part,
  options: AccessPortsOptions,
): ReadonlyMap<number, AccessPort> {
  const isPrivate = (address: number): boolean => address >= ppbStart && address < ppbEnd;
  const isOpen = (address: number): boolean =>
    options.isCoreOpen() &&
    !(part.isBusOffUnderReset && options.isUnderReset() && !isPrivate(address));
  const core = createMemAp({
    ...{ bus: options.bus, idr: part.corePort.idr, base: options.romTable, isOpen },
    isWithoutClock: (address) => options.isAsleep() && !(address >= ppbStart && address < coreEnd),
    // 4 KiB on Cortex-M3 and M4 (OpenOCD target/cortex_m.c), else the 1 KiB that ADI promises.
    incrementBlockBytes: part.core === 'M3' || part.core === 'M4' ? 4096 : 1024,
  });
  return new Map([[part.corePort.number, core], ...otherPorts(part, options)]);
}

function otherPorts(
  part: Part,
  { bus, dbgmcu, isUnderReset }: AccessPortsOptions,
): readonly (readonly [number, AccessPort])[] {
  const onApb = (romTable: number, dbgmcuAt: number): AccessPort =>
    createMemAp({
      bus: createBus([
        readOnly('ROM table', romTable, wordBytes(0)),
        alias('DBGMCU on the debug APB', dbgmcuAt, dbgmcu),
        // Trace funnel, SWO and the like.
        createStorage('debug APB', romTable, 0x20000).device,
      ]),
      ...{ idr: apbIdr, base: romTable + 3, incrementBlockBytes: 1024, isOpen: () => true },
    });
  switch (part.name) {
    // RM0433 60.4: AP1 is the D1 domain's AXI-AP, AP2 the debug APB with DBGMCU at 0xE00E1000.
    case 'h743':
      return [
        [
          1,
          createMemAp({
            ...{ bus, idr: part.corePort.idr, base: 0, incrementBlockBytes: 1024 },
            isOpen: (address) => address < ppbStart && !isUnderReset(),
          }),
        ],
        [2, onApb(0xe00e0000, 0xe00e1000)],
      ];
    // RM0481 59.3: AP0 is the debug APB with DBGMCU at 0xE0044000.
    case 'h563':
      return [[0, onApb(0xe0040000, 0xe0044000)]];
    case 'f405':
    case 'f103':
    case 'l476':
    case 'g431':
    case 'l552':
    case 'g071':
      return [];
  }
}

// ROM tables: which debug components there are, and who made the part (IHI 0031C, D5).

import { readOnly, wordBytes } from '../bus/memory';
import type { BusDevice } from '../bus/bus';
import type { CoreKind, Part } from '../parts/part';

/** JEP106 code: how many 0x7F come before, and the id without parity. */
export interface Designer {
  readonly bank: number;
  readonly id: number;
}

export const stDesigner: Designer = { bank: 0, id: 0x20 };
const armDesigner: Designer = { bank: 4, id: 0x3b };

interface Component {
  readonly address: number;
  readonly partNumber: number;
  /** CIDR1's class: 1 ROM table, 9 CoreSight, 0xE generic (PPB). */
  readonly kind: 0x1 | 0x9 | 0xe;
}

/** Where the vendor's table is: on Cortex-M0+ and M7 it lies before ARM's own one. */
function tablesOf(core: CoreKind): { readonly vendor: number; readonly arm: number | undefined } {
  switch (core) {
    case 'M0+':
      return { vendor: 0xf0000000, arm: 0xe00ff000 };
    case 'M7':
      return { vendor: 0xe00fe000, arm: 0xe00ff000 };
    case 'M33':
      return { vendor: 0xe00fe000, arm: 0xe00ff000 };
    case 'M3':
    case 'M4':
      return { vendor: 0xe00ff000, arm: undefined };
  }
}

/** Part numbers by the cores' technical reference manuals, "ROM table". */
function componentsOf(core: CoreKind): readonly Component[] {
  const at = (scs: number, dwt: number, fpb: number): readonly Component[] => [
    { address: 0xe000e000, partNumber: scs, kind: 0xe },
    { address: 0xe0001000, partNumber: dwt, kind: 0xe },
    { address: 0xe0002000, partNumber: fpb, kind: 0xe },
  ];
  const itm: Component = { address: 0xe0000000, partNumber: 0x001, kind: 0xe };
  switch (core) {
    case 'M0+':
      return at(0x008, 0x00a, 0x00b);
    case 'M3':
      return [
        ...at(0x000, 0x002, 0x003),
        itm,
        { address: 0xe0040000, partNumber: 0x923, kind: 0x9 },
      ];
    case 'M4':
      return [
        ...at(0x00c, 0x002, 0x003),
        itm,
        { address: 0xe0040000, partNumber: 0x9a1, kind: 0x9 },
        { address: 0xe0041000, partNumber: 0x925, kind: 0x9 },
      ];
    case 'M7':
      return [...at(0x00c, 0x002, 0x00e), itm];
    case 'M33':
      return [...at(0xd21, 0xd21, 0xd21).map((one) => ({ ...one, kind: 0x9 as const }))];
  }
}

export interface RomTables {
  readonly devices: readonly BusDevice[];
  /** For MEM-AP's BASE: format and "present" bits set. */
  readonly base: number;
}

export function createRomTables(part: Part, devId: number, designer: Designer): RomTables {
  const { vendor, arm } = tablesOf(part.core);
  const components = componentsOf(part.core);
  const inner = components.map(({ address }) => address);
  const table = (address: number, entries: readonly number[]): BusDevice =>
    readOnly('ROM table', address, wordBytes(...entries.map((at) => entryOf(address, at)), 0));
  const ids = components.map(({ address, partNumber, kind }) =>
    identification(address, partNumber, armDesigner, kind),
  );
  const vendorIds = identification(vendor, devId, designer, 0x1);
  if (arm === undefined)
    return { devices: [table(vendor, inner), vendorIds, ...ids], base: vendor + 3 };
  return {
    devices: [
      table(vendor, [arm]),
      vendorIds,
      table(arm, inner),
      identification(arm, armTablePart(part.core), armDesigner, 0x1),
      ...ids,
    ],
    base: vendor + 3,
  };
}

function armTablePart(core: CoreKind): number {
  switch (core) {
    case 'M0+':
      return 0x4c0;
    case 'M3':
      return 0x4c3;
    case 'M4':
      return 0x4c4;
    case 'M7':
      return 0x4c7;
    case 'M33':
      return 0x4c9;
  }
}

/** Offset from the table in 31:12, format (32 bits) and "present" in 1:0. */
function entryOf(table: number, component: number): number {
  return (((component - table) & 0xfffff000) | 3) >>> 0;
}

/** PIDR4..7, PIDR0..3, CIDR0..3 at 0xFD0 of the component's last 4 KiB (D1.2). */
function identification(
  address: number,
  partNumber: number,
  designer: Designer,
  kind: number,
): BusDevice {
  const { bank, id } = designer;
  const pidr = [
    ...[bank, 0, 0, 0],
    partNumber & 0xff,
    ((id & 0xf) << 4) | (partNumber >> 8),
    // JEDEC bit.
    0x8 | ((id >> 4) & 7),
    0,
  ];
  const cidr = [0x0d, kind << 4, 0x05, 0xb1];
  return readOnly('component identification', address + 0xfd0, wordBytes(...pidr, ...cidr));
}

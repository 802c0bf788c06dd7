// A part's entries in the table → its memories by address: what the table lists, and the second addresses that
// follow from the family (boot memory at 0, the secure world).

import type { FlashLayout, Memory, MemoryKind } from './device';
import { deviceTable, ownValue } from './table';
import type { RawFamily, RawLayout, RawRegion } from './table';

/**
 * Families that show the boot memory, as delivered the flash, at address 0 (reference manuals, "Boot
 * configuration", such as RM0090 2.4). F7, H7 and H7RS have the ITCM there, N6 too; L5, U3, U5, H5 and WBA start
 * at an address of their option bytes.
 */
const bootAliasFamilies: ReadonlySet<string> = new Set([
  ...['F0', 'F1', 'F2', 'F3', 'F4', 'G0', 'G4', 'C0', 'U0'],
  ...['L0', 'L1', 'L4', 'L4+', 'WB', 'WL'],
]);

const kinds: ReadonlySet<string> = new Set<MemoryKind>([
  ...(['flash', 'flash-high-cycle', 'ram', 'ccm', 'itcm', 'dtcm', 'backup', 'eeprom'] as const),
  ...(['otp', 'option', 'system', 'external', 'alias'] as const),
]);

/** Where a part's memories are described. */
export interface MemorySource {
  /** Part key, for the doubts about it. */
  readonly key: string;
  readonly family: string;
  readonly hasTrustZone: boolean;
  readonly regions: readonly RawRegion[];
  readonly layouts: readonly RawLayout[];
  /** Of a preliminary part, whose layout is not known. */
  readonly flashBytes: number;
}

/** Every memory, by start address. */
export function memoriesOf(source: MemorySource): readonly Memory[] {
  const flash = flashMemories(source);
  const flashBytes = flash.reduce((sum, memory) => sum + memory.sizeBytes, 0);
  const own = [...flash, ...source.regions.map((region) => toMemory(region, flashBytes))];
  const doubted = withDoubts(own, source.key);
  const first = doubted.find((memory) => memory.kind === 'flash');
  const boot = first && bootAliasFamilies.has(source.family) ? [bootAlias(first)] : [];
  const secure = source.hasTrustZone ? secureAliases(source.family, doubted) : [];
  return [...doubted, ...boot, ...secure].sort((a, b) => a.start - b.start);
}

/** How the flash is divided, the factory's way first. */
export function toLayout(raw: RawLayout): FlashLayout {
  return {
    name: raw.mode,
    option: raw.option,
    banks: raw.banks.map(([start, sizeBytes, sectors]) => ({
      start: Number(start),
      sizeBytes,
      sectors: sectors.map(([count, size]) => ({ count, sizeBytes: size })),
    })),
    hasGap: raw.gap === true,
  };
}

/** One memory for all banks in a row; a bank each where addresses lie between them. */
function flashMemories(source: MemorySource): readonly Memory[] {
  const [layout] = source.layouts;
  if (layout === undefined) {
    if (source.flashBytes === 0) return [];
    const note = 'the largest size announced; no data sheet was read';
    return [{ ...flashMemory('FLASH', 0x08000000, source.flashBytes), isUnsure: true, note }];
  }
  const doubt = layout.unsure === undefined ? {} : { isUnsure: true, note: layout.unsure };
  if (layout.gap === true) {
    return layout.banks.map(([start, size], index) => ({
      ...flashMemory(`FLASH bank ${index + 1}`, Number(start), size),
      ...doubt,
    }));
  }
  const total = layout.banks.reduce((sum, [, size]) => sum + size, 0);
  return layout.banks
    .slice(0, 1)
    .map(([start]) => ({ ...flashMemory('FLASH', Number(start), total), ...doubt }));
}

function flashMemory(name: string, start: number, size: number): Memory {
  return toMemory({ name, kind: 'flash', start: String(start), size, executable: 1 }, size);
}

function toMemory(raw: RawRegion, flashBytes: number): Memory {
  const memory: Memory = {
    name: raw.name,
    kind: isKind(raw.kind) ? raw.kind : 'ram',
    start: Number(raw.start),
    sizeBytes: raw.size === -1 ? flashBytes : raw.size,
    // The boot loader runs where it lies; the table gives no word on it.
    executable: raw.kind === 'system' || (raw.executable === 'mpu' ? 'mpu' : raw.executable === 1),
    dma: raw.noDma !== true,
    core: raw.core,
    maxBytes: raw.max,
    sharedWith: raw.shared,
    aliasOf: raw.of,
    isSecureAlias: false,
    isReserved: raw.reserved !== undefined,
    isUnsure: raw.unsure === true,
  };
  return raw.note === undefined ? memory : { ...memory, note: raw.note };
}

function isKind(text: string): text is MemoryKind {
  return kinds.has(text);
}

function withDoubts(memories: readonly Memory[], key: string): readonly Memory[] {
  const doubts = deviceTable().doubts.filter(({ parts }) => new RegExp(parts).test(key));
  if (doubts.length === 0) return memories;
  return memories.map((memory) => {
    const doubt = doubts.find((one) => one.memories.includes(memory.name));
    return doubt === undefined ? memory : { ...memory, isUnsure: true, note: doubt.note };
  });
}

function bootAlias(flash: Memory): Memory {
  const name = `${flash.name} (boot alias)`;
  return { ...flash, name, kind: 'alias', start: 0, aliasOf: flash.name };
}

/**
 * The secure world's addresses of flash, RAM and the backup RAM among the peripherals: one address bit, by the
 * family's pairs of bases (Armv8-M, IDAU). OTP, system memory and external windows have no such pair.
 */
function secureAliases(family: string, memories: readonly Memory[]): readonly Memory[] {
  const secure = ownValue(deviceTable().families, family)?.secure;
  if (secure === undefined) return [];
  return memories.flatMap((memory) => {
    const offset = secureOffset(memory, secure);
    if (offset === undefined) return [];
    const name = `${memory.name} (secure)`;
    const start = memory.start + offset;
    const aliasOf = memory.aliasOf ?? memory.name;
    return [{ ...memory, name, kind: 'alias', start, aliasOf, isSecureAlias: true }];
  });
}

function secureOffset(
  memory: Memory,
  secure: NonNullable<RawFamily['secure']>,
): number | undefined {
  switch (memory.kind) {
    case 'flash':
    case 'flash-high-cycle':
      return difference(secure.flash);
    case 'alias':
      // The RAM on the code bus lies beside the flash: 0x0A000000 and 0x0E000000.
      return memory.start < 0x10000000 ? difference(secure.flash) : undefined;
    case 'backup':
      return secure.all === undefined ? difference(secure.periph) : Number(secure.all);
    case 'ram':
    case 'ccm':
    case 'itcm':
    case 'dtcm':
      return secure.all === undefined ? difference(secure.ram) : Number(secure.all);
    case 'eeprom':
    case 'otp':
    case 'option':
    case 'system':
    case 'external':
      return undefined;
  }
}

function difference(pair: readonly [string, string] | undefined): number | undefined {
  return pair === undefined ? undefined : Number(pair[1]) - Number(pair[0]);
}

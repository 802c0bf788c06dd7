// Addresses on a part: which real memory is behind one, and how far its kind goes on without a hole. Aliases,
// the secure ones of TrustZone parts included, lead to the memory that they show.

import { isApplicationCore, memoryAt } from './device';
import type { Device, Memory, MemoryKind } from './device';

/** What a memory is to somebody who programs it. */
export type MemoryClass = 'flash' | 'ram' | 'external' | 'protected' | 'other';

/** An address on the part. */
export interface PartPlace {
  /** The real memory, never an alias. */
  readonly memory: Memory;
  /** The alias that the address is written in, where it is one. */
  readonly alias: Memory | undefined;
  /** The same byte in the real memory's own addresses. */
  readonly address: number;
  readonly isSecureAlias: boolean;
}

/** Memories of one class without a hole between them; `end` is exclusive. */
export interface MemoryRun {
  readonly start: number;
  readonly end: number;
  /** In order of their addresses. */
  readonly memories: readonly Memory[];
}

/** Address ranges in which a part with more of it would have it: a byte behind the end is an overflow there. */
const reachBytes = 0x01000000;

/** Secure aliases: RAM at +0x10000000, flash and the code bus at +0x04000000 (RM0438, RM0456, RM0481: section 2). */
const secureOffsets = [0x10000000, 0x04000000];

export function classOf(kind: MemoryKind): MemoryClass {
  switch (kind) {
    case 'flash':
    case 'flash-high-cycle':
      return 'flash';
    case 'ram':
    case 'ccm':
    case 'itcm':
    case 'dtcm':
      return 'ram';
    case 'external':
      return 'external';
    case 'otp':
    case 'option':
    case 'system':
      return 'protected';
    case 'backup':
    case 'eeprom':
    case 'alias':
      return 'other';
  }
}

/** Whether enough is known of the part to say that an address is nowhere. */
export function hasMemoryMap(device: Device): boolean {
  return device.memories.some(({ kind }) => classOf(kind) === 'ram');
}

/** A part with Cortex-A cores: DDR, boot stages and coprocessors make every rule here uncertain. */
export function hasApplicationCore(device: Device): boolean {
  return device.cores.some(isApplicationCore);
}

/** The real memory behind an address; undefined where the part has none. */
export function placeOf(device: Device, address: number): PartPlace | undefined {
  const memory = memoryAt(device, address);
  if (memory !== undefined) return resolveAlias(device, memory, address);
  if (!device.hasTrustZone) return undefined;
  for (const offset of secureOffsets) {
    // An address that carries the secure bit, and only one below the external windows.
    if (address >= 0x40000000 || (address & offset) === 0) continue;
    const open = memoryAt(device, address - offset);
    const place = open === undefined ? undefined : resolveAlias(device, open, address - offset);
    if (place !== undefined) return { ...place, isSecureAlias: true };
  }
  return undefined;
}

function resolveAlias(device: Device, memory: Memory, address: number): PartPlace {
  const plain = { memory, alias: undefined, address, isSecureAlias: memory.isSecureAlias };
  if (memory.kind !== 'alias') return plain;
  const target = device.memories.find(({ name, kind }) => {
    return name === memory.aliasOf && kind !== 'alias';
  });
  if (target === undefined) return plain;
  const real = target.start + (address - memory.start);
  // A window may show several memories in a row, of which it names the first.
  const at = memoryAt(device, real);
  const isReal = at !== undefined && at.kind !== 'alias';
  return {
    memory: isReal ? at : target,
    alias: memory,
    address: real,
    isSecureAlias: memory.isSecureAlias,
  };
}

/** Runs of devices already seen: asked for once a section. */
const runCache = new WeakMap<Device, Map<MemoryClass, readonly MemoryRun[]>>();

/** Every run of a class in the addresses that are written, aliases among them, by address. */
export function runsOf(device: Device, wanted: MemoryClass): readonly MemoryRun[] {
  const ofDevice = runCache.get(device) ?? new Map<MemoryClass, readonly MemoryRun[]>();
  runCache.set(device, ofDevice);
  const runs = ofDevice.get(wanted) ?? findRuns(device, wanted);
  ofDevice.set(wanted, runs);
  return runs;
}

function findRuns(device: Device, wanted: MemoryClass): readonly MemoryRun[] {
  const memories = device.memories
    .filter(({ start, kind, sizeBytes }) => {
      if (sizeBytes <= 0 || kind === 'flash-high-cycle') return false;
      const real = kind === 'alias' ? placeOf(device, start)?.memory.kind : kind;
      return real !== undefined && classOf(real) === wanted;
    })
    .sort((a, b) => a.start - b.start);
  const runs: { start: number; end: number; memories: Memory[] }[] = [];
  for (const memory of memories) {
    const last = runs.at(-1);
    const end = memory.start + memory.sizeBytes;
    if (last === undefined || memory.start > last.end) {
      runs.push({ start: memory.start, end, memories: [memory] });
    } else {
      last.end = Math.max(last.end, end);
      last.memories.push(memory);
    }
  }
  return runs;
}

/**
 * The run that holds the address, or the one that ends before it and that it would belong to if the memory
 * were larger. A secure alias that the table does not list is answered in its own addresses.
 */
export function runNear(
  device: Device,
  wanted: MemoryClass,
  address: number,
): MemoryRun | undefined {
  const direct = runBelow(runsOf(device, wanted), address);
  if (direct !== undefined || !device.hasTrustZone) return direct;
  for (const offset of secureOffsets) {
    if (address >= 0x40000000 || (address & offset) === 0) continue;
    const open = runBelow(runsOf(device, wanted), address - offset);
    if (open === undefined) continue;
    return { ...open, start: open.start + offset, end: open.end + offset };
  }
  return undefined;
}

function runBelow(runs: readonly MemoryRun[], address: number): MemoryRun | undefined {
  const run = runs.findLast(({ start }) => start <= address);
  return run !== undefined && address - run.start < reachBytes ? run : undefined;
}

/** The run that follows in the same class within reach: the second bank behind a gap. */
export function runAfter(
  device: Device,
  wanted: MemoryClass,
  run: MemoryRun,
): MemoryRun | undefined {
  return runsOf(device, wanted).find(
    ({ start }) => start >= run.end && start - run.end < reachBytes,
  );
}

/** What the memories of a run can grow to by option bytes: the run's end with that; `end` where nothing grows. */
export function largestEnd(run: MemoryRun): number {
  return Math.max(run.end, ...run.memories.map(({ start, maxBytes }) => start + (maxBytes ?? 0)));
}

/** `FLASH`, or `SRAM1 and SRAM2`, or `SRAM1 to SRAM4`. */
export function runName({ memories }: MemoryRun): string {
  // Of L4 and G4 the RAM goes on with a second address of SRAM2 or CCM.
  const isReal = memories.some(({ kind }) => kind !== 'alias');
  const all = memories.map(({ name, aliasOf }) => (isReal ? (aliasOf ?? name) : name));
  const unique = [...new Set(all)];
  const [first = 'memory', second] = unique;
  if (second === undefined) return first;
  return unique.length === 2 ? `${first} and ${second}` : `${first} to ${unique.at(-1) ?? second}`;
}

/** Of a part whose name stopped at the line: sizes are those of the line's largest part. */
export function partName(device: Device): string {
  return device.match === 'part' ? device.name : `the largest ${device.name}`;
}

// Device, image, script and findings → the memory map that is drawn and told. Pure; the answer is plain JSON.

import { hex32 } from '../base/hex';
import type { Device, Memory } from '../devices/device';
import type { ElfImage } from '../elf/elf-image';
import type { Finding } from '../findings/finding';
import type { LinkerScript } from '../linker/script-model';
import type { MapMark, MapMemory, MapRegion, MemoryBlock, MemoryMap } from '../protocol/memory-map';
import type { Facts } from './facts';
import { occupiedBy, piecesOf } from './image-layout';
import { isMapOf, sizeTrees } from './size-tree';
import type { ImageMap, SizeTrees } from './size-tree';
import { stackAndHeap, symbolsIn } from './memory-blocks';
import type { RawBlock } from './memory-blocks';
import { placeOf } from '../devices/memory-runs';
import { bytesText, scriptLocation } from '../script-checks/script-words';

export interface MemoryMapInput {
  /** Undefined: not known; the script's regions stand for the memories then. */
  readonly device: Device | undefined;
  /** The image and how it is called, usually its path. */
  readonly image?: { readonly name: string; readonly elf: ElfImage };
  readonly script?: { readonly name: string; readonly script: LinkerScript };
  /** Left out, or of another link: sections and symbols of the image tell what fills a memory. */
  readonly mapFile?: ImageMap;
  readonly findings?: readonly Finding[];
}

/** The map from what preflight has found out. */
export function toMemoryMap(facts: Facts, findings: readonly Finding[]): MemoryMap {
  const { device, elf, linkerScript, mapFile } = facts;
  return memoryMap({
    device: device.ok ? device.value : undefined,
    ...(elf.ok ? { image: { name: elf.source, elf: elf.value } } : {}),
    ...(linkerScript.ok
      ? { script: { name: linkerScript.value.file, script: linkerScript.value.script } }
      : {}),
    ...(mapFile.ok ? { mapFile: { name: mapFile.value.file, map: mapFile.value.map } } : {}),
    findings,
  });
}

/**
 * The map of a part with an image in it. Sections stand where they run and, where that is another address, where
 * they are stored too (.data: in RAM and in flash). Aliases are resolved, so that every byte has one place.
 */
export function memoryMap(input: MemoryMapInput): MemoryMap {
  const { device, image, script, mapFile, findings = [] } = input;
  const elf = image?.elf;
  const regions = script === undefined ? [] : mapRegions(script.script);
  const bounds =
    device === undefined ? regions.map(boundsOfRegion) : device.memories.filter(isDrawn);
  const locate = locator(device, bounds);
  const raw = elf === undefined ? [] : blocksOf(elf);
  const { inside, outside } = placed(raw, locate);
  const marks = findings.flatMap((finding) => marksOf(finding));
  const isOwnMap = elf !== undefined && mapFile !== undefined && isMapOf(mapFile.map, elf);
  const trees = elf === undefined ? () => [] : sizeTrees(elf, isOwnMap ? mapFile.map : undefined);
  const memories = [...bounds]
    .filter((memory) => memory.kind !== 'external' || inside.has(memory))
    .sort((a, b) => a.start - b.start)
    .map((memory): MapMemory => {
      const isHere = (address: number): boolean => locate(address)?.bounds === memory;
      return {
        ...contents(memory, inside.get(memory) ?? [], elf, trees),
        regions: regions.filter(({ start }) => isHere(start)),
        marks: marks.filter(({ address }) => isHere(address)),
      };
    });
  return {
    device: device?.name,
    image: image?.name,
    script: script?.name,
    mapFile: isOwnMap ? mapFile.name : undefined,
    memories,
    outside: outside.map((block) => finished(block, elf)).sort((a, b) => a.start - b.start),
    notes: [
      ...notesOf(device, outside),
      ...(mapFile === undefined || elf === undefined || isOwnMap ? [] : [foreignMap(mapFile.name)]),
    ],
  };
}

function notesOf(device: Device | undefined, outside: readonly RawBlock[]): readonly string[] {
  const nowhere =
    device === undefined ? 'no region of the linker script' : `no memory of ${device.name}`;
  return [
    ...(device === undefined
      ? ['The part is not known: what is drawn are the regions of the linker script.']
      : []),
    ...(device?.match === 'line'
      ? [`${device.name} names a line of parts: the sizes are those of the largest.`]
      : []),
    ...outside.map(
      ({ name, start, sizeBytes }) =>
        `${name}: ${bytesText(sizeBytes)} at ${hex32(start)}, in ${nowhere}.`,
    ),
  ];
}

function foreignMap(name: string): string {
  return `${name} is of another link than the image, so it does not tell which object brought what.`;
}

/** What a memory or, without a part, a region of the script is for the picture. */
type Bounds = Pick<Memory, 'start' | 'sizeBytes' | 'name'> & { readonly kind: string };

interface Located {
  readonly bounds: Bounds;
  /** In the real memory's own addresses. */
  readonly address: number;
}

type Locate = (address: number) => Located | undefined;

function isDrawn({ kind, sizeBytes }: Memory): boolean {
  return kind !== 'alias' && sizeBytes > 0;
}

function boundsOfRegion({ name, start, sizeBytes }: MapRegion): Bounds {
  return { name, start, sizeBytes, kind: 'region' };
}

function locator(device: Device | undefined, bounds: readonly Bounds[]): Locate {
  if (device === undefined) {
    return (address) => {
      const found = bounds.find(({ start, sizeBytes }) => {
        return address >= start && address < start + sizeBytes;
      });
      return found === undefined ? undefined : { bounds: found, address };
    };
  }
  return (address) => {
    const place = placeOf(device, address);
    return place === undefined ? undefined : { bounds: place.memory, address: place.address };
  };
}

function blocksOf(elf: ElfImage): readonly RawBlock[] {
  const kept = stackAndHeap(elf);
  // Where symbols tell heap and stack, the section that only keeps room for them would show it twice.
  const isRoom = ({ name, hasContent }: RawBlock): boolean =>
    !hasContent && /heap|stack/i.test(name);
  const sections = sectionBlocks(elf);
  return [...(kept.length > 0 ? sections.filter((block) => !isRoom(block)) : sections), ...kept];
}

function sectionBlocks(elf: ElfImage): readonly RawBlock[] {
  const pieces = piecesOf(elf);
  const keyOf = (name: string, start: number): string => `${start} ${name}`;
  const loaded = new Set(pieces.map(({ name, start }) => keyOf(name, start)));
  const running = occupiedBy(elf).map(({ name, start, sizeBytes, hasContent }): RawBlock => {
    const isLoaded = hasContent && loaded.has(keyOf(name, start));
    const block = { kind: 'section' as const, name, start, sizeBytes, runsAt: start };
    return { ...block, isLoaded, hasContent, isCut: false };
  });
  const shown = new Set(running.map(({ name, start }) => keyOf(name, start)));
  // Copies of what runs elsewhere, and segments that no section describes.
  const stored = pieces
    .filter(({ name, start }) => !shown.has(keyOf(name, start)))
    .map(({ name, start, runsAt, sizeBytes }): RawBlock => {
      const kind = start === runsAt ? 'section' : 'load';
      const block = { kind, name, start, sizeBytes, runsAt } as const;
      return { ...block, isLoaded: true, hasContent: true, isCut: false };
    });
  return [...stored, ...running];
}

/** Cuts every block at the ends of the memories that it lies in. */
function placed(
  blocks: readonly RawBlock[],
  locate: Locate,
): {
  readonly inside: ReadonlyMap<Bounds, readonly RawBlock[]>;
  readonly outside: readonly RawBlock[];
} {
  const inside = new Map<Bounds, RawBlock[]>();
  const outside: RawBlock[] = [];
  for (const block of blocks) {
    let offset = 0;
    // Each step takes at least one memory to its end.
    while (offset < block.sizeBytes) {
      const left = block.sizeBytes - offset;
      const place = locate(block.start + offset);
      if (place === undefined) {
        outside.push(partOf(block, offset, left, block.start + offset));
        break;
      }
      const { bounds, address } = place;
      const size = Math.min(left, bounds.start + bounds.sizeBytes - address);
      // An alias that is longer than what it shows ends the memory, not the loop.
      if (size <= 0) break;
      const list = inside.get(bounds) ?? [];
      list.push(partOf(block, offset, size, address));
      inside.set(bounds, list);
      offset += size;
    }
  }
  return { inside, outside };
}

function partOf(block: RawBlock, offset: number, sizeBytes: number, start: number): RawBlock {
  const isCut = offset + sizeBytes < block.sizeBytes;
  return { ...block, start, sizeBytes, isCut, runsAt: block.runsAt + offset };
}

function contents(
  { name, kind, start, sizeBytes }: Bounds,
  raw: readonly RawBlock[],
  elf: ElfImage | undefined,
  trees: SizeTrees,
): Omit<MapMemory, 'regions' | 'marks'> {
  const sorted = [...raw].sort((a, b) => a.start - b.start);
  let reached = start;
  let usedBytes = 0;
  for (const block of sorted) {
    const end = block.start + block.sizeBytes;
    usedBytes += Math.max(0, end - Math.max(reached, block.start));
    reached = Math.max(reached, end);
  }
  const blocks = sorted.map((block) => finished(block, elf));
  const freeBytes = sizeBytes - usedBytes;
  const figures = { start, sizeBytes, usedBytes, freeBytes };
  return { name, kind, ...figures, blocks, contents: trees(sorted) };
}

function finished({ runsAt, ...block }: RawBlock, elf: ElfImage | undefined): MemoryBlock {
  if (elf === undefined || block.kind === 'heap' || block.kind === 'stack') {
    return { ...block, symbolCount: 0, symbols: [] };
  }
  return { ...block, ...symbolsIn(elf, runsAt, runsAt + block.sizeBytes) };
}

function mapRegions({ regions }: LinkerScript): readonly MapRegion[] {
  return regions
    .flatMap(({ name, origin, length, namePlace }): MapRegion[] => {
      if (origin === undefined || length === undefined) return [];
      return [{ name, start: origin, sizeBytes: length, location: scriptLocation(namePlace) }];
    })
    .sort((a, b) => a.start - b.start);
}

function marksOf({ id, severity, message, location, address }: Finding): readonly MapMark[] {
  return address === undefined ? [] : [{ address, findingId: id, severity, message, location }];
}

// A map file or an ELF file → how large the parts of the build are.

import { fileNameOf } from '../base/file-name';
import type { ElfImage } from '../elf/elf-image';
import { readElf } from '../elf/read-elf';
import type { Host } from '../host/host';
import { isPlaced, readMapFile } from '../linker/map/map-file';
import type { MapFile, MapOutputSection } from '../linker/map/map-file';
import { otherThanMap } from '../linker/map/map-kind';
import { mapNotes } from '../linker/map/map-notes';
import { objectNameOf } from '../linker/map/map-objects';
import type { LinkedFileSays } from '../linker/map/map-storage';
import { useOfRegions } from '../linker/map/map-usage';
import type { BuildSizes, PartSize } from '../protocol/build-sizes';
import { linkedFileBeside } from './image-of-map';

export type { BuildSizes } from '../protocol/build-sizes';

export type BuildSizesResult =
  | { readonly ok: true; readonly sizes: BuildSizes }
  /** `why` completes "FILE …". */
  | { readonly ok: false; readonly why: string };

/** @param file how the build is to be called */
export function buildSizes(file: string, bytes: Uint8Array): BuildSizesResult {
  const read = readBuild(bytes);
  return read.ok ? { ok: true, sizes: sizesOf(file, read.build, undefined) } : read;
}

/**
 * The same of a file in its place: what a map does not tell is asked of the ELF file beside it.
 * @param file its absolute path
 */
export async function buildSizesOfFile(
  host: Host,
  file: string,
  bytes: Uint8Array,
): Promise<BuildSizesResult> {
  const read = readBuild(bytes);
  if (!read.ok) return read;
  const { build } = read;
  const says = build.kind === 'map' ? await linkedFileBeside(host, file, build.map) : undefined;
  return { ok: true, sizes: sizesOf(file, build, says) };
}

type Build =
  | { readonly kind: 'map'; readonly map: MapFile }
  | { readonly kind: 'elf'; readonly image: ElfImage };

type ReadBuild =
  { readonly ok: true; readonly build: Build } | { readonly ok: false; readonly why: string };

function readBuild(bytes: Uint8Array): ReadBuild {
  const elf = readElf(bytes);
  if (elf.ok) return { ok: true, build: { kind: 'elf', image: elf.image } };
  if (elf.code !== 'not-elf')
    return { ok: false, why: `cannot be read: ${elf.message.replace(/\.$/, '')}` };
  const text = new TextDecoder().decode(bytes);
  const other = otherThanMap(text);
  if (other === undefined) return { ok: true, build: { kind: 'map', map: readMapFile(text) } };
  const read = 'map files of GNU ld (-Wl,-Map=…) and ELF files can be read';
  return { ok: false, why: `is ${other}; ${read}` };
}

function sizesOf(file: string, build: Build, says: LinkedFileSays | undefined): BuildSizes {
  return build.kind === 'map' ? sizesOfMap(file, build.map, says) : sizesOfElf(file, build.image);
}

function sizesOfMap(file: string, map: MapFile, says: LinkedFileSays | undefined): BuildSizes {
  const uses = useOfRegions(map, says);
  const regions = uses.map(({ region, usedBytes }) => {
    return { name: region.name, sizeBytes: usedBytes, lengthBytes: region.length };
  });
  const isInMemory = (output: MapOutputSection): boolean => {
    return isPlaced(output) && says?.(output) !== 'none';
  };
  const placed = map.contributions.filter(({ output }) => isPlaced({ name: output }));
  const objects = placed.map(({ object, sizeBytes }) => ({ name: objectTitle(object), sizeBytes }));
  const sections = added(map.outputs.filter(isInMemory));
  const notes = mapNotes(map, uses);
  return { file, kind: 'map', regions, sections, objects: added(objects), symbols: [], notes };
}

/** Without what differs from machine to machine and from link to link: a library's folder, a compiler's own files. */
function objectTitle(object: string): string {
  const { library, name } = objectNameOf(object);
  if (library !== undefined) return `${fileNameOf(library)}(${name})`;
  return object.replace(/^.*[/\\]cc[A-Za-z0-9]{6}\.(?=ltrans|o$)/, '');
}

function sizesOfElf(file: string, elf: ElfImage): BuildSizes {
  const sections = elf.sections
    .filter(({ flags }) => flags.alloc)
    .map(({ name, size }) => ({ name, sizeBytes: size }));
  const symbols = elf.symbols
    .within(0, 2 ** 32)
    .filter(({ kind }) => kind !== 'other')
    .map(({ name, sizeBytes }) => ({ name, sizeBytes }));
  const parts = { sections: added(sections), symbols: added(symbols) };
  return { file, kind: 'elf', regions: [], objects: [], ...parts, notes: [] };
}

/** Parts of the same name count together; what has no size is left out. */
function added(parts: readonly PartSize[]): readonly PartSize[] {
  const sizes = new Map<string, number>();
  for (const { name, sizeBytes } of parts) {
    if (sizeBytes > 0) sizes.set(name, (sizes.get(name) ?? 0) + sizeBytes);
  }
  return [...sizes]
    .map(([name, sizeBytes]) => ({ name, sizeBytes }))
    .sort((a, b) => b.sizeBytes - a.sizeBytes);
}

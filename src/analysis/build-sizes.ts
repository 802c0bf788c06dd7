// A map file or an ELF file → how large the parts of the build are.

import { fileNameOf } from '../base/file-name';
import type { ElfImage } from '../elf/elf-image';
import { readElf } from '../elf/read-elf';
import { isPlaced, readMapFile } from '../linker/map/map-file';
import type { MapFile } from '../linker/map/map-file';
import { otherThanMap } from '../linker/map/map-kind';
import { objectNameOf } from '../linker/map/map-objects';
import { useOfRegions } from '../linker/map/map-usage';
import type { BuildSizes, PartSize } from '../protocol/build-sizes';

export type { BuildSizes } from '../protocol/build-sizes';

export type BuildSizesResult =
  | { readonly ok: true; readonly sizes: BuildSizes }
  /** `why` completes "FILE …". */
  | { readonly ok: false; readonly why: string };

/** @param file how the build is to be called */
export function buildSizes(file: string, bytes: Uint8Array): BuildSizesResult {
  const elf = readElf(bytes);
  if (elf.ok) return { ok: true, sizes: sizesOfElf(file, elf.image) };
  if (elf.code !== 'not-elf')
    return { ok: false, why: `cannot be read: ${elf.message.replace(/\.$/, '')}` };
  const text = new TextDecoder().decode(bytes);
  const other = otherThanMap(text);
  if (other === undefined) return { ok: true, sizes: sizesOfMap(file, readMapFile(text)) };
  const read = 'map files of GNU ld (-Wl,-Map=…) and ELF files can be read';
  return { ok: false, why: `is ${other}; ${read}` };
}

function sizesOfMap(file: string, map: MapFile): BuildSizes {
  const regions = useOfRegions(map).map(({ region, usedBytes }) => {
    return { name: region.name, sizeBytes: usedBytes, lengthBytes: region.length };
  });
  const placed = map.contributions.filter(({ output }) => isPlaced({ name: output }));
  const objects = placed.map(({ object, sizeBytes }) => ({ name: objectTitle(object), sizeBytes }));
  const sections = added(map.outputs.filter(isPlaced));
  return { file, kind: 'map', regions, sections, objects: added(objects), symbols: [] };
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
  return { file, kind: 'elf', regions: [], objects: [], ...parts };
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

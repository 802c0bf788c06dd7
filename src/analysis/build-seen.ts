// What the last build says of a linker script: from the linked ELF file, and from its map where there is one.

import { loadAddressOf, loadableSegments } from '../elf/elf-image';
import type { ElfImage, ElfSection } from '../elf/elf-image';
import type { MapFile } from '../linker/map/map-file';
import type { BuildSeen, InputSectionSeen, OutputSectionSeen } from '../script-checks/script-check';

export interface BuildFiles {
  /** The ELF file. */
  readonly file: string;
  readonly writtenAtMs: number | undefined;
  readonly image: ElfImage;
  readonly map: MapFile | undefined;
}

/** The map is only read, and symbols are only listed, when somebody asks: both may take long. */
export function buildSeen({ file, writtenAtMs, image, map }: BuildFiles): BuildSeen {
  let inputs: readonly InputSectionSeen[] | undefined;
  let symbols: ReadonlyMap<string, number> | undefined;
  const outputs = new Map(
    image.sections
      .filter(({ flags, size }) => flags.alloc && size > 0)
      .map((section) => [section.name, outputOf(section, image)]),
  );
  return {
    ...{ source: file, writtenAtMs, outputs },
    get symbols() {
      return (symbols ??= globalsOf(image));
    },
    get inputs() {
      // Of a map whose end is missing it would be said that the rest was not linked.
      if (map?.linkedFile === undefined) return undefined;
      return (inputs ??= inputsOf(map, outputs));
    },
  };
}

function outputOf(section: ElfSection, image: ElfImage): OutputSectionSeen {
  const { name, size: sizeBytes, addr: address, type, offset } = section;
  const isNobits = type === 'nobits';
  const around = loadableSegments(image).filter(
    ({ vaddr, memSize }) => address >= vaddr && address + sizeBytes <= vaddr + memSize,
  );
  // Overlays run at the same address, and only their bytes are in places of their own.
  const holding = around.find((each) => {
    return offset >= each.offset && offset + sizeBytes <= each.offset + each.fileSize;
  });
  const segment = holding ?? around[0];
  const loadAddress = segment === undefined || isNobits ? address : loadAddressOf(section, segment);
  return { name, sizeBytes, address, loadAddress, isNobits };
}

function globalsOf(image: ElfImage): ReadonlyMap<string, number> {
  return new Map(image.symbols.globals().map(({ name, address }) => [name, address]));
}

function inputsOf(
  map: MapFile,
  outputs: ReadonlyMap<string, OutputSectionSeen>,
): readonly InputSectionSeen[] {
  return map.contributions.flatMap(({ section: name, sizeBytes, object, output }) => {
    const seen = outputs.get(output);
    if (seen === undefined || sizeBytes === 0) return [];
    return [{ name, sizeBytes, type: seen.isNobits ? 'nobits' : 'progbits', object, output }];
  });
}

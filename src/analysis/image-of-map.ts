// The ELF file that the same link made as a map file, where it lies beside it: it says what a map does not, which
// sections have bytes and which take no memory at all.

import { basename, dirname, join } from 'node:path';
import type { ElfImage } from '../elf/elf-image';
import { readElf } from '../elf/read-elf';
import type { Host } from '../host/host';
import type { MapFile, MapOutputSection } from '../linker/map/map-file';
import type { LinkedFileSays, SectionTakes } from '../linker/map/map-storage';
import { withoutExtension } from './facts/build-files';
import { isMapOf } from './size-tree';

const imageLimitBytes = 64 * 1024 * 1024;

/** Undefined where no ELF file beside the map has the same sections at the same places. */
export async function linkedFileBeside(
  host: Host,
  file: string,
  map: MapFile,
): Promise<LinkedFileSays | undefined> {
  const stem = withoutExtension(basename(file));
  const named = map.linkedFile?.split(/[\\/]/).at(-1) ?? stem;
  const names = new Set([named, `${stem}.elf`, `${stem}.axf`, stem]);
  for (const name of names) {
    const path = join(dirname(file), name);
    if (path === file) continue;
    const read = await host.readFile(path, imageLimitBytes);
    const elf = read.ok ? readElf(read.bytes) : undefined;
    if (elf?.ok === true && isMapOf(map, elf.image)) return saidBy(elf.image);
  }
  return undefined;
}

/** A name may be there twice, with bytes and without, so the place counts too. */
function saidBy({ sections }: ElfImage): LinkedFileSays {
  const keyOf = (name: string, address: number): string => `${address} ${name}`;
  const takes = new Map<string, SectionTakes>(
    sections.map(({ name, addr, flags, type }) => {
      const kind = type === 'nobits' ? 'room' : 'bytes';
      return [keyOf(name, addr), flags.alloc ? kind : 'none'];
    }),
  );
  return ({ name, address }: MapOutputSection) => takes.get(keyOf(name, address));
}

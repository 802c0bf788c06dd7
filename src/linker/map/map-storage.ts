// Which output sections have bytes in the image, as far as a map file tells: it shows a load address for .bss and for
// what is NOLOAD too.

import type { MapFile, MapOutputSection } from './map-file';
import { isPlaced } from './map-file';

/** `perhaps`: the map does not tell. */
export type Storage = 'stored' | 'perhaps';

/** `room`: memory without bytes in the file (.bss, NOLOAD); `none`: not even that (COPY, INFO). */
export type SectionTakes = 'bytes' | 'room' | 'none';

/** What the linked file says of an output section; undefined: nothing. */
export type LinkedFileSays = (output: MapOutputSection) => SectionTakes | undefined;

/** Input sections that have no bytes in the file. */
const withoutBytes = /^COMMON$|^\.(?:[st]|dyn)?bss\b|noinit|^\.?(?:heap|stack)/i;
/** Those that have, wherever compilers and libraries make them. */
const withBytes =
  /^\.(?:t?data|text|rodata|init_array|fini_array|preinit_array|ctors|dtors|ARM)\b|^\.(?:s2?data|gcc_except_table|eh_frame)\b|ram_?func|^\.fast/i;

/**
 * Output sections that are stored elsewhere than they run, those without bytes left out.
 *
 * ld moves a region's load address on only behind a section that has bytes (ld/ldlang.c, lang_size_sections_1: SEC_LOAD),
 * so one whose load address the next one has again has none. Behind the last one nothing tells it but its names.
 */
export function storedElsewhere(
  map: MapFile,
  regionAt: (address: number) => unknown,
  says: LinkedFileSays,
): ReadonlyMap<MapOutputSection, Storage> {
  const contents = contentsOf(map);
  const found = new Map<MapOutputSection, Storage>();
  /** By region: where the next section behind begins to be stored. */
  const behind = new Map<unknown, number>();
  for (const output of map.outputs.toReversed()) {
    if (!isPlaced(output) || says(output) === 'none') continue;
    const { loadAddress, address, sizeBytes, name } = output;
    const start = loadAddress ?? address;
    const region = regionAt(start);
    const next = behind.get(region);
    behind.set(region, start);
    if (loadAddress === undefined || sizeBytes === 0) continue;
    const told = says(output);
    const storage =
      told === undefined ? storageFrom(contents.get(name), next, loadAddress, sizeBytes) : 'stored';
    if (storage !== 'none' && told !== 'room') found.set(output, storage);
  }
  return found;
}

function storageFrom(
  content: Content | undefined,
  next: number | undefined,
  start: number,
  sizeBytes: number,
): Storage | 'none' {
  if (content === undefined) return 'none';
  // One that is stored before it was put there by an address of its own, and says nothing.
  if (next !== undefined && next >= start) return next < start + sizeBytes ? 'none' : 'stored';
  return content === 'known' ? 'stored' : 'perhaps';
}

/** `known`: by its names it has bytes. */
type Content = 'known' | 'any';

/** Of each output section in which there is something that is not zeroed at run time. */
function contentsOf(map: MapFile): ReadonlyMap<string, Content> {
  const contents = new Map<string, Content>();
  for (const { section, sizeBytes, output } of map.contributions) {
    if (sizeBytes === 0 || withoutBytes.test(section)) continue;
    if (withBytes.test(section)) contents.set(output, 'known');
    else if (!contents.has(output)) contents.set(output, 'any');
  }
  for (const { kind, output } of map.fills) if (kind === 'data') contents.set(output, 'known');
  return contents;
}

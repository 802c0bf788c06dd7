// How well a linker script fits an image: whether it can have made it, judged by what both of them say.

import type { ElfImage } from '../../elf/elf-image';
import { loadableSegments } from '../../elf/elf-image';
import { regionAt, regionNamed } from '../../linker/script-model';
import type { LinkerScript } from '../../linker/script-model';

/** Symbols that many scripts share and few change are enough to compare. */
const symbolLimit = 200;

/**
 * @returns 0 to 1; the script that made the image comes near 1. Parts that say nothing (no sections, no symbols of
 * known value) count half.
 */
export function matchScript(script: LinkerScript, image: ElfImage): number {
  return (segmentFit(script, image) + sectionFit(script, image) + symbolFit(script, image)) / 3;
}

/** Segments whose bytes and memory lie in regions. */
function segmentFit(script: LinkerScript, image: ElfImage): number {
  const segments = loadableSegments(image);
  return share(segments, ({ paddr, vaddr }) => {
    return regionAt(script, paddr) !== undefined && regionAt(script, vaddr) !== undefined;
  });
}

/** Sections of the image that the script has, in the region that it gives them: that tells RAM from FLASH scripts. */
function sectionFit(script: LinkerScript, image: ElfImage): number {
  const byName = new Map(script.sections.map((section) => [section.name, section]));
  const allocated = image.sections.filter(({ flags, size }) => flags.alloc && size > 0);
  return share(allocated, ({ name, addr }) => {
    const section = byName.get(name);
    if (section === undefined) return false;
    const region = section.region === undefined ? undefined : regionNamed(script, section.region);
    const { origin, length } = region ?? {};
    if (origin === undefined || length === undefined) return true;
    return addr >= origin && addr < origin + length;
  });
}

/** Symbols such as _estack and _Min_Stack_Size: the end of the memory of exactly this part. */
function symbolFit(script: LinkerScript, image: ElfImage): number {
  const pairs = script.symbols.slice(0, symbolLimit).flatMap(({ name, value, isProvided }) => {
    const [found] = value === undefined || isProvided ? [] : image.symbols.named(name);
    return found === undefined ? [] : [{ expected: value, actual: found.address }];
  });
  return share(pairs, ({ expected, actual }) => expected === actual);
}

function share<T>(items: readonly T[], test: (item: T) => boolean): number {
  return items.length === 0 ? 0.5 : items.filter(test).length / items.length;
}

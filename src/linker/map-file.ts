// Text of a map file as GNU ld writes it (-Map) → which object brought which input section where. (Contract.)

/** One input section's contribution. */
export interface MapContribution {
  /** `.text.main`, `COMMON`. */
  readonly section: string;
  /** The output section it went to. */
  readonly output: string;
  readonly address: number;
  readonly sizeBytes: number;
  /** `build/main.o`, or `libc.a(memcpy.o)` with the archive's path. */
  readonly object: string;
}

export interface MapOutputSection {
  readonly name: string;
  readonly address: number;
  readonly sizeBytes: number;
  /** Where it differs from the address. */
  readonly loadAddress: number | undefined;
}

export interface MapFile {
  readonly regions: readonly {
    readonly name: string;
    readonly origin: number;
    readonly length: number;
    readonly attributes: string;
  }[];
  readonly outputs: readonly MapOutputSection[];
  readonly contributions: readonly MapContribution[];
}

// GNU ld 2.40, print_output_section_statement and print_input_section in ld/ldlang.c. A name that is too long for
// its column has a line of its own, with the numbers on the next one.
const region = /^(\S+(?: \S+)*) +0x([0-9a-f]+) +0x([0-9a-f]+)(?: +([a-z!]+))?$/;
const output = /^(\S+) +0x([0-9a-f]+) +0x([0-9a-f]+)(?: load address 0x([0-9a-f]+))?$/;
const input = /^ (\S+) +0x([0-9a-f]+) +0x([0-9a-f]+) (.+)$/;
const nameAlone = /^ ?\S+$/;
/** ld prints this one last of the regions, in every language it speaks; headings are translated. */
const lastRegion = '*default*';

/** Reads what is there; text that is no map file gives three empty lists. */
export function readMapFile(text: string): MapFile {
  const regions: MapFile['regions'][number][] = [];
  const lines = linesOf(text);
  for (const line of lines) {
    const [, name, origin, length, attributes = ''] = region.exec(line) ?? [];
    if (name === lastRegion) return { regions, ...readSections(lines) };
    if (name === undefined) continue;
    regions.push({ name, origin: hex(origin), length: hex(length), attributes });
  }
  // Without the end of its list of regions it is no map, or only the beginning of one.
  return { regions: [], outputs: [], contributions: [] };
}

/** @param lines from behind the regions on; what stands before is discarded sections and archive members. */
function readSections(lines: Iterable<string>): Pick<MapFile, 'outputs' | 'contributions'> {
  const outputs: MapOutputSection[] = [];
  const contributions: MapContribution[] = [];
  let name = '';
  for (const each of lines) {
    const line = name !== '' && /^ {2,}0x/.test(each) ? name + each : each;
    name = nameAlone.test(line) ? line : '';
    if (name !== '' || line === '') continue;
    if (line.startsWith(' ')) {
      const found = contributionOf(line, outputs.at(-1)?.name);
      if (found !== undefined) contributions.push(found);
    } else {
      const found = outputOf(line);
      if (found !== undefined) outputs.push(found);
    }
  }
  return { outputs, contributions };
}

function outputOf(line: string): MapOutputSection | undefined {
  const [, name, address, size, load] = output.exec(line) ?? [];
  if (name === undefined) return undefined;
  const loadAddress = load === undefined ? undefined : hex(load);
  return { name, address: hex(address), sizeBytes: hex(size), loadAddress };
}

/** *fill* is what alignment left free; it has a pattern where others have their object. */
function contributionOf(line: string, outputName: string | undefined): MapContribution | undefined {
  const [, section, address, size, object] = input.exec(line) ?? [];
  if (section === undefined || object === undefined || outputName === undefined) return undefined;
  if (section === '*fill*') return undefined;
  const sizeBytes = hex(size);
  return { section, output: outputName, address: hex(address), sizeBytes, object };
}

/** One walk over the text, to be taken up where another loop left off. */
function linesOf(text: string): Iterable<string> & { next(): IteratorResult<string> } {
  let from = 0;
  const lines = {
    next: (): IteratorResult<string> => {
      if (from > text.length) return { done: true, value: undefined };
      const found = text.indexOf('\n', from);
      const end = found < 0 ? text.length : found;
      const line = text.slice(from, text[end - 1] === '\r' && end > from ? end - 1 : end);
      from = end + 1;
      return { done: false, value: line };
    },
    [Symbol.iterator]: () => lines,
  };
  return lines;
}

function hex(digits: string | undefined): number {
  return Number.parseInt(digits ?? '', 16);
}

/** They have no place in memory, so their addresses count from 0. */
const unplaced = /^\.(?:debug|stab|comment|ARM\.attributes|note\.GNU|gnu\.(?:build\.)?attributes)/;

/** The contribution that covers an address. */
export function contributionAt(map: MapFile, address: number): MapContribution | undefined {
  return map.contributions.find(
    (each) =>
      address >= each.address &&
      address < each.address + each.sizeBytes &&
      !unplaced.test(each.output),
  );
}

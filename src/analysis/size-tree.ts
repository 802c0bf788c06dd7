// Blocks of a memory → what fills them, as a tree: by library, object and section where the map file of the link
// tells it, else by section and symbol of the ELF file.

import type { ElfImage } from '../elf/elf-image';
import { fileNameOf } from '../base/file-name';
import type { MapContribution, MapFile } from '../linker/map/map-file';
import { objectNameOf } from '../linker/map/map-objects';
import { contributionsByOutput, sum } from '../linker/map/map-usage';
import type { SizeKind, SizeNode } from '../protocol/size-tree';
import type { RawBlock } from './memory-blocks';

/** The map file of an image and how it is called. */
export interface ImageMap {
  readonly name: string;
  readonly map: MapFile;
}

/** Makes the trees of an image's memories. */
export type SizeTrees = (blocks: readonly RawBlock[]) => readonly SizeNode[];

/** Whether the link that wrote the map made this image: the same sections of the same sizes at the same places. */
export function isMapOf(map: MapFile, elf: ElfImage): boolean {
  const places = new Set(
    map.outputs.map((each) => placeOf(each.name, each.address, each.sizeBytes)),
  );
  return elf.sections
    .filter(({ flags, size }) => flags.alloc && size > 0)
    .every(({ name, addr, size }) => places.has(placeOf(name, addr, size)));
}

function placeOf(name: string, address: number, sizeBytes: number): string {
  return `${name} ${address} ${sizeBytes}`;
}

/** Symbols that are told at most: a page shows as many, and sections of a damaged file may all hold the same ones. */
const symbolLimit = 200_000;

/** The symbols of a range as nodes; nothing where there are none, or too many were told already. */
type SymbolNodes = (start: number, sizeBytes: number) => readonly SizeNode[];

/** @param map of this image; undefined: the ELF file tells all */
export function sizeTrees(elf: ElfImage, map: MapFile | undefined): SizeTrees {
  let told = 0;
  const symbols: SymbolNodes = (start, sizeBytes) => {
    if (told >= symbolLimit) return [];
    const nodes = symbolsOf(elf, start, sizeBytes);
    told += nodes.length;
    return nodes;
  };
  const byOutput = map === undefined ? undefined : contributionsByOutput(map);
  return (blocks) => {
    const brought: Brought[] = [];
    const others: SizeNode[] = [];
    for (const block of blocks) {
      const inIt = byOutput?.get(block.name)?.flatMap((each) => clipped(each, block)) ?? [];
      if (block.kind === 'heap' || block.kind === 'stack') others.push(reserved(block));
      else if (inIt.length === 0) others.push(sectionOf(symbols, block));
      else {
        // One by one: a section may have more contributions than a call can have arguments.
        for (const each of inIt) brought.push(each);
        others.push(...restOf(block, inIt));
      }
    }
    return largestFirst([...groups(symbols, brought), ...others]);
  };
}

/** The part of a contribution that lies in a block. */
interface Brought extends MapContribution {
  readonly isCopy: boolean;
}

function clipped(each: MapContribution, block: RawBlock): readonly Brought[] {
  const { runsAt, sizeBytes } = block;
  const start = Math.max(each.address, runsAt);
  const end = Math.min(each.address + each.sizeBytes, runsAt + sizeBytes);
  const isCopy = block.kind === 'load';
  return end <= start ? [] : [{ ...each, address: start, sizeBytes: end - start, isCopy }];
}

function groups(symbols: SymbolNodes, all: readonly Brought[]): readonly SizeNode[] {
  const homes = gathered(all, ({ object }) => {
    const { library, folder } = objectNameOf(object);
    return library ?? folder;
  });
  return [...homes].map(([home, inHome]): SizeNode => {
    const objects = [...gathered(inHome, ({ object }) => object)].map(([object, sections]) =>
      parent(
        'object',
        objectNameOf(object).name,
        object,
        sections.map((each) => leafOf(symbols, each)),
      ),
    );
    const isLibrary = objectNameOf(inHome[0]?.object ?? '').library !== undefined;
    if (isLibrary) return parent('library', fileNameOf(home), home, objects);
    const name = shortFolder(home);
    return parent('folder', name, name === home ? '' : home, objects);
  });
}

function gathered<T>(all: readonly T[], keyOf: (each: T) => string): ReadonlyMap<string, T[]> {
  const lists = new Map<string, T[]>();
  for (const each of all) {
    const key = keyOf(each);
    const list = lists.get(key);
    if (list === undefined) lists.set(key, [each]);
    else list.push(each);
  }
  return lists;
}

/** The last two names of a path say enough. */
function shortFolder(folder: string): string {
  const names = folder.split(/[/\\]/).filter((name) => name !== '');
  if (names.length === 0) return 'objects without a folder';
  return names.length <= 2 ? names.join('/') : `…/${names.slice(-2).join('/')}`;
}

function leafOf(
  symbolNodes: SymbolNodes,
  { section, output, address, sizeBytes, isCopy }: Brought,
): SizeNode {
  const detail = isCopy ? `stored for ${output}, which runs elsewhere` : `in ${output}`;
  // A section of one function is called after it already.
  const symbols = symbolNodes(address, sizeBytes);
  const children = symbols.length > 2 ? symbols : [];
  return { kind: 'section', name: section, detail, sizeBytes, address, children };
}

function sectionOf(
  symbols: SymbolNodes,
  { name, start, sizeBytes, runsAt, kind }: RawBlock,
): SizeNode {
  const detail = kind === 'load' ? 'stored here, runs elsewhere' : '';
  const children = symbols(runsAt, sizeBytes);
  return { kind: 'section', name, detail, sizeBytes, address: start, children };
}

/** The symbols in a range by size, and what none of them covers; nothing where no symbol has a size. */
function symbolsOf(elf: ElfImage, start: number, sizeBytes: number): readonly SizeNode[] {
  const end = start + sizeBytes;
  const nodes: SizeNode[] = [];
  let reached = start;
  for (const { name, address, sizeBytes: size, kind } of elf.symbols.within(start, end)) {
    // Of symbols that share bytes (aliases, parts of others) the first has them.
    const own = Math.min(address + size, end) - Math.max(address, reached);
    if (own <= 0) continue;
    nodes.push(leaf('symbol', name, kind === 'other' ? '' : kind, own, address));
    reached = Math.max(reached, address + size);
  }
  if (nodes.length === 0) return [];
  const left = sizeBytes - sum(nodes.map((node) => node.sizeBytes));
  const rest = leaf('rest', 'without a symbol', 'alignment, strings, code without sizes', left);
  return largestFirst(left > 0 ? [...nodes, rest] : nodes);
}

function restOf(block: RawBlock, inIt: readonly Brought[]): readonly SizeNode[] {
  const left = block.sizeBytes - sum(inIt.map(({ sizeBytes }) => sizeBytes));
  const detail = `alignment, and what the linker script itself puts into ${block.name}`;
  return left <= 0 ? [] : [leaf('rest', `fill of ${block.name}`, detail, left)];
}

function reserved({ name, start, sizeBytes }: RawBlock): SizeNode {
  return leaf('reserved', name, 'kept free by the linker script', sizeBytes, start);
}

function leaf(
  kind: SizeKind,
  name: string,
  detail: string,
  sizeBytes: number,
  address?: number,
): SizeNode {
  return {
    kind,
    name,
    detail,
    sizeBytes,
    ...(address === undefined ? {} : { address }),
    children: [],
  };
}

function parent(
  kind: SizeKind,
  name: string,
  detail: string,
  children: readonly SizeNode[],
): SizeNode {
  const sizeBytes = sum(children.map((child) => child.sizeBytes));
  return { kind, name, detail, sizeBytes, children: largestFirst(children) };
}

function largestFirst(nodes: readonly SizeNode[]): readonly SizeNode[] {
  return [...nodes].sort((a, b) => b.sizeBytes - a.sizeBytes);
}

// The map as the rows of the picture: each memory, and one row for each block that lies in none.

import type { MapMemory, MemoryMap } from '../protocol/memory-map';

export interface Row extends MapMemory {
  /** False for what lies outside the part. */
  readonly isMemory: boolean;
}

/** Windows of external memory are hundreds of megabytes, of which a board has a few: shown as far as they are used. */
const externalPage = 1024 * 1024;

/** What is used comes first, in order of address, then the empty memories. */
export function rowsOf({ memories, outside }: MemoryMap): readonly Row[] {
  const others = outside.map((block): Row => {
    const { start, sizeBytes } = block;
    const places = { blocks: [block], contents: [], regions: [], marks: [] };
    const figures = { start, sizeBytes, usedBytes: sizeBytes, freeBytes: 0, isMemory: false };
    return { name: 'outside the part', kind: 'none', ...figures, ...places };
  });
  const all = [...memories.map(memoryRow), ...others].sort((a, b) => a.start - b.start);
  const isShown = (row: Row): boolean => row.blocks.length > 0 || row.marks.length > 0;
  return [...all.filter(isShown), ...all.filter((row) => !isShown(row))];
}

/** Kinds of memory that programs live in; they are worth a bar even when they are empty. */
const main: ReadonlySet<string> = new Set(['flash', 'ram', 'ccm', 'itcm', 'dtcm', 'none']);

/** Nothing is in it, and a program rarely puts anything there. */
export function isMinor({ kind, blocks, marks }: Row): boolean {
  return blocks.length === 0 && marks.length === 0 && !main.has(kind);
}

/** How far the memory is used from its start, in bytes; the stack at the end of a RAM counts. */
export function usedTo({ blocks, start }: MapMemory): number {
  return Math.max(1, ...blocks.map((block) => block.start + block.sizeBytes - start));
}

function memoryRow(memory: MapMemory): Row {
  const shown = Math.ceil(usedTo(memory) / externalPage) * externalPage;
  if (memory.kind !== 'external' || shown >= memory.sizeBytes) return { ...memory, isMemory: true };
  const name = `${memory.name} (the beginning of the window)`;
  const freeBytes = shown - memory.usedBytes;
  return { ...memory, name, sizeBytes: shown, freeBytes, isMemory: true };
}

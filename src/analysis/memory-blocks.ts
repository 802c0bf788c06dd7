// Blocks of the memory map that no section is: heap and stack; and which symbols make a section large.

import type { ElfImage } from '../elf/elf-image';
import type { MemoryBlock } from '../protocol/memory-map';

/** A block before it is placed in a memory; `runsAt` is the VMA by which symbols are found. */
export type RawBlock = Omit<MemoryBlock, 'symbolCount' | 'symbols'> & {
  readonly runsAt: number;
};

const largestCount = 5;

/** An absolute symbol's value; ST's linker scripts define sizes that way. */
function valueOf(elf: ElfImage, names: readonly string[]): number | undefined {
  for (const name of names) {
    const [symbol] = elf.symbols.named(name);
    if (symbol !== undefined) return symbol.address;
  }
  return undefined;
}

/**
 * What ST's scripts keep for heap and stack (`_Min_Heap_Size`, `_Min_Stack_Size`, `_estack`, `_end`): the heap
 * begins behind the last variable, the stack ends at `_estack`. Others' names: CMSIS `__HeapBase`/`__HeapLimit`,
 * `__StackTop`/`__StackLimit`. What is not told by symbols is not drawn.
 */
export function stackAndHeap(elf: ElfImage): readonly RawBlock[] {
  const top = valueOf(elf, ['_estack', '__StackTop', '__stack']);
  const limit = valueOf(elf, ['__StackLimit']);
  const stackBytes =
    valueOf(elf, ['_Min_Stack_Size']) ??
    (top !== undefined && limit !== undefined && limit < top ? top - limit : undefined);
  const heapStart = valueOf(elf, ['_end', 'end', '__HeapBase']);
  const heapEnd = valueOf(elf, ['__HeapLimit']);
  const heapBytes =
    valueOf(elf, ['_Min_Heap_Size']) ??
    (heapStart !== undefined && heapEnd !== undefined && heapStart < heapEnd
      ? heapEnd - heapStart
      : undefined);
  return [
    ...(heapStart === undefined ? [] : block('heap', heapStart, heapBytes)),
    ...(top === undefined || stackBytes === undefined || stackBytes > top
      ? []
      : block('stack', top - stackBytes, stackBytes)),
  ];
}

function block(kind: 'heap' | 'stack', start: number, sizeBytes: number | undefined): RawBlock[] {
  if (sizeBytes === undefined || sizeBytes === 0) return [];
  const name = kind;
  return [
    {
      kind,
      name,
      start,
      sizeBytes,
      runsAt: start,
      isLoaded: false,
      hasContent: false,
      isCut: false,
    },
  ];
}

export function symbolsIn(
  elf: ElfImage,
  start: number,
  end: number,
): Pick<MemoryBlock, 'symbolCount' | 'symbols'> {
  const all = elf.symbols.within(start, end);
  const largest = all
    .filter(({ sizeBytes }) => sizeBytes > 0)
    .sort((a, b) => b.sizeBytes - a.sizeBytes)
    .slice(0, largestCount)
    .map(({ name, sizeBytes }) => ({ name, sizeBytes }));
  return { symbolCount: all.length, symbols: largest };
}

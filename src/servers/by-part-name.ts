// What a server calls a part, looked up by the start of the part's name.

/** The first start that fits wins; undefined stands for parts of which the server has nothing. */
export type PartTable = readonly (readonly [start: string, name: string | undefined])[];

/** @param device as people write it: in capitals or not, with or without `STM32` in front. */
export function byPartName(table: PartTable, device: string | undefined): string | undefined {
  const written = (device ?? '').toUpperCase().replace(/[\s-]/g, '');
  const name = written.startsWith('STM32') ? written : `STM32${written}`;
  return table.find(([start]) => name.startsWith(start))?.[1];
}

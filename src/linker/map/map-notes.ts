// What a map file does not tell, in sentences for whoever reads its numbers.

import type { MapFile } from './map-file';
import type { RegionUse } from './map-usage';

/** Undefined for a whole one. Completes no sentence: it is one. */
export function incompleteNote({ linkedFile }: MapFile): string | undefined {
  if (linkedFile !== undefined) return undefined;
  return 'This map file is not complete: the line OUTPUT(…), which GNU ld writes behind all sections, is missing. What was cut off is in no number here.';
}

export function mapNotes(map: MapFile, uses: readonly RegionUse[]): readonly string[] {
  const incomplete = incompleteNote(map);
  return [...(incomplete === undefined ? [] : [incomplete]), ...uses.flatMap(unsureNotes)];
}

/** Of the sections that a region may hold a copy of, or not. */
export function unsureNotes({ region, parts }: RegionUse): readonly string[] {
  const unsure = parts.filter(({ isUnsure }) => isUnsure);
  return unsure.map(
    ({ output: { name, sizeBytes } }) =>
      `The ${sizeBytes} bytes of ${name} are counted in ${region.name}, and are not there if the section is NOLOAD: a map file does not tell, and the ELF file of this link is not beside it.`,
  );
}

// The list of checks of a linker script. An addition is a file in checks/ and a line here.

import { ldBssWithLoadRegion } from './checks/ld-bss-with-load-region';
import { ldContentInExternalMemory } from './checks/ld-content-in-external-memory';
import { ldDataInFlash } from './checks/ld-data-in-flash';
import { ldDataWithoutLoadRegion } from './checks/ld-data-without-load-region';
import { ldHeapStackBeyondRam } from './checks/ld-heap-stack-beyond-ram';
import { ldPartMismatch } from './checks/ld-part-mismatch';
import { ldRegionCrossesGap } from './checks/ld-region-crosses-gap';
import { ldRegionOutsidePart } from './checks/ld-region-outside-part';
import { ldRegionUnused } from './checks/ld-region-unused';
import { ldRegionsOverlap } from './checks/ld-regions-overlap';
import { ldStackOutsideRam } from './checks/ld-stack-outside-ram';
import { ldStackUnaligned } from './checks/ld-stack-unaligned';
import { ldTcmAndCoreRegions } from './checks/ld-tcm-and-core-regions';
import { ldTrustzoneAlias } from './checks/ld-trustzone-alias';
import { ldRegionLargerThanPart } from './checks/ld-region-larger-than-part';
import { ldCcmDma } from './checks/ld-ccm-dma';
import { ldDiscardNeeded } from './checks/ld-discard-needed';
import { ldExidxMissing } from './checks/ld-exidx-missing';
import { ldInitArrayMissing } from './checks/ld-init-array-missing';
import { ldInitArrayNotKept } from './checks/ld-init-array-not-kept';
import { ldNoloadDropsContent } from './checks/ld-noload-drops-content';
import { ldOrphanData } from './checks/ld-orphan-data';
import { ldPatternMisspelt } from './checks/ld-pattern-misspelt';
import { ldPatternShadowed } from './checks/ld-pattern-shadowed';
import { ldRwxSegment } from './checks/ld-rwx-segment';
import { ldSectionWithoutRegion } from './checks/ld-section-without-region';
import { ldSymbolMissing } from './checks/ld-symbol-missing';
import { ldTlsMissing } from './checks/ld-tls-missing';
import { ldTypeMisspelt } from './checks/ld-type-misspelt';
import { ldUnknownSection } from './checks/ld-unknown-section';
import { ldVectorTableMisplaced } from './checks/ld-vector-table-misplaced';
import { ldVectorTableMissing } from './checks/ld-vector-table-missing';
import { ldVectorTableNotKept } from './checks/ld-vector-table-not-kept';
import { ldVectorTableUnaligned } from './checks/ld-vector-table-unaligned';
import type { ScriptCheck } from './script-check';

export const scriptChecks: readonly ScriptCheck[] = [
  ldRegionLargerThanPart,
  ldBssWithLoadRegion,
  ldContentInExternalMemory,
  ldDataInFlash,
  ldDataWithoutLoadRegion,
  ldHeapStackBeyondRam,
  ldPartMismatch,
  ldRegionCrossesGap,
  ldRegionOutsidePart,
  ldRegionUnused,
  ldRegionsOverlap,
  ldStackOutsideRam,
  ldStackUnaligned,
  ldTcmAndCoreRegions,
  ldTrustzoneAlias,
  ldCcmDma,
  ldDiscardNeeded,
  ldExidxMissing,
  ldInitArrayMissing,
  ldInitArrayNotKept,
  ldNoloadDropsContent,
  ldOrphanData,
  ldPatternMisspelt,
  ldPatternShadowed,
  ldRwxSegment,
  ldSectionWithoutRegion,
  ldSymbolMissing,
  ldTlsMissing,
  ldTypeMisspelt,
  ldUnknownSection,
  ldVectorTableMisplaced,
  ldVectorTableMissing,
  ldVectorTableNotKept,
  ldVectorTableUnaligned,
];

const covered = new Map(scriptChecks.map(({ id, coveredBy }) => [id, coveredBy]));

/** Ids of the checks of the linked file that tell the same as this one. */
export function idsCovering(id: string): readonly string[] {
  return covered.get(id) ?? [];
}

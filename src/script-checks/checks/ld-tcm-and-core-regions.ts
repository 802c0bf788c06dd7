// A region's name promises a memory that its address is not: DTCMRAM in AXI SRAM; or a script for one core places
// sections where only the other core gets.

import { fileNameOf } from '../../base/file-name';
import { hex32 } from '../../base/hex';
import type { Device } from '../../devices/device';
import type { Fix } from '../../findings/finding';
import type { LinkerScript } from '../../linker/script-model';
import { claimedKind } from '../memory-names';
import { placedRegions, takesMemory } from '../region-place';
import type { PlacedRegion } from '../region-place';
import { defineScriptCheck } from '../script-check';
import type { ScriptFinding, ScriptPart } from '../script-check';
import {
  originFix,
  partEvidence,
  rangeText,
  regionEvidence,
  scriptEvidence,
  scriptLocation,
} from '../script-words';
import { regionAt } from '../../linker/script-model';

export const ldTcmAndCoreRegions = defineScriptCheck({
  id: 'ld-tcm-and-core-regions',
  title: 'Regions are the memories that their names say, and the core reaches them',
  severity: 'warning',
  needs: ['part'],
  run({ script, part }) {
    const core = coreOf(script, part.device);
    return placedRegions(script, part.device).flatMap((placed) => {
      return [...misnamed(script, part, placed), ...unreached(script, part, placed, core)];
    });
  },
});

function misnamed(
  script: LinkerScript,
  part: ScriptPart,
  { region, origin, length, place }: PlacedRegion,
): readonly ScriptFinding[] {
  const claimed = claimedKind(region.name);
  const { memory } = place;
  const meant = part.device.memories.find(({ kind }) => kind === claimed);
  // Without such a memory the name is only a word, taken over from another board.
  if (claimed === undefined || meant === undefined || memory.kind === claimed) return [];
  // F7 has a second address of the flash on the ITCM bus; that is what "itcm" may mean there.
  if (place.alias?.name === 'FLASH_ITCM') return [];
  const isTaken = regionAt(script, meant.start) !== undefined;
  const fixes: Fix[] = isTaken ? [] : [originFix(region, part.device, meant, length)];
  return [
    {
      message: `Region ${region.name} begins at ${hex32(origin)}, which is ${memory.name} of ${part.device.name}: ${meant.name} is at ${hex32(meant.start)}.`,
      evidence: [
        regionEvidence(region),
        partEvidence(
          part,
          `${memory.name}, ${rangeText(memory.start, memory.start + memory.sizeBytes)}`,
        ),
        partEvidence(
          part,
          `${meant.name}, ${rangeText(meant.start, meant.start + meant.sizeBytes)}`,
        ),
      ],
      fixes: [...fixes, { title: `Give the region a name that says what it is: ${memory.name}.` }],
      location: scriptLocation(region.originPlace ?? region.namePlace),
    },
  ];
}

function unreached(
  script: LinkerScript,
  part: ScriptPart,
  { region, place }: PlacedRegion,
  core: string | undefined,
): readonly ScriptFinding[] {
  const { memory } = place;
  if (core === undefined || memory.core === undefined || memory.core === core) return [];
  const section = script.sections.find((each) => {
    return each.region === region.name && takesMemory(each);
  });
  if (section === undefined) return [];
  const [file = ''] = script.files;
  return [
    {
      message: `Section ${section.name} is placed in region ${region.name} (${memory.name} of the part), which only the ${memory.core} core reaches; by its name the script is for the ${core} core.`,
      evidence: [
        scriptEvidence(`section ${section.name} is placed in ${region.name}`, section.namePlace),
        regionEvidence(region),
        partEvidence(part, `${memory.name} belongs to the ${memory.core} core`),
        { what: `the file's name says ${core}`, where: file },
      ],
      fixes: [{ title: `Place the section in a memory that the ${core} core reaches.` }],
      location: scriptLocation(section.regionPlace ?? section.namePlace),
    },
  ];
}

/** `…_CM4.ld`, `flash_m7.ld`, for a part that has that core and another. */
function coreOf({ files: [file = ''] }: LinkerScript, { cores }: Device): string | undefined {
  if (cores.length < 2) return undefined;
  const found = /(?:^|[^a-z0-9])c?m(0\+|0plus|0|4|7)(?![a-z0-9])/i.exec(fileNameOf(file))?.[1];
  const name = `M${found === '0' || found === '0plus' ? '0+' : (found ?? '')}`;
  return cores.find((core) => core.name === name)?.name;
}

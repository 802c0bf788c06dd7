// A region begins where the part has no memory at all.

import { hex32 } from '../../base/hex';
import type { Device, Memory } from '../../devices/device';
import { hasApplicationCore, hasMemoryMap, partName, placeOf } from '../../devices/memory-runs';
import { regionAt } from '../../linker/script-model';
import type { LinkerScript, ScriptRegion } from '../../linker/script-model';
import { sizedRegions } from '../region-place';
import { defineScriptCheck } from '../script-check';
import type { ScriptFinding } from '../script-check';
import { canHoldBytes } from '../section-content';
import {
  originFix,
  otherPartFix,
  partEvidence,
  regionEvidence,
  scriptEvidence,
  scriptLocation,
} from '../script-words';
import { memoryForName } from '../memory-names';

/** Where memory can be: peripherals and what belongs to the core are regions for other purposes. */
const memoryAddresses = [
  { start: 0, end: 0x40000000 },
  { start: 0x60000000, end: 0xe0000000 },
];

export const ldRegionOutsidePart = defineScriptCheck({
  id: 'ld-region-outside-part',
  title: 'Regions begin in a memory of the part',
  severity: 'error',
  needs: ['part'],
  coveredBy: ['elf-outside-memory'],
  run({ script, part }) {
    const { device } = part;
    if (!hasMemoryMap(device) || hasApplicationCore(device)) return [];
    return sizedRegions(script).flatMap(({ region, origin, length }): ScriptFinding[] => {
      const canBeMemory = memoryAddresses.some(({ start, end }) => origin >= start && origin < end);
      if (!canBeMemory || placeOf(device, origin) !== undefined) return [];
      const users = usersOf(script, region);
      const [first] = users;
      // Lists of memories are shared between boards; what nothing uses does no harm.
      if (first === undefined) return [];
      const isSure = users.some(canHoldBytes) && !script.isPreprocessed && !isLine(device);
      const meant = memoryForName(device, region.name);
      const isTaken = meant === undefined || regionAt(script, meant.start) !== undefined;
      return [
        {
          severity: isSure ? 'error' : 'warning',
          message: `Region ${region.name} begins at ${hex32(origin)}, where ${partName(device)} has no memory: what is linked there cannot be programmed or used.`,
          evidence: [
            regionEvidence(region),
            scriptEvidence(`section ${first.name} is placed in ${region.name}`, first.namePlace),
            partEvidence(part, memoriesText(device)),
          ],
          fixes: [...(isTaken ? [] : [originFix(region, meant, length)]), otherPartFix],
          location: scriptLocation(region.originPlace ?? region.namePlace),
        },
      ];
    });
  },
});

/** Windows for external memory differ within a line. */
function isLine({ match, isPreliminary }: Device): boolean {
  return match === 'line' || isPreliminary;
}

function usersOf({ sections }: LinkerScript, { name }: ScriptRegion): LinkerScript['sections'] {
  return sections.filter(({ region, lmaRegion }) => region === name || lmaRegion === name);
}

function memoriesText({ memories }: Device): string {
  const isPlain = ({ kind }: Memory): boolean => kind !== 'alias' && kind !== 'external';
  const texts = memories.filter(isPlain).map(({ name, start }) => `${name} ${hex32(start)}`);
  return `memories: ${texts.join(', ')}`;
}

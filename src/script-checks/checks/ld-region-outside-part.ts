// A region begins where the part has no memory at all.

import { hex32 } from '../../base/hex';
import type { Device, Memory } from '../../devices/device';
import { hasApplicationCore, hasMemoryMap, partName, placeOf } from '../../devices/memory-runs';
import { regionAt } from '../../linker/script-model';
import type { LinkerScript, ScriptRegion, ScriptSection } from '../../linker/script-model';
import { sizedRegions } from '../region-place';
import { defineScriptCheck } from '../script-check';
import type { BuildSeen, ScriptFinding } from '../script-check';
import { patternsOf } from '../section-content';
import {
  originFix,
  otherPartFix,
  partEvidence,
  regionEvidence,
  scriptEvidence,
  scriptLocation,
} from '../script-words';
import { memoryForName } from '../memory-names';

/** Windows of FMC, QSPI, OCTOSPI and XSPI are above this. */
const externalStart = 0x60000000;

/** Where memory can be: peripherals and what belongs to the core are regions for other purposes. */
const memoryAddresses = [
  { start: 0, end: 0x40000000 },
  { start: externalStart, end: 0xe0000000 },
];

export const ldRegionOutsidePart = defineScriptCheck({
  id: 'ld-region-outside-part',
  title: 'Regions begin in a memory of the part',
  severity: 'error',
  needs: ['part'],
  coveredBy: ['elf-outside-memory'],
  run({ script, part, build }) {
    const { device } = part;
    if (!hasMemoryMap(device) || hasApplicationCore(device)) return [];
    return sizedRegions(script).flatMap(({ region, origin, length }): ScriptFinding[] => {
      const canBeMemory = memoryAddresses.some(({ start, end }) => origin >= start && origin < end);
      const window = nandAt(device, region);
      if (!canBeMemory || (window === undefined && placeOf(device, origin) !== undefined))
        return [];
      // Of parts that are only announced the windows for external memory are not known.
      if (device.isPreliminary && origin >= externalStart) return [];
      const users = usersOf(script, region);
      const [first] = users;
      // Lists of memories are shared between boards; what nothing uses does no harm.
      if (first === undefined) return [];
      const isFilled = users.some((section) => isNeverEmpty(section, build));
      if (window !== undefined && !isFilled) return [];
      const isSure = isFilled && window === undefined && !script.isPreprocessed && !isLine(device);
      const lack =
        window === undefined
          ? 'has no memory'
          : `has only a window for NAND flash or cards (${window.name})`;
      const meant = memoryForName(device, region.name);
      const isTaken = meant === undefined || regionAt(script, meant.start) !== undefined;
      return [
        {
          severity: isSure ? 'error' : 'warning',
          message: `Region ${region.name} begins at ${hex32(origin)}, where ${partName(device)} ${lack}: what is linked there cannot be programmed or used.`,
          evidence: [
            regionEvidence(region),
            scriptEvidence(`section ${first.name} is placed in ${region.name}`, first.namePlace),
            partEvidence(part, memoriesText(device)),
          ],
          fixes: [...(isTaken ? [] : [originFix(region, device, meant, length)]), otherPartFix],
          location: scriptLocation(region.originPlace ?? region.namePlace),
        },
      ];
    });
  },
});

/**
 * The window of a NAND or a card that a region for plain flash begins in: the bytes of those come by commands, not by
 * their addresses. Parts with SDRAM can map that there instead (SWP_FMC in SYSCFG_MEMRMP, RM0090), so that only plain
 * names count.
 */
function nandAt(device: Device, { name, origin }: ScriptRegion): Memory | undefined {
  const memory = origin === undefined ? undefined : placeOf(device, origin)?.memory;
  if (memory?.kind !== 'external' || !/NAND|PCCARD/.test(memory.name)) return undefined;
  return /^(?:i?flash|i?rom)$/i.test(name) ? memory : undefined;
}

/** What every program has; a section of another name may be for boards that have the memory. */
const ordinary = /^\.(?:isr_vector|text|rodata|data|bss)\*?$/;

function isNeverEmpty(section: ScriptSection, build: BuildSeen | undefined): boolean {
  if ((build?.outputs.get(section.name)?.sizeBytes ?? 0) > 0) return true;
  return patternsOf(section).some((pattern) => ordinary.test(pattern));
}

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

// A section for variables in memory outside the chip, or in backup SRAM, is not marked NOLOAD: whatever is put there
// becomes bytes of the image, which nobody can program.

import type { PartPlace } from '../../devices/memory-runs';
import { hasApplicationCore, placeOf } from '../../devices/memory-runs';
import type { LinkerScript, ScriptRegion, ScriptSection } from '../../linker/script-model';
import type { Evidence } from '../../findings/finding';
import { loadRegionOf, regionOfCode, takesMemory } from '../region-place';
import { defineScriptCheck } from '../script-check';
import type { BuildSeen, ScriptFinding } from '../script-check';
import { canHoldBytes, holds, takesInput } from '../section-content';
import {
  flatUpTo,
  bytesText,
  loadRegionFix,
  noloadFix,
  partEvidence,
  regionEvidence,
  scriptEvidence,
  scriptLocation,
} from '../script-words';

/** What one loader programs as a whole. */
const windowBytes = 0x04000000;

const ramWords = /S?RAM|DDR|BUFFER/i;
const flashWords = /FLASH|ROM|NOR|NAND|SPI|ASSET|FONT|IMAGE/i;

export const ldContentInExternalMemory = defineScriptCheck({
  id: 'ld-content-in-external-memory',
  title: 'Variables in memory outside the chip are not loaded',
  severity: 'warning',
  needs: ['part'],
  coveredBy: ['elf-zeros-in-external-memory', 'external-loader-missing'],
  run({ script, part, build }) {
    const { device } = part;
    if (hasApplicationCore(device)) return [];
    const programmed = programmedWindows(script);
    return flatUpTo(script.sections, (section): ScriptFinding[] => {
      const region = loadRegionOf(script, section);
      if (region?.origin === undefined || !takesMemory(section)) return [];
      if (section.type === 'NOLOAD' || !canHoldBytes(section)) return [];
      const place = placeOf(device, region.origin);
      if (place === undefined || !isForVariables(place, region, section)) return [];
      if (programmed.has(windowOf(region.origin))) return [];
      const seen = bytesSeen(build, section);
      const isExternal = place.memory.kind === 'external';
      const where = isExternal
        ? `${place.memory.name} window, memory outside the chip`
        : `${place.memory.name}, whose clock is off after a reset`;
      const flash = regionOfCode(script, device);
      return [
        {
          severity: seen.length > 0 && isExternal ? 'error' : 'warning',
          message: `Section ${section.name} is placed in region ${region.name} (${where}) without (NOLOAD): variables there become bytes of the image, which a debugger cannot program.`,
          evidence: [
            scriptEvidence(
              `section ${section.name} has no (NOLOAD) and no load address of its own`,
              section.namePlace,
            ),
            regionEvidence(region),
            partEvidence(
              part,
              `${place.memory.name} is ${isExternal ? 'external' : 'backup'} memory`,
            ),
            ...seen,
          ],
          fixes: [
            noloadFix(section),
            ...(flash === undefined ? [] : [loadRegionFix(section, flash.name)]),
          ],
          location: scriptLocation(section.namePlace),
        },
      ];
    });
  },
});

/** A window with code of the image is a flash that gets programmed: then the rest is content, too. */
function programmedWindows(script: LinkerScript): ReadonlySet<number> {
  const origins = script.sections
    .filter((section) => holds(section, 'code'))
    .map((section) => loadRegionOf(script, section)?.origin ?? section.address);
  return new Set(origins.flatMap((origin) => (origin === undefined ? [] : [windowOf(origin)])));
}

function windowOf(address: number): number {
  return Math.floor(address / windowBytes);
}

/**
 * Whether the memory is a RAM: SDRAM has windows of its own; behind the others there may be a flash as well, so only a
 * name that says RAM is believed.
 */
function isForVariables(
  { memory }: PartPlace,
  { name, attributes }: ScriptRegion,
  section: ScriptSection,
): boolean {
  if (memory.kind === 'backup') return true;
  if (memory.kind !== 'external') return false;
  const isReadOnly = attributes !== '' && !attributes.includes('!') && !/w/i.test(attributes);
  if (isReadOnly) return false;
  if (memory.name.startsWith('FMC_SDRAM') || ramWords.test(name)) return true;
  return !flashWords.test(name) && ramWords.test(section.name);
}

/** Input sections with bytes that the last build put there. */
function bytesSeen(build: BuildSeen | undefined, section: ScriptSection): readonly Evidence[] {
  const inputs = build?.inputs ?? [];
  const found = inputs.filter(
    ({ name, type, sizeBytes }) =>
      type === 'progbits' && sizeBytes > 0 && takesInput(section, name),
  );
  return found.slice(0, 1).map(({ name, object, sizeBytes }) => ({
    what: `${name} of ${object}: ${bytesText(sizeBytes)}`,
    where: build?.source ?? '',
  }));
}

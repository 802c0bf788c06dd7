// Variables with a first value, or functions, run in RAM and are stored there too: after a power-off nothing has written
// them.

import type { Fix, Severity } from '../../findings/finding';
import type { LinkerScript, ScriptRegion, ScriptSection } from '../../linker/script-model';
import type { Device } from '../../devices/device';
import { isOrdinaryCode, ramContentOf } from '../ram-content';
import type { RamContent } from '../ram-content';
import {
  classAt,
  loadRegionOf,
  regionCalled,
  regionOfCode,
  runRegionOf,
  takesMemory,
} from '../region-place';
import { defineScriptCheck } from '../script-check';
import type { BuildSeen, ScriptFinding } from '../script-check';
import {
  flatUpTo,
  loadRegionFix,
  noloadFix,
  regionEvidence,
  replacement,
  scriptEvidence,
  scriptLocation,
  shortPlace,
} from '../script-words';
import { vectorInputs } from '../vector-tables';

export const ldDataWithoutLoadRegion = defineScriptCheck({
  id: 'ld-data-without-load-region',
  title: 'What has bytes in RAM is stored in flash',
  severity: 'warning',
  needs: [],
  coveredBy: ['elf-data-loads-to-ram'],
  run({ script, part, build }) {
    // Only where the program itself is in flash: else it is meant to run from RAM as a whole.
    const flash = regionOfCode(script, part?.device);
    if (flash === undefined || script.isPreprocessed || script.isAddition) return [];
    if (startsFromRam(script, part?.device)) return [];
    return flatUpTo(script.sections, (section): ScriptFinding[] => {
      const region = runRegionOf(script, section);
      if (region?.origin === undefined || loadRegionOf(script, section) !== region) return [];
      if (!isPlain(section) || classAt(part?.device, region.origin) !== 'ram') return [];
      const content = ramContentOf(section);
      if (content === 'none' || (content === 'possible' && isEmpty(section, build))) return [];
      return [
        {
          severity: severityOf(content),
          message: messageOf(section, region, flash, content),
          evidence: [
            scriptEvidence(
              `section ${section.name}: > ${region.name}, ${section.loadRegionPlace === undefined ? 'no load address' : 'AT> the same region'}`,
              section.namePlace,
            ),
            regionEvidence(region),
            regionEvidence(flash),
          ],
          fixes: fixesFor(section, flash, content),
          location: scriptLocation(section.regionPlace ?? section.namePlace),
        },
      ];
    });
  },
});

/** A debugger or a boot loader puts such a program into RAM, whatever else it has in flash. */
function startsFromRam(script: LinkerScript, device: Device | undefined): boolean {
  const tables = vectorInputs(script);
  if (tables.length === 0) return false;
  return !tables.some(({ section: { lmaRegion, region } }) => {
    const stored = lmaRegion ?? region;
    const origin = stored === undefined ? undefined : regionCalled(script, stored)?.origin;
    return origin === undefined || classAt(device, origin) === 'flash';
  });
}

/** An overlay or a segment says more than the region. */
function isPlain(section: ScriptSection): boolean {
  const { type, isInOverlay, segments } = section;
  if (type !== undefined && type !== 'READONLY') return false;
  return !isInOverlay && segments.length === 0 && takesMemory(section);
}

/** Whether the last build put nothing there that has bytes. */
function isEmpty({ name }: ScriptSection, build: BuildSeen | undefined): boolean {
  if (build === undefined || build.outputs.size === 0) return false;
  const seen = build.outputs.get(name);
  return seen === undefined || seen.isNobits || seen.sizeBytes === 0;
}

function severityOf(content: RamContent): Severity {
  return content === 'possible' ? 'information' : 'warning';
}

function messageOf(
  section: ScriptSection,
  region: ScriptRegion,
  flash: ScriptRegion,
  content: RamContent,
): string {
  const { name, loadRegionPlace } = section;
  if (content === 'possible') {
    return `Section ${name} is stored in the RAM where it runs (region ${region.name}), without (NOLOAD): functions and first values in it are possibly lost, because only a debugger writes them there.`;
  }
  const lost = content === 'data' ? 'its first values' : 'its code and constants';
  return `Section ${name} is stored in the RAM where it runs (region ${region.name}): only a debugger can write ${lost} there, and after a power-off they are gone. ${missingText()}`;

  function missingText(): string {
    if (loadRegionPlace !== undefined) return `AT> names ${region.name} again, not ${flash.name}.`;
    const belongsToFlash = content === 'code' && isOrdinaryCode(section);
    return belongsToFlash ? `It belongs into ${flash.name}.` : `AT> ${flash.name} is missing.`;
  }
}

function fixesFor(
  section: ScriptSection,
  flash: ScriptRegion,
  content: RamContent,
): readonly Fix[] {
  const { loadRegionPlace, regionPlace, name } = section;
  if (loadRegionPlace !== undefined) {
    const title = `Store section ${name} in ${flash.name}: AT> ${flash.name} in ${shortPlace(loadRegionPlace)}.`;
    return [{ title, edits: [replacement(loadRegionPlace, flash.name)] }];
  }
  const load = loadRegionFix(section, flash.name);
  if (content === 'possible') return [load, noloadFix(section)];
  if (content === 'data' || regionPlace === undefined || !isOrdinaryCode(section)) return [load];
  const title = `Let section ${name} run in ${flash.name}: >${flash.name} in ${shortPlace(regionPlace)}.`;
  return [{ title, edits: [replacement(regionPlace, flash.name)] }, load];
}

// Variables run in the flash: behind `>FLASH`, or behind AT> alone, where ld takes one region for both.

import type { Device } from '../../devices/device';
import type { Fix } from '../../findings/finding';
import type { LinkerScript, ScriptRegion, ScriptSection } from '../../linker/script-model';
import { classAt, regionOfCode, runRegionOf } from '../region-place';
import { defineScriptCheck } from '../script-check';
import type { ScriptFinding } from '../script-check';
import { insertBehind } from '../script-edits';
import { contentOf, patternsOf } from '../section-content';
import {
  flatUpTo,
  regionEvidence,
  replacement,
  scriptEvidence,
  scriptLocation,
  shortPlace,
} from '../script-words';
import { zeroSection } from '../whole-program';

/** All variables of a kind; `.data.rel.ro` and other names of their own can be constants. */
const ofVariables = /^(?:\.s?(?:data|bss)(?:\.?\*)?|COMMON)$/;

/** What is below depends on boot pins and remap bits: flash, system memory or RAM (RM0090, section 2.4). */
const remappedEnd = 0x00200000;

export const ldDataInFlash = defineScriptCheck({
  id: 'ld-data-in-flash',
  title: 'Variables run in RAM',
  severity: 'warning',
  needs: [],
  run({ script, part }) {
    if (script.isPreprocessed || script.isAddition) return [];
    if (regionOfCode(script, part?.device) === undefined) return [];
    const lost = script.sections.filter((section) => isInFlash(section, script, part?.device));
    const ram = lost.length === 0 ? undefined : ramOf(script, part?.device);
    return flatUpTo(lost, (section) => findingOf(section, script, ram));
  },
});

function isInFlash(
  section: ScriptSection,
  script: LinkerScript,
  device: Device | undefined,
): boolean {
  const origin = runRegionOf(script, section)?.origin;
  if (origin === undefined || variablesIn(section) === undefined || !isPlain(section)) return false;
  return origin >= remappedEnd && classAt(device, origin) === 'flash';
}

function findingOf(
  section: ScriptSection,
  script: LinkerScript,
  ram: string | undefined,
): readonly ScriptFinding[] {
  const region = runRegionOf(script, section);
  if (region === undefined) return [];
  const isLoadAlone = section.regionPlace === undefined;
  const place = section.regionPlace ?? section.loadRegionPlace ?? section.namePlace;
  const written = isLoadAlone ? `AT> ${region.name}, no > in front of it` : `> ${region.name}`;
  const why = isLoadAlone ? ': without a region of its own it runs where it is stored' : '';
  return [
    {
      message: `Section ${section.name} takes variables (${variablesIn(section) ?? ''}) and runs in the flash (region ${region.name})${why}. The program cannot write them there.`,
      evidence: [
        scriptEvidence(`section ${section.name}: ${written}`, section.namePlace),
        regionEvidence(region),
      ],
      fixes: [fixFor(section, region, ram)],
      location: scriptLocation(place),
    },
  ];
}

function variablesIn(section: ScriptSection): string | undefined {
  return patternsOf(section).find((each) => ofVariables.test(each));
}

/** An address of its own, an overlay or a segment say more than the region. */
function isPlain(section: ScriptSection): boolean {
  const { type, addressPlace, isInOverlay, segments } = section;
  if (addressPlace !== undefined || isInOverlay || segments.length > 0) return false;
  return type === undefined || type === 'NOLOAD';
}

function fixFor(section: ScriptSection, flash: ScriptRegion, ram: string | undefined): Fix {
  const { regionPlace, loadRegionPlace, closePlace } = section;
  const holdsBytes = patternsOf(section).some((pattern) => contentOf(pattern) !== 'zero');
  const load = holdsBytes && loadRegionPlace === undefined ? ` AT> ${flash.name}` : '';
  const text = `${ram ?? 'RAM'}${load}`;
  const title = `Let section ${section.name} run in RAM: >${text} in ${shortPlace(closePlace)}.`;
  if (ram === undefined) return { title };
  const edit =
    regionPlace === undefined
      ? insertBehind(closePlace, ` >${text}`)
      : replacement(regionPlace, text);
  return { title, edits: [edit] };
}

/** Where the zeroed variables are, or the first RAM. */
function ramOf(script: LinkerScript, device: Device | undefined): string | undefined {
  const isRam = (name: string | undefined): boolean => {
    const origin = script.regions.find((region) => region.name === name)?.origin;
    return origin !== undefined && classAt(device, origin) === 'ram';
  };
  const ofZeros = zeroSection(script)?.region;
  return isRam(ofZeros) ? ofZeros : script.regions.find(({ name }) => isRam(name))?.name;
}

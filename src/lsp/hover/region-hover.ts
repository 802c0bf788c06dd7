// What a hover says of a region: its place, the part's memory there, how full it was in the last build.

import { bytes } from '../../base/figures';
import { placeOf } from '../../devices/memory-runs';
import type { Device, Memory } from '../../devices/device';
import { regionNamed } from '../../linker/script-model';
import type { ScriptRegion } from '../../linker/script-model';
import type { BuildSeen, ScriptPart } from '../../script-checks/script-check';
import { regionUsage } from '../region-usage';
import type { RegionUsage } from '../region-usage';
import type { ScriptView } from '../script-view';
import { buildText } from '../words/build-words';
import { code, list, paragraphs, plain } from '../words/markdown';
import { memoryText } from '../words/memory-words';
import { attributesText, regionRangeText, shareText, usedText } from '../words/region-words';
import { sizeText } from '../words/value-words';

export function regionHover(
  { facts: { script, part, build } }: ScriptView,
  name: string,
  nowMs: number,
): string {
  const region = regionNamed(script, name);
  if (region === undefined) return `${code(name)} is not declared in MEMORY.`;
  const alias = region.name === name ? '' : `, another name of ${code(region.name)}`;
  const attributes = attributesText(region.attributes);
  return paragraphs(
    `${code(name)} · region${alias}`,
    placeText(region),
    attributes === '' ? undefined : `${code(region.attributes)}: ${attributes}`,
    part && partText(region, part),
    build && usageText(regionUsage(script, build).get(region.name), build, nowMs),
  );
}

function placeText(region: ScriptRegion): string {
  const { length } = region;
  const exact = length === undefined || length < 1024 ? '' : ` (${sizeText(length)})`;
  return `${regionRangeText(region)}${exact.replace(/,.*\)/, ')')}`;
}

/** The memories that the region covers, or the lack of one where it begins. */
function partText({ origin, length }: ScriptRegion, { device }: ScriptPart): string | undefined {
  if (origin === undefined) return undefined;
  const place = placeOf(device, origin);
  if (place === undefined) return `${plain(nameOf(device))} has no memory there.`;
  const { memory, alias, address, isSecureAlias } = place;
  const end = address + Math.max(1, length ?? 1);
  const covered = device.memories.filter(
    ({ kind, start, sizeBytes }) => kind !== 'alias' && start < end && start + sizeBytes > address,
  );
  // A window for external memory covers what is declared in it.
  const memories: readonly Memory[] = covered.length === 0 ? [memory] : covered;
  const seen = isSecureAlias
    ? ', by its secure address'
    : alias === undefined
      ? ''
      : ', by a second address';
  return paragraphs(
    `${plain(nameOf(device))} has there${seen}:`,
    list(memories.map((each) => plain(memoryText(each)))),
  );
}

function nameOf({ match, name }: Device): string {
  return match === 'part' ? name : `${name} (the largest of the line)`;
}

/** More sections than this make a wall of text. */
const mostParts = 6;

function usageText(
  usage: RegionUsage | undefined,
  build: BuildSeen,
  nowMs: number,
): string | undefined {
  if (usage === undefined) return undefined;
  const biggest = [...usage.parts].sort((a, b) => b.sizeBytes - a.sizeBytes);
  const shown = biggest.slice(0, mostParts).map(({ section, sizeBytes, isLoadOnly }) => {
    return `${code(section)} ${bytes(sizeBytes)}${isLoadOnly ? ', stored here' : ''}`;
  });
  const rest = biggest.length - shown.length;
  if (rest > 0) shown.push(`and ${rest} more`);
  return paragraphs(
    `**${shareText(usage)}**: ${usedText(usage)} in the last build (${plain(buildText(build, nowMs))}).`,
    list(shown),
  );
}

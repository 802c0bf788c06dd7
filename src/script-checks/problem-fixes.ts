// What can be done about a problem that the language's reader found: for a region that nobody declares, and where the
// reader knows what is meant.

import { editDistance } from '../base/edit-distance';
import { hex32 } from '../base/hex';
import type { Memory } from '../devices/device';
import type { Fix } from '../findings/finding';
import { regionAt } from '../linker/script-model';
import type { LinkerScript, ScriptPlace, ScriptProblem } from '../linker/script-model';
import { memoryForName } from './memory-names';
import { haveSameDigits } from './name-slips';
import type { ScriptFacts } from './script-check';
import { nameFix, replacement, shortPlace, sizeText } from './script-words';

export function fixesOf(
  { id, place, instead }: ScriptProblem,
  { script, part }: ScriptFacts,
): readonly Fix[] {
  if (instead !== undefined) {
    return [
      {
        title: `Write ${instead} in ${shortPlace(place)}.`,
        edits: [replacement(place, instead)],
      },
    ];
  }
  const name = id === 'ld-unknown-region' ? regionWrittenAt(script, place) : undefined;
  if (name === undefined) return [];
  const near = nearestRegion(script, name);
  const memory = part && memoryForName(part.device, name);
  return [
    ...(near === undefined ? [] : [nameFix(near, place)]),
    ...(memory === undefined ? [] : declareFixes(script, name, memory)),
  ];
}

/** The name behind `>` or `AT>` that stands there. */
function regionWrittenAt({ sections }: LinkerScript, place: ScriptPlace): string | undefined {
  const isHere = (other: ScriptPlace | undefined): boolean =>
    other?.file === place.file && other.start === place.start;
  for (const { region, regionPlace, lmaRegion, loadRegionPlace } of sections) {
    if (isHere(regionPlace)) return region;
    // Of a section that loads where it runs there is one name only.
    if (isHere(loadRegionPlace)) return lmaRegion ?? region;
  }
  return undefined;
}

/** Behind the last region, indented as that is. */
function declareFixes(script: LinkerScript, name: string, memory: Memory): readonly Fix[] {
  const last = script.regions.at(-1);
  if (last === undefined || regionAt(script, memory.start) !== undefined) return [];
  const attributes = memory.kind === 'flash' ? 'rx' : 'xrw';
  const text = `${name} (${attributes}) : ORIGIN = ${hex32(memory.start)}, LENGTH = ${sizeText(memory.sizeBytes)}`;
  const { file, endLine, endColumn } = last.place;
  const indent = ' '.repeat(last.place.column - 1);
  // On a line of its own: something that is not understood, or a comment, may stand behind the last region.
  const close = script.memoryPlace;
  const isNextLine = close?.file === file && close.endLine > endLine;
  const at = isNextLine ? { line: endLine + 1, column: 1 } : { line: endLine, column: endColumn };
  const newText = isNextLine ? `${indent}${text}\n` : `\n${indent}${text}`;
  return [
    {
      title: `Declare region ${name} as ${memory.name} of the part in ${shortPlace(last.place)}.`,
      edits: [{ file, start: at, end: at, newText }],
    },
  ];
}

/** Each is compared letter by letter. */
const mostRegions = 256;

/** Changed letters between two names of which one is a mistake for the other. */
const mostChanges = 2;

function nearestRegion({ regions }: LinkerScript, name: string): string | undefined {
  const wanted = name.toUpperCase();
  const ranked = regions
    .slice(0, mostRegions)
    .flatMap((region) => [region.name, ...region.aliases])
    .map((each) => ({ each, changes: editDistance(wanted, each.toUpperCase()) }))
    // Of a short name a letter is much: ROM is not meant for RAM; nor is RAM1 for RAM2.
    .filter(({ each, changes }) => changes <= (each.length < 4 ? 0 : mostChanges))
    .filter(({ each }) => haveSameDigits(each, name))
    .sort((a, b) => a.changes - b.changes);
  return ranked[0]?.each;
}

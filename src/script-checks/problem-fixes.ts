// What can be done about a problem that the language's reader found: only a region that nobody declares has a remedy
// that can be written down.

import { hex32 } from '../base/hex';
import type { Memory } from '../devices/device';
import type { Fix } from '../findings/finding';
import { regionAt } from '../linker/script-model';
import type { LinkerScript, ScriptPlace, ScriptProblem } from '../linker/script-model';
import { memoryForName } from './memory-names';
import type { ScriptFacts } from './script-check';
import { replacement, shortPlace, sizeText } from './script-words';

export function fixesOf(
  { id, place }: ScriptProblem,
  { script, part }: ScriptFacts,
): readonly Fix[] {
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

function nameFix(name: string, place: ScriptPlace): Fix {
  return {
    title: `Write ${name}, which is declared, in ${shortPlace(place)}.`,
    edits: [replacement(place, name)],
  };
}

/** Behind the last region, indented as that is. */
function declareFixes(script: LinkerScript, name: string, memory: Memory): readonly Fix[] {
  const last = script.regions.at(-1);
  if (last === undefined || regionAt(script, memory.start) !== undefined) return [];
  const attributes = memory.kind === 'flash' ? 'rx' : 'xrw';
  const text = `${name} (${attributes}) : ORIGIN = ${hex32(memory.start)}, LENGTH = ${sizeText(memory.sizeBytes)}`;
  const { file, endLine: line, endColumn: column } = last.place;
  const at = { line, column };
  const indent = ' '.repeat(last.place.column - 1);
  return [
    {
      title: `Declare region ${name} as ${memory.name} of the part in ${shortPlace(last.place)}.`,
      edits: [{ file, start: at, end: at, newText: `\n${indent}${text}` }],
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
    .map((each) => ({ each, changes: distance(wanted, each.toUpperCase()) }))
    // Of a short name a letter is much: ROM is not meant for RAM; nor is RAM1 for RAM2.
    .filter(({ each, changes }) => changes <= (each.length < 4 ? 0 : mostChanges))
    .filter(({ each }) => digitsOf(each) === digitsOf(name))
    .sort((a, b) => a.changes - b.changes);
  return ranked[0]?.each;
}

function digitsOf(name: string): string {
  return name.replace(/\D/g, '');
}

/** Levenshtein's; names beyond any sensible length are not looked at. */
function distance(a: string, b: string): number {
  if (a.length > 64 || b.length > 64) return Number.POSITIVE_INFINITY;
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [at, character] of [...a].entries()) {
    const next = [at + 1];
    for (const [index, other] of [...b].entries()) {
      const changed = (row[index] ?? 0) + (character === other ? 0 : 1);
      next.push(Math.min(changed, (row[index + 1] ?? 0) + 1, (next[index] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}

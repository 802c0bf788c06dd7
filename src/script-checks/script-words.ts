// Words, places and edits for findings about a linker script: which region, which section, which line.

import { fileNameOf } from '../base/file-name';
import { hex32 } from '../base/hex';
import type { Device, Memory } from '../devices/device';
import { classOf, runName, runNear } from '../devices/memory-runs';
import type { MemoryRun } from '../devices/memory-runs';
import type { Evidence, FileEdit, Fix, SourceLocation } from '../findings/finding';
import type { ScriptPlace, ScriptRegion, ScriptSection } from '../linker/script-model';
import type { ScriptPart } from './script-check';

/** A place in a linker script, for a finding. */
export function scriptLocation(place: ScriptPlace): SourceLocation {
  const { file, line, column, endLine, endColumn } = place;
  return { file, line, column, endLine, endColumn };
}

/** `main.c:42`. */
export function shortPlace({
  file,
  line,
}: Required<Pick<SourceLocation, 'file' | 'line'>>): string {
  return `${fileNameOf(file)}:${line}`;
}

/** `8192 bytes`, `1 byte`. */
export function bytesText(sizeBytes: number): string {
  return sizeBytes === 1 ? '1 byte' : `${sizeBytes} bytes`;
}

/** `0x08000000 to 0x080fffff`: both ends belong to it. */
export function rangeText(start: number, end: number): string {
  return `${hex32(start)} to ${hex32(Math.max(start, end - 1))}`;
}

/** `FLASH, 0x08000000 to 0x080fffff`. */
export function runText(run: MemoryRun): string {
  return `${runName(run)}, ${rangeText(run.start, run.end)}`;
}

/** Several sections are in the same region. */
export function distinct(evidence: readonly Evidence[]): readonly Evidence[] {
  const seen = new Set<string>();
  return evidence.filter(({ what, where }) => {
    const key = `${what}\n${where}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

/** More of one kind than anybody reads. */
const mostOfAKind = 100;

/** As flatMap, for checks that look at each section: it stops once there are more findings than anybody reads. */
export function flatUpTo<T, R>(items: readonly T[], find: (item: T) => readonly R[]): readonly R[] {
  const found: R[] = [];
  for (const item of items) {
    found.push(...find(item));
    if (found.length >= mostOfAKind) break;
  }
  return found;
}

export function scriptEvidence(what: string, place: ScriptPlace): Evidence {
  return { what, where: `${place.file}:${place.line}`, location: scriptLocation(place) };
}

/** `region RAM: 131072 bytes at 0x20000000`. */
export function regionEvidence({ name, origin, length, namePlace }: ScriptRegion): Evidence {
  const size = length === undefined ? '' : `: ${bytesText(length)}`;
  const at = origin === undefined ? '' : ` at ${hex32(origin)}`;
  return scriptEvidence(`region ${name}${size}${at}`, namePlace);
}

/** What the part has, as the device table says. */
export function partEvidence({ device, source }: ScriptPart, what: string): Evidence {
  return { what: `${device.name}: ${what}`, where: source };
}

export const otherPartFix: Fix = {
  title: 'If the board has another part, choose it for this script.',
};

/** Writes the name that is meant. */
export function nameFix(name: string, place: ScriptPlace): Fix {
  return {
    title: `Write ${name}, which is declared, in ${shortPlace(place)}.`,
    edits: [replacement(place, name)],
  };
}

/** Adds `(NOLOAD)`, or puts it in place of another type. */
export function noloadFix(section: ScriptSection): Fix {
  const { typePlace } = section;
  return {
    title: `Add (NOLOAD) to section ${section.name} in ${shortPlace(section.namePlace)}.`,
    edits: section.type === 'NOLOAD' ? [] : [insertWord(typePlace, '(NOLOAD)')],
  };
}

/** Adds `AT> region` behind the section's own region. */
export function loadRegionFix(section: ScriptSection, region: string): Fix {
  const title = `Give section ${section.name} a load address in ${region}: AT> ${region} in ${shortPlace(section.regionPlace ?? section.namePlace)}.`;
  if (section.regionPlace === undefined || section.hasLoadAddress) return { title };
  const { file, endLine: line, endColumn: column } = section.regionPlace;
  const at = { line, column };
  return { title, edits: [{ file, start: at, end: at, newText: ` AT> ${region}` }] };
}

/** Takes `AT> region` out again, with the blanks before it. */
export function removeLoadRegionFix(section: ScriptSection, place: ScriptPlace): Fix {
  const title = `Remove AT> from section ${section.name} in ${shortPlace(place)}.`;
  const { regionPlace } = section;
  if (regionPlace === undefined || regionPlace.end > place.start) return { title };
  const start = { line: regionPlace.endLine, column: regionPlace.endColumn };
  const end = { line: place.endLine, column: place.endColumn };
  return { title, edits: [{ file: place.file, start, end, newText: '' }] };
}

/** Corrects LENGTH to what the part has, in KiB where that is even. */
export function lengthFix(region: ScriptRegion, sizeBytes: number): Fix {
  const newText = sizeText(sizeBytes);
  const place = region.lengthPlace ?? region.namePlace;
  const title = `Set LENGTH of ${region.name} to ${newText} in ${shortPlace(place)}.`;
  return isNumber(region.lengthPlace)
    ? { title, edits: [replacement(region.lengthPlace, newText)] }
    : { title };
}

/** Lets a region begin where the memory does; one that is longer ends with it, or with those behind it without a hole. */
export function originFix(
  region: ScriptRegion,
  device: Device,
  memory: Memory,
  length: number,
): Fix {
  const newText = hex32(memory.start);
  const place = region.originPlace ?? region.namePlace;
  const title = `Set ORIGIN of ${region.name} to ${newText} (${memory.name}) in ${shortPlace(place)}.`;
  if (!isNumber(region.originPlace)) return { title };
  const room = roomFrom(device, memory);
  const isLonger = length > room && isNumber(region.lengthPlace);
  const shorter = isLonger ? [replacement(region.lengthPlace, sizeText(room))] : [];
  return { title, edits: [replacement(region.originPlace, newText), ...shorter] };
}

/** A RAM of several banks is one region by habit; a TCM or CCM ends where it ends. */
function roomFrom(device: Device, { kind, start, sizeBytes }: Memory): number {
  if (kind !== 'ram' && kind !== 'flash') return sizeBytes;
  const run = runNear(device, classOf(kind), start);
  return run === undefined ? sizeBytes : run.end - start;
}

/** Takes the declaration of a region out; the line stays. */
export function removeRegionFix({ name, place }: ScriptRegion): Fix {
  return {
    title: `Remove region ${name} in ${shortPlace(place)}.`,
    edits: [replacement(place, '')],
  };
}

/** `128K`, or hexadecimal where it is no number of KiB. */
export function sizeText(sizeBytes: number): string {
  return sizeBytes % 1024 === 0 ? `${sizeBytes / 1024}K` : hex32(sizeBytes);
}

/** An expression longer than this has a meaning; it is not to be replaced by a number. */
const longestNumber = 12;

export function isNumber(place: ScriptPlace | undefined): place is ScriptPlace {
  if (place === undefined) return false;
  return place.line === place.endLine && place.end - place.start <= longestNumber;
}

export function replacement(place: ScriptPlace, newText: string): FileEdit {
  const start = { line: place.line, column: place.column };
  const end = { line: place.endLine, column: place.endColumn };
  return { file: place.file, start, end, newText };
}

/** Replaces what stands there; where nothing stands, puts the word behind the name with a blank before it. */
function insertWord(place: ScriptPlace, word: string): FileEdit {
  return replacement(place, place.start === place.end ? ` ${word}` : word);
}

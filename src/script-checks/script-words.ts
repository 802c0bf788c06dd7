// Words, places and edits for findings about a linker script: which region, which section, which line.

import { fileNameOf } from '../base/file-name';
import { hex32 } from '../base/hex';
import { runName } from '../devices/memory-runs';
import type { MemoryRun } from '../devices/memory-runs';
import type { Evidence, FileEdit, Fix, SourceLocation } from '../findings/finding';
import type { ScriptPlace, ScriptRegion, ScriptSection } from '../linker/script-model';

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

export function scriptEvidence(what: string, place: ScriptPlace): Evidence {
  return { what, where: `${place.file}:${place.line}`, location: scriptLocation(place) };
}

/** `region RAM: 131072 bytes at 0x20000000`. */
export function regionEvidence({ name, origin, length, namePlace }: ScriptRegion): Evidence {
  const size = length === undefined ? '' : `: ${bytesText(length)}`;
  const at = origin === undefined ? '' : ` at ${hex32(origin)}`;
  return scriptEvidence(`region ${name}${size}${at}`, namePlace);
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

/** A LENGTH longer than this is an expression with a meaning, not a number to be replaced. */
const longestNumber = 12;

/** Corrects LENGTH to what the part has, in KiB where that is even. */
export function lengthFix(region: ScriptRegion, sizeBytes: number): Fix {
  const newText = sizeBytes % 1024 === 0 ? `${sizeBytes / 1024}K` : hex32(sizeBytes);
  const place = region.lengthPlace ?? region.namePlace;
  const title = `Set LENGTH of ${region.name} to ${newText} in ${shortPlace(place)}.`;
  const isNumber = place.line === place.endLine && place.end - place.start <= longestNumber;
  if (region.lengthPlace === undefined || !isNumber) return { title };
  const start = { line: place.line, column: place.column };
  const end = { line: place.endLine, column: place.endColumn };
  return { title, edits: [{ file: place.file, start, end, newText }] };
}

/** Replaces what stands there; where nothing stands, puts the word behind the name with a blank before it. */
function insertWord(place: ScriptPlace, word: string): FileEdit {
  const start = { line: place.line, column: place.column };
  const end = { line: place.endLine, column: place.endColumn };
  return { file: place.file, start, end, newText: place.start === place.end ? ` ${word}` : word };
}

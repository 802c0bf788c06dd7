// Words, places and edits for findings about an image's memory: which section, which symbol, which object, which
// line of the linker script.

import { hex32 } from '../base/hex';
import type { Device } from '../devices/device';
import type { ElfImage, ElfSymbol } from '../elf/elf-image';
import type { Evidence, FileEdit, Fix } from '../findings/finding';
import type { MapContribution } from '../linker/map-file';
import { regionAt, regionNamed } from '../linker/script-model';
import type { ScriptPlace, ScriptRegion, ScriptSection } from '../linker/script-model';
import type { Fact, FactValues, KnownFact } from './facts';
import type { MemoryRun } from './part-memory';
import { runName } from './part-memory';
import { scriptLocation, shortPlace } from './places';

/** Facts that such a finding draws on. */
export interface ImageFacts {
  readonly elf: KnownFact<ElfImage>;
  readonly linkerScript: Fact<FactValues['linkerScript']>;
  readonly mapFile: Fact<FactValues['mapFile']>;
}

/** The same where the part is known. */
export interface PartFacts extends ImageFacts {
  readonly device: KnownFact<Device>;
}

/** Whatever has a name and an address at run time: a piece or an occupied range. */
interface Named {
  readonly name: string;
  readonly sizeBytes: number;
  /** VMA. */
  readonly runsAt: number;
  /** LMA, where bytes are programmed. */
  readonly start?: number;
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

/** `Section .data`, or `The ELF file's segment 2`: how a sentence about it begins. */
export function subjectOf(piece: { readonly name: string; readonly hasName: boolean }): string {
  return piece.hasName ? `Section ${piece.name}` : `The ELF file's ${piece.name}`;
}

/** `.data`, `.data and .rodata`, `.data, .rodata and 3 more sections`. */
export function namesText(names: readonly string[]): string {
  const [first = '', second, third] = names;
  if (second === undefined) return first;
  if (third === undefined) return `${first} and ${second}`;
  if (names.length === 3) return `${first}, ${second} and ${third}`;
  return `${first}, ${second} and ${names.length - 2} more sections`;
}

export function scriptSectionOf(facts: ImageFacts, name: string): ScriptSection | undefined {
  const { linkerScript } = facts;
  if (!linkerScript.ok || name === '') return undefined;
  return linkerScript.value.script.sections.find((section) => section.name === name);
}

/** The region that a section of the script runs in. */
function scriptRegionOf(facts: ImageFacts, section: ScriptSection): ScriptRegion | undefined {
  const { linkerScript } = facts;
  if (!linkerScript.ok || section.region === undefined) return undefined;
  return regionNamed(linkerScript.value.script, section.region);
}

export function scriptRegionAt(facts: ImageFacts, address: number): ScriptRegion | undefined {
  return facts.linkerScript.ok ? regionAt(facts.linkerScript.value.script, address) : undefined;
}

/** Sections that a finding names at most; the rest is counted. */
const namedSections = 4;

/** Findings about single sections that a check gives at most: more say nothing new, and a file may have 65,535. */
export const sectionLimit = 20;

/** Each section itself, what is in it, who brought it, and where the script places it; nothing twice. */
export function evidenceOf(items: readonly Named[], facts: ImageFacts): readonly Evidence[] {
  const all = items.slice(0, namedSections).flatMap((item) => {
    return [ofSection(item, facts), ...ofSymbol(item, facts), ...ofObject(item, facts)].concat(
      ofScript(item, facts),
    );
  });
  return distinct(all);
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

function ofSection({ name, sizeBytes, runsAt, start }: Named, { elf }: ImageFacts): Evidence {
  const at = start ?? runsAt;
  const runs = start === undefined || start === runsAt ? '' : `, which run at ${hex32(runsAt)}`;
  return { what: `${name}: ${bytesText(sizeBytes)} at ${hex32(at)}${runs}`, where: elf.source };
}

/** The largest symbol says best what the section is for; labels without a size say nothing. */
function ofSymbol({ sizeBytes, runsAt }: Named, { elf }: ImageFacts): Evidence[] {
  const { symbols } = elf.value;
  let best: ElfSymbol | undefined;
  for (const symbol of symbols.within(runsAt, runsAt + sizeBytes)) {
    if (symbol.sizeBytes > (best?.sizeBytes ?? 0)) best = symbol;
  }
  if (best === undefined) return [];
  const what = `symbol ${best.name} at ${hex32(best.address)}, ${bytesText(best.sizeBytes)}`;
  return [{ what, where: elf.source }];
}

/** The object that brought most of it. */
function ofObject({ name, sizeBytes, runsAt }: Named, { mapFile }: ImageFacts): Evidence[] {
  if (!mapFile.ok) return [];
  const { file, map } = mapFile.value;
  let best: MapContribution | undefined;
  for (const each of map.contributions) {
    const isHere = each.address >= runsAt && each.address < runsAt + sizeBytes;
    if (each.output !== name || !isHere) continue;
    if (best === undefined || each.sizeBytes > best.sizeBytes) best = each;
  }
  if (best === undefined) return [];
  const what = `${best.section} of ${best.object}: ${bytesText(best.sizeBytes)} at ${hex32(best.address)}`;
  return [{ what, where: file }];
}

function ofScript({ name }: Named, facts: ImageFacts): Evidence[] {
  const section = scriptSectionOf(facts, name);
  if (section === undefined) return [];
  const region = scriptRegionOf(facts, section);
  const into = section.region === undefined ? '' : ` in region ${section.region}`;
  const evidence = [scriptEvidence(`section ${name} is placed${into}`, section.namePlace)];
  return region === undefined ? evidence : [...evidence, regionEvidence(region)];
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

// Words, places and edits for findings about an image's memory: which section, which symbol, which object, which
// line of the linker script.

import { hex32 } from '../base/hex';
import type { Device } from '../devices/device';
import type { ElfImage, ElfSymbol } from '../elf/elf-image';
import type { Evidence } from '../findings/finding';
import type { MapContribution } from '../linker/map/map-file';
import { regionAt, regionNamed } from '../linker/script-model';
import type { ScriptRegion, ScriptSection } from '../linker/script-model';
import type { Fact, FactValues, KnownFact } from './facts';
import { bytesText, distinct, regionEvidence, scriptEvidence } from '../script-checks/script-words';

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

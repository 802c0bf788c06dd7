// What a line of a map file is about: sizes and shares, the object, and why it was linked at all.

import type { Hover } from 'vscode-languageserver';
import { bytes, percent } from '../../base/figures';
import { hex32 } from '../../base/hex';
import { contributionAt, isPlaced } from '../../linker/map/map-file';
import type {
  MapContribution,
  MapDiscarded,
  MapFile,
  MapFill,
  MapMember,
  MapOutputSection,
  MapSymbol,
} from '../../linker/map/map-file';
import { incompleteNote, unsureNotes } from '../../linker/map/map-notes';
import { reasonsFor } from '../../linker/map/map-objects';
import { mapRegionAt, sum } from '../../linker/map/map-usage';
import type { RegionUse } from '../../linker/map/map-usage';
import { objectSizes } from './map-view';
import type { MapView } from './map-view';

/** Rows of a table in a hover. */
const most = 8;

/** @param line from 0, as LSP counts */
export function mapHover(view: MapView, line: number): Hover | undefined {
  // Numbers that stand on a line of their own belong to the name above them.
  const value = describe(view, line + 1) ?? describeName(view, line);
  return value === undefined ? undefined : { contents: { kind: 'markdown', value } };
}

function describe(view: MapView, line: number): string | undefined {
  const { map, uses } = view;
  const use = uses.find(({ region }) => region.line === line);
  if (use !== undefined) return ofRegion(map, use);
  const output = lineOf(map.outputs, line);
  if (output !== undefined) return ofOutput(view, output);
  const contribution = lineOf(map.contributions, line);
  if (contribution !== undefined) return ofContribution(view, contribution);
  const member = lineOf(map.members, line);
  if (member !== undefined) return ofMember(view, member);
  const discarded = lineOf(map.discarded, line);
  if (discarded !== undefined) return ofDiscarded(discarded);
  const fill = lineOf(map.fills, line);
  if (fill !== undefined) return ofFill(fill);
  const symbol = lineOf(map.symbols, line);
  return symbol === undefined ? undefined : ofSymbol(map, symbol);
}

/** Only what has its numbers or its reason on the next line. */
function describeName({ map, byOutput, uses }: MapView, line: number): string | undefined {
  const view = { map, byOutput, uses };
  const contribution = lineOf(map.contributions, line);
  if (contribution !== undefined && contribution.section.length >= 15) {
    return ofContribution(view, contribution);
  }
  const output = lineOf(map.outputs, line);
  if (output !== undefined && output.name.length >= 16) return ofOutput(view, output);
  const member = lineOf(map.members, line);
  return member !== undefined && member.object.length >= 29 ? ofMember(view, member) : undefined;
}

/** Each list is in the file's order. */
function lineOf<T extends { readonly line: number }>(
  all: readonly T[],
  line: number,
): T | undefined {
  let low = 0;
  let high = all.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((all[middle]?.line ?? 0) < line) low = middle + 1;
    else high = middle;
  }
  const found = all[low];
  return found?.line === line ? found : undefined;
}

function ofRegion(map: MapFile, use: RegionUse): string {
  const { region, usedBytes, parts } = use;
  const { name, origin, length } = region;
  const free = length - usedBytes;
  const rest = free < 0 ? `${bytes(-free)} too much` : `${bytes(free)} free`;
  const rows = parts.map(({ output, isCopy }) => {
    const what = isCopy ? `${code(output.name)} (stored)` : code(output.name);
    return [what, bytes(output.sizeBytes), percent(output.sizeBytes, length)] as const;
  });
  const end = hex32(origin + Math.max(1, length) - 1);
  return text(
    `Region **${plain(name)}**, ${hex32(origin)} – ${end}`,
    `${bytes(usedBytes)} of ${bytes(length)} used (${percent(usedBytes, length)}), ${rest}.`,
    table(['Section', 'Size', 'Of region'], rows),
    ...[incompleteNote(map) ?? '', ...unsureNotes(use)].map(plain),
  );
}

function ofOutput({ map, byOutput }: MapView, output: MapOutputSection): string {
  const { name, address, sizeBytes, loadAddress } = output;
  const objects = objectSizes(byOutput.get(name) ?? []);
  const rows = objects.map(({ object, sizeBytes: size }) => {
    return [code(object), bytes(size), percent(size, sizeBytes)] as const;
  });
  const load = loadAddress === undefined ? '' : ` Its load address is ${place(map, loadAddress)}.`;
  return text(
    `Output section ${code(name)}: ${exact(sizeBytes)}`,
    isPlaced(output) ? `${inRegion(map, address, sizeBytes)}${load}` : 'It takes no memory.',
    table(['Object', 'Size', 'Of section'], rows),
  );
}

function ofContribution(view: MapView, each: MapContribution): string {
  const { map, byOutput } = view;
  const { section, output, sizeBytes, object, address } = each;
  const inOutput = sum((byOutput.get(output) ?? []).map((other) => other.sizeBytes));
  const placed = isPlaced({ name: output });
  return text(
    `Input section ${code(section)}: ${exact(sizeBytes)} of ${code(object)}`,
    `${percent(sizeBytes, inOutput)} of ${code(output)}. ${placed ? inRegion(map, address, sizeBytes) : ''}`,
    ofObject(view, object),
    why(map, object),
  );
}

function ofMember(view: MapView, { object }: MapMember): string {
  return text(`Archive member ${code(object)}`, ofObject(view, object), why(view.map, object));
}

function ofDiscarded({ section, sizeBytes, object }: MapDiscarded): string {
  return text(
    `Input section ${code(section)}: ${exact(sizeBytes)} of ${code(object)}`,
    'It is not in the image: nothing that is kept needs it (`--gc-sections`), it is there twice, or the linker script discards it.',
  );
}

function ofFill({ kind, sizeBytes, output, address }: MapFill): string {
  const what =
    kind === 'fill'
      ? `Fill in ${code(output)}: ${exact(sizeBytes)} for alignment, or room that the linker script keeps`
      : `Data in ${code(output)}: ${exact(sizeBytes)} that the linker script itself writes`;
  return text(what, `At ${hex32(address)}.`);
}

function ofSymbol(map: MapFile, { name, address, isOfScript }: MapSymbol): string {
  if (isOfScript) {
    return text(`Symbol ${code(name)} = ${hex32(address)}`, 'The linker script defines it.');
  }
  const home = contributionAt(map, address);
  const where = home === undefined ? '' : `In ${code(home.section)} of ${code(home.object)}.`;
  return text(`Symbol ${code(name)} at ${place(map, address)}`, where);
}

/** All that an object brought to memory, by output section. */
function ofObject({ map }: MapView, object: string): string {
  const own = map.contributions.filter(
    (each) => each.object === object && each.sizeBytes > 0 && isPlaced({ name: each.output }),
  );
  const sizes = new Map<string, number>();
  for (const { output, sizeBytes } of own) {
    sizes.set(output, (sizes.get(output) ?? 0) + sizeBytes);
  }
  if (sizes.size === 0) return '';
  const parts = [...sizes].map(([output, size]) => `${code(output)} ${bytes(size)}`).join(', ');
  return `The whole object: ${parts}.`;
}

function why(map: MapFile, object: string): string {
  const chain = reasonsFor(map, object);
  if (chain.length === 0) return '';
  const steps = chain.map(
    ({ object: member, neededBy, symbol }) =>
      `- ${code(neededBy)} needs ${code(symbol)} of ${code(member)}`,
  );
  return `Why it was linked:\n\n${steps.join('\n')}`;
}

function inRegion(map: MapFile, address: number, sizeBytes: number): string {
  const region = mapRegionAt(map, address);
  if (region === undefined) return `At ${hex32(address)}, in no region.`;
  const share = percent(sizeBytes, region.length);
  return `At ${hex32(address)} in ${plain(region.name)}, ${share} of its ${bytes(region.length)}.`;
}

function place(map: MapFile, address: number): string {
  const region = mapRegionAt(map, address);
  return region === undefined ? hex32(address) : `${hex32(address)} in ${plain(region.name)}`;
}

/** `1.5 KiB (1536 bytes)`. */
function exact(sizeBytes: number): string {
  return sizeBytes < 1024 ? bytes(sizeBytes) : `${bytes(sizeBytes)} (${sizeBytes} bytes)`;
}

function table(
  head: readonly [string, string, string],
  rows: readonly (readonly [string, string, string])[],
): string {
  if (rows.length === 0) return '';
  const left = rows.length - most;
  const more = left > 0 ? [[`${left} more`, '', ''] as const] : [];
  const shown = [...rows.slice(0, most), ...more].map((cells) => `| ${cells.join(' | ')} |`);
  return [`| ${head.join(' | ')} |`, '| --- | ---: | ---: |', ...shown].join('\n');
}

function text(...paragraphs: readonly string[]): string {
  return paragraphs.filter((paragraph) => paragraph.trim() !== '').join('\n\n');
}

/** A name of the project as code, whatever it is: neither a backtick nor a bar of a table gets out. */
function code(name: string): string {
  return `\`${name.replace(/[`|]/g, ' ')}\``;
}

function plain(name: string): string {
  return name.replace(/[\\`*_{}[\]<>()#+!|~-]/g, '\\$&');
}

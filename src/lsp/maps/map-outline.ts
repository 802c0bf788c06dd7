// The outline of a map file: regions with their use, output sections with their sizes and largest objects, and the
// lists before them.

import type { DocumentSymbol, FoldingRange, Range } from 'vscode-languageserver';
import { bytes, percent } from '../../base/figures';
import { count } from '../../base/count';
import { hex32 } from '../../base/hex';
import { objectNameOf } from '../../linker/map/map-objects';
import { sum } from '../../linker/map/map-usage';
import { SymbolKind } from '../protocol-values';
import { objectSizes } from './map-view';
import type { MapView, ObjectSize } from './map-view';

/** Objects of a section that are told. */
const largest = 10;

export function mapOutline(view: MapView): DocumentSymbol[] {
  const { members, discarded } = view.map;
  const thrown = sum(discarded.map(({ sizeBytes }) => sizeBytes));
  return [
    ...list('Archive members', count(members.length, 'member'), members),
    ...list('Discarded input sections', `${discarded.length}, ${bytes(thrown)}`, discarded),
    ...regions(view),
    ...outputs(view),
  ];
}

/** Lists and output sections of more than one line. */
export function mapFolds({ map }: MapView): FoldingRange[] {
  const { members, discarded, regions: all } = map;
  const blocks = [members, discarded, all].flatMap((block) => {
    const [first, last] = [block.at(0), block.at(-1)];
    return first === undefined || last === undefined ? [] : [[first.line, last.line] as const];
  });
  const ends = endLines(map);
  return [
    ...blocks,
    ...map.outputs.map((output, at) => [output.line, ends[at] ?? output.line] as const),
  ]
    .filter(([from, to]) => to > from)
    .map(([from, to]) => ({ startLine: from - 1, endLine: to - 1 }));
}

function list(
  name: string,
  detail: string,
  things: readonly { readonly line: number }[],
): readonly DocumentSymbol[] {
  const [first, last] = [things.at(0), things.at(-1)];
  if (first === undefined || last === undefined) return [];
  const range = lines(first.line, last.line);
  return [{ name, detail, kind: SymbolKind.Array, range, selectionRange: at(first.line, 0, 1) }];
}

function regions({ map, uses }: MapView): readonly DocumentSymbol[] {
  return list('Memory regions', count(map.regions.length, 'region'), map.regions).map((group) => ({
    ...group,
    kind: SymbolKind.Namespace,
    children: uses.map(({ region, usedBytes }): DocumentSymbol => {
      const { name, line, length } = region;
      const used = `${bytes(usedBytes)} of ${bytes(length)} (${percent(usedBytes, length)})`;
      const selectionRange = at(line, 0, name.length);
      const range = lines(line, line);
      return { name, detail: used, kind: SymbolKind.Package, range, selectionRange };
    }),
  }));
}

function outputs({ map, byOutput }: MapView): readonly DocumentSymbol[] {
  const ends = endLines(map);
  return map.outputs.flatMap((output, index) => {
    const { name, line, sizeBytes, address } = output;
    if (sizeBytes === 0) return [];
    const children = objectSizes(byOutput.get(name) ?? []).slice(0, largest);
    return {
      ...{ name, detail: `${bytes(sizeBytes)} at ${hex32(address)}`, kind: SymbolKind.Module },
      ...{ range: lines(line, ends[index] ?? line), selectionRange: at(line, 0, name.length) },
      children: children.map(objectSymbol),
    };
  });
}

function objectSymbol({ object, sizeBytes, first }: ObjectSize): DocumentSymbol {
  const { line, section } = first;
  return {
    ...{ name: objectNameOf(object).name, detail: bytes(sizeBytes), kind: SymbolKind.File },
    ...{ range: lines(line, line), selectionRange: at(line, 1, 1 + section.length) },
  };
}

/** The last line of each output section: an empty line stands before the next one. */
function endLines({ outputs, contributions, fills, symbols }: MapView['map']): readonly number[] {
  const last = Math.max(0, ...[contributions, fills, symbols].map((all) => all.at(-1)?.line ?? 0));
  return outputs.map(({ line }, at) => {
    const next = outputs[at + 1]?.line;
    return Math.max(line, next === undefined ? last : next - 2);
  });
}

/** More than a line has; the protocol takes it for its end. */
const endOfLine = 100_000;

/** Whole lines, from 1; the next one begins behind it. */
function lines(from: number, to: number): Range {
  return { start: { line: from - 1, character: 0 }, end: { line: to - 1, character: endOfLine } };
}

function at(line: number, from: number, to: number): Range {
  return { start: { line: line - 1, character: from }, end: { line: line - 1, character: to } };
}

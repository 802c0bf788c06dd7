// The columns of MEMORY: names, attributes, ORIGIN and LENGTH below each other, as ST's scripts have them.

import type { Span } from '../../base/text';
import type { KeptSpan } from './kept-spans';
import type { Region } from '../syntax';

/** A region on one line; offsets into the text. */
interface Row {
  readonly name: Span;
  /** With its brackets. */
  readonly attributes: Span | undefined;
  /** From the colon to behind the comma. */
  readonly origin: Span;
}

/** One far longer than the others does not push these away. */
const widest = 40;

/** Regions that spread over lines or have comments within stay as they are. */
export function regionColumns(
  text: string,
  regions: readonly Region[],
  kept: readonly KeptSpan[],
  blanks: Set<number>,
  columns: Map<number, number>,
): void {
  const rows = apart(regions, kept).flatMap((region) => rowOf(text, region, blanks) ?? []);
  const names = rows.map(({ name }) => name.end - name.start);
  const attributes = rows.map((row) =>
    row.attributes ? widthOf(text, row.attributes, blanks) : 0,
  );
  const origins = rows.map(({ origin }) => widthOf(text, origin, blanks));
  const nameWidth = Math.max(0, ...clipped(names));
  const attributeWidth = Math.max(0, ...clipped(attributes));
  const originWidth = Math.max(0, ...clipped(origins));
  const gap = (width: number, own: number): number => Math.max(width - own, 0) + 1;
  for (const [index, row] of rows.entries()) {
    const toName = gap(nameWidth, names[index] ?? 0);
    if (row.attributes !== undefined) {
      columns.set(row.name.end, toName);
      columns.set(row.attributes.end, gap(attributeWidth, attributes[index] ?? 0));
    } else {
      columns.set(row.name.end, attributeWidth > 0 ? toName + attributeWidth + 1 : toName);
    }
    columns.set(row.origin.end, gap(originWidth, origins[index] ?? 0));
  }
}

function clipped(widths: readonly number[]): readonly number[] {
  // Not as arguments of a call by the thousand.
  const sorted = [...widths].sort((a, b) => b - a);
  return sorted.filter((width) => width <= widest).slice(0, 1);
}

/** Regions without a kept span in them; both lists are in order. */
function apart(regions: readonly Region[], kept: readonly KeptSpan[]): readonly Region[] {
  let next = 0;
  return regions.filter(({ start, end }) => {
    while ((kept[next]?.end ?? Number.POSITIVE_INFINITY) <= start) next += 1;
    return (kept[next]?.start ?? Number.POSITIVE_INFINITY) >= end;
  });
}

function rowOf(text: string, region: Region, blanks: Set<number>): Row | undefined {
  const { name, origin, length } = region;
  if (origin === undefined || length === undefined || origin.start >= length.start)
    return undefined;
  if (text.slice(region.start, region.end).includes('\n')) return undefined;
  const attributes = attributesOf(text, region);
  const colon = skip(text, attributes?.end ?? name.end);
  const comma = skip(text, origin.end);
  if (text[colon] !== ':' || text[comma] !== ',') return undefined;
  blanks.add(colon);
  blanks.add(colon + 1);
  equalSign(text, skip(text, colon + 1), blanks);
  equalSign(text, skip(text, comma + 1), blanks);
  return { name, attributes, origin: { start: colon, end: comma + 1 } };
}

function attributesOf(text: string, { name, attributes }: Region): Span | undefined {
  if (attributes === undefined) return undefined;
  const start = skip(text, name.end);
  const end = skip(text, attributes.end) + 1;
  return text[start] === '(' && text[end - 1] === ')' ? { start, end } : undefined;
}

/** Of `ORIGIN =`, which begins here. */
function equalSign(text: string, offset: number, blanks: Set<number>): void {
  const field = /[A-Za-z]+[ \t]*=/y;
  field.lastIndex = offset;
  if (!field.test(text)) return;
  blanks.add(field.lastIndex - 1);
  blanks.add(field.lastIndex);
}

function skip(text: string, offset: number): number {
  let at = offset;
  while (text[at] === ' ' || text[at] === '\t') at += 1;
  return at;
}

/** Once each gap in it is one blank. */
function widthOf(text: string, { start, end }: Span, blanks: ReadonlySet<number>): number {
  let width = 0;
  let wasBlank = true;
  for (let at = start; at < end; at += 1) {
    const isBlank = text.charCodeAt(at) <= 0x20;
    if (!isBlank || !wasBlank) width += 1;
    if (!isBlank && !wasBlank && blanks.has(at)) width += 1;
    wasBlank = isBlank;
  }
  return width;
}

// What changed from one build to another, as a page of Markdown.

import { percent } from '../base/figures';
import { count } from '../base/count';
import type { BuildChanges, SizeChange } from '../protocol/build-sizes';
import { inline } from './markdown';

/** Rows of a table: what changed most. */
const most = 200;

export function buildChangesMarkdown(changes: BuildChanges): string {
  const { before, after, regions, sections, objects, symbols, notes } = changes;
  const paragraphs = [
    '# Builds compared',
    `Before: ${inline(before)}\n\nAfter: ${inline(after)}`,
    ...notes.map(inline),
    ...(regions.length === 0 ? [] : ['## Regions', regionTable(regions)]),
    ...part('Sections', sections),
    ...part('Objects', objects),
    ...part('Functions and variables', symbols),
  ];
  const isSame = [sections, objects, symbols].every((list) => list.length === 0);
  const told = isSame ? [...paragraphs, 'No part changed its size.'] : paragraphs;
  return `${told.join('\n\n')}\n`;
}

function regionTable(regions: BuildChanges['regions']): string {
  const rows = regions.map(({ name, beforeBytes, sizeBytes, lengthBytes, changeBytes }) => {
    const used = `${percent(sizeBytes, lengthBytes)} of ${lengthBytes}`;
    return row([inline(name), size(beforeBytes), size(sizeBytes), signed(changeBytes), used]);
  });
  const head = row(['Region', 'Before (bytes)', 'After (bytes)', 'Change', 'Used']);
  return [head, '| --- | ---: | ---: | ---: | ---: |', ...rows].join('\n');
}

function part(title: string, changes: readonly SizeChange[]): readonly string[] {
  if (changes.length === 0) return [];
  const rows = changes.slice(0, most).map(({ name, beforeBytes, afterBytes, changeBytes }) => {
    return row([inline(name), size(beforeBytes), size(afterBytes), signed(changeBytes)]);
  });
  const head = row(['Name', 'Before (bytes)', 'After (bytes)', 'Change']);
  const left = changes.length - most;
  return [
    `## ${title}`,
    [head, '| --- | ---: | ---: | ---: |', ...rows].join('\n'),
    ...(left > 0 ? [`${count(left, 'smaller change')} more.`] : []),
  ];
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

function size(sizeBytes: number | undefined): string {
  return sizeBytes === undefined ? '' : String(sizeBytes);
}

/** `+12`, `−3` (U+2212), `0`. */
function signed(changeBytes: number): string {
  if (changeBytes === 0) return '0';
  return changeBytes > 0 ? `+${changeBytes}` : `−${-changeBytes}`;
}

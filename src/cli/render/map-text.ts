// The sizes of a build, and what changed since another one, as tables for a terminal.

import type { BuildChanges } from '../../analysis/compare-builds';
import type { BuildSizes } from '../../analysis/build-sizes';
import { percent } from '../../base/figures';
import { printable } from '../../base/text';

/** Rows of a list: the largest. */
const most = 40;

type Cells = readonly string[];

export function renderSizes(sizes: BuildSizes): string {
  const { file, regions, sections, objects, symbols, notes } = sizes;
  const used = regions.map(({ name, sizeBytes, lengthBytes }) => [
    ...[name, String(sizeBytes), String(lengthBytes), percent(sizeBytes, lengthBytes)],
  ]);
  const part = (title: string, list: typeof sections): string =>
    table(
      [title, 'bytes'],
      list.map(({ name, sizeBytes }) => [name, String(sizeBytes)]),
    );
  return joined([
    `${printable(file)}\n`,
    notes.map((note) => `${printable(note)}\n`).join(''),
    table(['Region', 'used', 'of', ''], used),
    part('Section', sections),
    part('Object', objects),
    part('Function or variable', symbols),
  ]);
}

export function renderChanges(changes: BuildChanges): string {
  const { before, after, regions, sections, objects, symbols, notes } = changes;
  const used = regions.map(({ name, beforeBytes, sizeBytes, changeBytes, lengthBytes }) => [
    ...[name, size(beforeBytes), String(sizeBytes), signed(changeBytes)],
    percent(sizeBytes, lengthBytes),
  ]);
  const part = (title: string, list: typeof sections): string =>
    table(
      [title, 'before', 'after', 'change'],
      list.map(({ name, beforeBytes, afterBytes, changeBytes }) => [
        ...[name, size(beforeBytes), size(afterBytes), signed(changeBytes)],
      ]),
    );
  const isSame = [sections, objects, symbols].every((list) => list.length === 0);
  return joined([
    `before: ${printable(before)}\nafter:  ${printable(after)}\n`,
    notes.map((note) => `${printable(note)}\n`).join(''),
    table(['Region', 'before', 'after', 'change', 'used'], used),
    part('Section', sections),
    part('Object', objects),
    part('Function or variable', symbols),
    isSame ? 'No part changed its size.\n' : '',
  ]);
}

function joined(blocks: readonly string[]): string {
  return blocks.filter((block) => block !== '').join('\n');
}

/** The first column to the left, the others to the right; empty without rows. */
function table(head: Cells, rows: readonly Cells[]): string {
  if (rows.length === 0) return '';
  const shown = [head, ...rows.slice(0, most)].map((cells) => cells.map(printable));
  const widths = head.map((_, at) => Math.max(...shown.map((cells) => cells[at]?.length ?? 0)));
  const lines = shown.map((cells) =>
    cells
      .map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0)))
      .join('  ')
      .trimEnd(),
  );
  const left = rows.length - most;
  return `${[...lines, ...(left > 0 ? [`${left} more`] : [])].join('\n')}\n`;
}

function size(sizeBytes: number | undefined): string {
  return sizeBytes === undefined ? '-' : String(sizeBytes);
}

function signed(changeBytes: number): string {
  return changeBytes > 0 ? `+${changeBytes}` : String(changeBytes);
}

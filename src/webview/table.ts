// The picture in words: what a screen reader reads and what can be copied.

import { hex32 } from '../base/hex';
import { element } from './element';
import { bytes, percent } from '../base/figures';
import type { Row } from './rows';

export function table(rows: readonly Row[]): HTMLElement {
  const head = ['Memory', 'Address', 'Size', 'Used', 'Free', 'Contents', 'Findings'];
  return element(
    'details',
    { class: 'table' },
    element('summary', {}, 'As a table'),
    element(
      'table',
      {},
      element(
        'thead',
        {},
        element('tr', {}, ...head.map((text) => element('th', { scope: 'col' }, text))),
      ),
      element('tbody', {}, ...rows.map(line)),
    ),
  );
}

function line(row: Row): HTMLElement {
  const { name, start, sizeBytes, usedBytes, freeBytes, blocks, marks } = row;
  const contents = blocks.map((block) => `${block.name} ${bytes(block.sizeBytes)}`).join(', ');
  const cells = [
    hex32(start),
    bytes(sizeBytes),
    `${bytes(usedBytes)} (${percent(usedBytes, sizeBytes)})`,
    bytes(Math.max(0, freeBytes)),
    contents === '' ? 'empty' : contents,
    marks.map(({ severity, findingId }) => `${severity}: ${findingId}`).join(', '),
  ];
  return element(
    'tr',
    {},
    element('th', { scope: 'row' }, name),
    ...cells.map((text) => element('td', {}, text)),
  );
}

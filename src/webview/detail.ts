// What the pointer or the keyboard is on, in words, with links to the places in files.

import { hex32 } from '../base/hex';
import { fileNameOf } from '../base/file-name';
import type { SourceLocation } from '../findings/finding';
import type { Selected } from './bar';
import { element } from './element';
import { bytes } from '../base/figures';
import type { Row } from './rows';

export interface Detail {
  readonly element: HTMLElement;
  readonly show: (selected: Selected) => void;
}

export function detail(rows: readonly Row[], open: (location: SourceLocation) => void): Detail {
  const hint = element('p', {}, 'Point at a section, or go there with Tab and the arrow keys.');
  const box = element('div', { class: 'detail', role: 'status', 'aria-live': 'polite' }, hint);
  const marks = rows.flatMap((row) =>
    row.marks.map((mark) => ({ kind: 'mark' as const, row, mark })),
  );
  const show = (selected: Selected): void => box.replaceChildren(...describe(selected, open));
  const [first] = marks;
  if (first !== undefined) show(first);
  return { element: box, show };
}

function describe(selected: Selected, open: (location: SourceLocation) => void): HTMLElement[] {
  if (selected.kind === 'mark') {
    const { severity, message, findingId, location } = selected.mark;
    return [
      element('h3', {}, `${severity}: ${findingId}`),
      element('p', {}, message),
      ...(location === undefined ? [] : [link(location, open)]),
    ];
  }
  const { block, row } = selected;
  const end = block.start + block.sizeBytes;
  const region = row.regions.find(
    ({ start, sizeBytes }) => block.start >= start && block.start < start + sizeBytes,
  );
  const symbols = block.symbols.map(({ name, sizeBytes }) =>
    element('li', {}, `${name} ${bytes(sizeBytes)}`),
  );
  return [
    element('h3', {}, block.kind === 'load' ? `${block.name}, as it is stored` : block.name),
    element(
      'p',
      {},
      `${bytes(block.sizeBytes)} (${block.sizeBytes} bytes), ${hex32(block.start)} – ${hex32(end - 1)}, in ${row.name}; `,
      block.isLoaded ? 'written when the image is loaded.' : 'not written by loading.',
    ),
    ...(symbols.length === 0 ? [] : [element('ul', { class: 'symbols' }, ...symbols)]),
    ...(region === undefined ? [] : [link(region.location, open, `region ${region.name}, `)]),
  ];
}

function link(
  location: SourceLocation,
  open: (location: SourceLocation) => void,
  before = '',
): HTMLElement {
  const name = fileNameOf(location.file);
  const text = location.line === undefined ? name : `${name}:${location.line}`;
  const button = element('button', { type: 'button', class: 'link' }, `${before}${text}`);
  button.addEventListener('click', () => open(location));
  return button;
}

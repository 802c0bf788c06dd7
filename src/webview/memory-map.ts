// The picture of "STM32: Show Memory Map", in the browser: one bar a memory, the image's sections in it to scale,
// marks where a finding is, and the same as a table; or what is in one memory. No framework: it is drawn once per
// message and per step inside.

import { hex32 } from '../base/hex';
import type { SourceLocation } from '../findings/finding';
import type { MemoryMap } from '../protocol/memory-map';
import type { FromMemoryMap, ShowMemoryMap } from '../protocol/webview-messages';
import { bar } from './bar';
import { contentsPage } from './contents';
import type { ContentsPage, ContentsPlace } from './contents';
import { detail } from './detail';
import { element } from './element';
import { bytes, percent } from '../base/figures';
import { isMinor, rowsOf, usedTo } from './rows';
import type { Row } from './rows';
import { table } from './table';

declare function acquireVsCodeApi(): {
  postMessage(message: FromMemoryMap): void;
  getState(): ContentsPlace | undefined;
  setState(place: ContentsPlace | undefined): void;
};

const api = acquireVsCodeApi();
let contents: ContentsPage | undefined;

window.addEventListener('message', ({ data }: MessageEvent<ShowMemoryMap>) => draw(data.map));
window.addEventListener('resize', () => contents?.draw());
api.postMessage({ type: 'ready' });

function open(location: SourceLocation): void {
  api.postMessage({ type: 'open', location });
}

function draw(map: MemoryMap): void {
  const place = api.getState();
  const row = rowsOf(map).find(({ name }) => name === place?.memory);
  contents = undefined;
  if (row !== undefined && place !== undefined && row.contents.length > 0) {
    contents = inside(map, row, place);
    document.body.replaceChildren(element('main', {}, heading(map), contents.element));
    contents.draw();
    return;
  }
  const notes = map.notes.map((note) => element('p', { class: 'note' }, note));
  document.body.replaceChildren(element('main', {}, ...picture(map), ...notes));
}

function inside(map: MemoryMap, row: Row, place: ContentsPlace): ContentsPage {
  const { name, sizeBytes, contents: children } = row;
  const input = { name, sizeBytes, children, mapFile: map.mapFile };
  return contentsPage(
    input,
    place,
    (next) => api.setState(next),
    () => {
      api.setState(undefined);
      draw(map);
      document.querySelector<HTMLElement>(`[data-memory="${CSS.escape(name)}"]`)?.focus();
    },
  );
}

/** The name of a memory leads into it. */
function memoryName(map: MemoryMap, { name, contents: children }: Row): HTMLElement {
  if (children.length === 0) return element('h2', {}, name);
  const label = `${name}: what is in it`;
  const button = element(
    'button',
    { type: 'button', class: 'link enter', 'data-memory': name, title: label, 'aria-label': label },
    name,
  );
  button.addEventListener('click', () => {
    api.setState({ memory: name, path: [], search: '' });
    draw(map);
    contents?.focus();
  });
  return element('h2', {}, button);
}

function picture(map: MemoryMap): readonly HTMLElement[] {
  const rows = rowsOf(map);
  const selection = detail(rows, open);
  const bars = element('div', {});
  const select = scaleChoice((scale) => {
    const toRow = (row: Row): HTMLElement =>
      memoryRow(row, memoryName(map, row), scaleOf(scale, row, rows), selection.show);
    bars.replaceChildren(
      ...rows.filter((row) => !isMinor(row)).map(toRow),
      ...folded(rows.filter(isMinor).map(toRow)),
    );
  });
  return [heading(map), select, bars, legend(), selection.element, table(rows)];
}

/** Memories that hold nothing and that a program rarely uses. */
function folded(rows: readonly HTMLElement[]): readonly HTMLElement[] {
  if (rows.length === 0) return [];
  const title = `${rows.length} more memories, all empty`;
  return [element('details', { class: 'empty' }, element('summary', {}, title), ...rows)];
}

const scales = {
  memory: 'Each memory to its own scale',
  used: 'Only what is used of each memory',
  same: 'All memories to one scale',
} as const;

type Scale = keyof typeof scales;

/** @param draw called now and at each choice. */
function scaleChoice(draw: (scale: Scale) => void): HTMLElement {
  const options = Object.entries(scales).map(([value, text]) => element('option', { value }, text));
  const select = element('select', { id: 'scale' }, ...options);
  const redraw = (): void => draw(select.value as Scale);
  select.addEventListener('change', redraw);
  redraw();
  return element('label', { class: 'option', for: 'scale' }, 'Scale: ', select);
}

/** How many bytes the full width stands for. */
function scaleOf(scale: Scale, row: Row, rows: readonly Row[]): number {
  switch (scale) {
    case 'memory':
      return row.sizeBytes;
    case 'used':
      return row.blocks.length === 0 ? row.sizeBytes : usedTo(row);
    case 'same':
      return Math.max(...rows.map(({ sizeBytes }) => sizeBytes));
  }
}

function heading({ device, image, script }: MemoryMap): HTMLElement {
  const files = [image, script].filter((file) => file !== undefined);
  return element(
    'header',
    {},
    element('h1', {}, device ?? 'Part not known'),
    ...files.map((file) => element('p', { class: 'files' }, file)),
  );
}

/** @param scaleBytes how many bytes the full width stands for. */
function memoryRow(
  row: Row,
  title: HTMLElement,
  scaleBytes: number,
  show: ReturnType<typeof detail>['show'],
): HTMLElement {
  const { name, start, sizeBytes, usedBytes, freeBytes, isMemory } = row;
  const figures = isMemory
    ? `${bytes(usedBytes)} of ${bytes(sizeBytes)} used (${percent(usedBytes, sizeBytes)}) · ${bytes(freeBytes)} free`
    : `${bytes(sizeBytes)} where the part has no memory`;
  return element(
    'section',
    { class: 'memory', 'aria-label': `${name}, ${figures}` },
    element(
      'div',
      { class: 'line' },
      title,
      element('span', { class: 'range' }, `${hex32(start)} – ${hex32(start + sizeBytes - 1)}`),
      element('span', { class: isMemory ? 'figures' : 'figures over' }, figures),
    ),
    bar(row, scaleBytes, show),
  );
}

function legend(): HTMLElement {
  const entries = [
    ['loaded', 'written when the image is loaded'],
    ['zero', 'zeroed or set at run time'],
    ['stack', 'stack and heap'],
    ['mark', 'a finding'],
  ] as const;
  return element(
    'ul',
    { class: 'legend', 'aria-label': 'Colours' },
    ...entries.map(([kind, text]) =>
      element('li', {}, element('span', { class: `swatch ${kind}` }), ` ${text}`),
    ),
  );
}

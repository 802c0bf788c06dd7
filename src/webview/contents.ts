// What is in a memory: one level of its tree as tiles and as a table, the way there as a breadcrumb, and a search.

import { bytes, percent } from '../base/figures';
import type { SizeNode } from '../protocol/size-tree';
import { element } from './element';
import { atMost, keyOf, searched, trailOf, treeOf } from './size-nodes';
import { sizeTable } from './size-table';
import { sizeLabel, treemap } from './treemap';

const height = 380;
/** Tiles that can be told apart. */
const mostTiles = 150;

/** Where the reader is; outlives the page's drawing. */
export interface ContentsPlace {
  readonly memory: string;
  readonly path: readonly string[];
  readonly search: string;
}

export interface ContentsInput {
  readonly name: string;
  readonly sizeBytes: number;
  readonly children: readonly SizeNode[];
  /** Undefined: the ELF file's own sections and symbols. */
  readonly mapFile: string | undefined;
}

export interface ContentsPage {
  readonly element: HTMLElement;
  /** To be called once it is in the page, and whenever its width may have changed. */
  readonly draw: () => void;
  readonly focus: () => void;
}

/**
 * @param move told of each new place
 * @param leave back to all memories
 */
export function contentsPage(
  input: ContentsInput,
  start: ContentsPlace,
  move: (place: ContentsPlace) => void,
  leave: () => void,
): ContentsPage {
  let place = start;
  const top = treeOf(input.name, input.children);
  const crumbs = element('nav', { class: 'crumbs', 'aria-label': 'Where you are' });
  const figures = element('p', { class: 'files' });
  const tiles = element('div', {});
  const told = element('div', { class: 'told', role: 'status', 'aria-live': 'polite' });
  const listed = element('details', { class: 'table', open: '' });
  const search = searchBox(place.search, (text) => go({ ...place, search: text }));
  const source =
    input.mapFile === undefined
      ? 'By section and symbol of the ELF file; with the map file of the link (-Wl,-Map=…) beside it, by library and object.'
      : `By library and object, from ${input.mapFile}`;
  const page = element(
    'section',
    { class: 'contents', 'aria-label': `What is in ${input.name}` },
    element('div', { class: 'line' }, crumbs, search),
    figures,
    tiles,
    told,
    listed,
    element('p', { class: 'note' }, source),
  );
  page.addEventListener('keydown', ({ key, target }) => {
    if (key !== 'Escape' && (key !== 'Backspace' || target instanceof HTMLInputElement)) return;
    if (place.search !== '' && target instanceof HTMLInputElement) return;
    up();
  });
  return { element: page, draw, focus };

  function go(next: ContentsPlace): void {
    place = next;
    move(place);
    draw();
  }

  function up(): void {
    if (place.path.length === 0) return leave();
    go({ ...place, path: place.path.slice(0, -1) });
    focus();
  }

  function focus(): void {
    tiles.querySelector<HTMLElement>('.tile')?.focus();
  }

  function draw(): void {
    const found = searched(top, place.search) ?? { ...top, sizeBytes: 0, children: [] };
    const trail = trailOf(found, place.path);
    const at = trail.at(-1) ?? found;
    place = { ...place, path: trail.slice(1).map(keyOf) };
    const enter = (child: SizeNode): void => {
      go({ ...place, path: [...place.path, keyOf(child)] });
      focus();
    };
    crumbs.replaceChildren(...breadcrumb(trail));
    figures.textContent = figuresOf(at, trail.length === 1 ? input.sizeBytes : top.sizeBytes);
    const size = { width: Math.max(200, tiles.clientWidth), height };
    const shown = atMost(at.children, mostTiles);
    const show = (node: SizeNode): void => {
      const detail = node.detail === '' ? '' : ` · ${node.detail}`;
      told.textContent = `${sizeLabel(node, at.sizeBytes)}${detail}`;
    };
    tiles.replaceChildren(
      shown.length === 0
        ? element('p', { class: 'nothing' }, 'Nothing here is called so.')
        : treemap(shown, size, { show, enter }),
    );
    told.textContent =
      'Point at a tile, or go there with Tab and the arrow keys; Enter opens it, Escape goes back.';
    listed.replaceChildren(element('summary', {}, 'As a table'), sizeTable(at, enter));
  }

  function breadcrumb(trail: readonly SizeNode[]): readonly HTMLElement[] {
    const all = crumb('All memories', leave);
    const others = trail.map((node, at) => {
      const isHere = at === trail.length - 1;
      if (isHere) return element('span', { 'aria-current': 'page' }, node.name);
      return crumb(node.name, () => {
        go({ ...place, path: place.path.slice(0, at) });
        focus();
      });
    });
    return [all, ...others];
  }
}

function figuresOf({ sizeBytes, children }: SizeNode, whole: number): string {
  const count = children.length === 1 ? '1 part' : `${children.length} parts`;
  return `${bytes(sizeBytes)} (${percent(sizeBytes, whole)} of ${bytes(whole)}) in ${count}`;
}

function crumb(text: string, go: () => void): HTMLElement {
  const button = element('button', { type: 'button', class: 'link crumb' }, text);
  button.addEventListener('click', go);
  return button;
}

function searchBox(value: string, change: (text: string) => void): HTMLElement {
  const attributes = { type: 'search', class: 'search', placeholder: 'Search names', value };
  const input = element('input', { ...attributes, 'aria-label': 'Search names' });
  input.addEventListener('input', () => change(input.value));
  return input;
}

// One level of a tree of sizes as tiles. Each is a button; one of them takes part in Tab's order, and the arrow keys
// go from one to the next, largest first.

import { hex32 } from '../base/hex';
import { bytes, percent } from '../base/figures';
import type { SizeNode } from '../protocol/size-tree';
import { element } from './element';
import { squarify } from './squarify';
import type { Box } from './squarify';

/** Smaller tiles have no room for a text. */
const textRoom = { width: 44, height: 18 };
/** Narrower ones show no size beside the name. */
const sizeRoom = 110;
/** Of the text above what is in a tile. */
const headHeight = 20;
/** Inner tiles that are worth drawing. */
const innerCount = 60;

export interface TreemapActions {
  /** Pointed at, or reached by the keyboard. */
  readonly show: (node: SizeNode) => void;
  readonly enter: (node: SizeNode) => void;
}

/** @param width in pixels, as is the height: texts are not stretched. */
export function treemap(
  nodes: readonly SizeNode[],
  { width, height }: { readonly width: number; readonly height: number },
  actions: TreemapActions,
): HTMLElement {
  const total = nodes.reduce((sum, node) => sum + node.sizeBytes, 0);
  const boxes = squarify(
    nodes.map(({ sizeBytes }) => sizeBytes),
    { x: 0, y: 0, width, height },
  );
  const tiles = nodes.map((node, at) => tile(node, boxes[at], total, at === 0, actions));
  const map = element(
    'div',
    { class: 'treemap', role: 'group', 'aria-label': 'By size' },
    ...tiles,
  );
  map.style.height = `${height}px`;
  map.addEventListener('keydown', (event) => moveFocus(tiles, event));
  return map;
}

function tile(
  node: SizeNode,
  box: Box | undefined,
  total: number,
  isFirst: boolean,
  { show, enter }: TreemapActions,
): HTMLElement {
  const label = `${sizeLabel(node, total)}${node.children.length > 0 ? ', opens' : ''}`;
  const button = element('button', {
    ...{ type: 'button', class: `tile ${node.kind}`, 'aria-label': label },
    tabindex: isFirst ? '0' : '-1',
  });
  if (box !== undefined) {
    place(button, box);
    button.append(...inside(node, box));
  }
  for (const event of ['focus', 'mouseenter']) button.addEventListener(event, () => show(node));
  button.addEventListener('click', () => (node.children.length > 0 ? enter(node) : show(node)));
  return button;
}

/** `libc.a: 12.3 KiB, 4 % of what is shown`. */
export function sizeLabel({ name, sizeBytes, address }: SizeNode, total: number): string {
  const at = address === undefined ? '' : ` at ${hex32(address)}`;
  return `${name}: ${bytes(sizeBytes)}${at}, ${percent(sizeBytes, total)} of what is shown`;
}

function inside(node: SizeNode, { width, height }: Box): readonly HTMLElement[] {
  if (width < textRoom.width || height < textRoom.height) return [];
  const head = element(
    'span',
    { class: 'tile-head' },
    element('span', { class: 'tile-name' }, node.name),
    ...(width < sizeRoom ? [] : [element('span', { class: 'tile-size' }, bytes(node.sizeBytes))]),
  );
  const room = { x: 2, y: headHeight, width: width - 6, height: height - headHeight - 4 };
  const parts = firstChoice(node).slice(0, innerCount);
  return room.height < textRoom.height ? [head] : [head, ...inner(node, parts, room)];
}

/** What is in a tile; a part that has all of it to itself says nothing. */
function firstChoice({ children }: SizeNode): readonly SizeNode[] {
  const [only] = children;
  return children.length === 1 && only !== undefined ? firstChoice(only) : children;
}

function inner(node: SizeNode, children: readonly SizeNode[], room: Box): readonly HTMLElement[] {
  // What is left out keeps its room.
  const left = node.sizeBytes - children.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  const boxes = squarify([...children.map(({ sizeBytes }) => sizeBytes), left], room);
  return children.map((child, at) => {
    const box = boxes[at] ?? room;
    const fits = box.width > textRoom.width && box.height > textRoom.height;
    const part = element(
      'span',
      { class: 'tile-part', 'aria-hidden': 'true' },
      fits ? child.name : '',
    );
    place(part, box);
    return part;
  });
}

function place({ style }: HTMLElement, { x, y, width, height }: Box): void {
  style.left = `${x}px`;
  style.top = `${y}px`;
  style.width = `${Math.max(0, width - 1)}px`;
  style.height = `${Math.max(0, height - 1)}px`;
}

function moveFocus(tiles: readonly HTMLElement[], event: KeyboardEvent): void {
  const at = tiles.findIndex((each) => each === event.target);
  const steps: Readonly<Record<string, number>> = {
    ...{ ArrowRight: at + 1, ArrowDown: at + 1, ArrowLeft: at - 1, ArrowUp: at - 1 },
    ...{ Home: 0, End: tiles.length - 1 },
  };
  const next = tiles[steps[event.key] ?? -1];
  if (next === undefined) return;
  event.preventDefault();
  tiles[at]?.setAttribute('tabindex', '-1');
  next.setAttribute('tabindex', '0');
  next.focus();
}

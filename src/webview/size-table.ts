// One level of a tree of sizes as a table: what a screen reader reads and what can be copied.

import { hex32 } from '../base/hex';
import { bytes, percent } from '../base/figures';
import type { SizeNode } from '../protocol/size-tree';
import { element } from './element';

/** Rows that are shown at most; the search finds the others. */
const most = 1000;

export function sizeTable(node: SizeNode, enter: (child: SizeNode) => void): HTMLElement {
  const head = ['Name', 'Size', 'Bytes', 'Share', 'Address', 'From'];
  const { children } = node;
  const left = children.length - most;
  return element(
    'table',
    { class: 'sizes' },
    element('caption', {}, `What is in ${node.name}, by size`),
    element(
      'thead',
      {},
      element('tr', {}, ...head.map((text) => element('th', { scope: 'col' }, text))),
    ),
    element(
      'tbody',
      {},
      ...children.slice(0, most).map((child) => line(child, node, enter)),
      ...(left > 0 ? [element('tr', {}, element('td', { colspan: '6' }, `${left} more`))] : []),
    ),
  );
}

function line(
  child: SizeNode,
  { sizeBytes }: SizeNode,
  enter: (child: SizeNode) => void,
): HTMLElement {
  const cells = [
    bytes(child.sizeBytes),
    String(child.sizeBytes),
    percent(child.sizeBytes, sizeBytes),
    child.address === undefined ? '' : hex32(child.address),
    child.detail,
  ];
  return element(
    'tr',
    {},
    element('th', { scope: 'row' }, child.children.length > 0 ? opener(child, enter) : child.name),
    ...cells.map((text) => element('td', {}, text)),
  );
}

function opener(child: SizeNode, enter: (child: SizeNode) => void): HTMLElement {
  const button = element('button', { type: 'button', class: 'link' }, child.name);
  button.addEventListener('click', () => enter(child));
  return button;
}

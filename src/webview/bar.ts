// One memory as a bar: its blocks to scale, the script's regions as a line below, findings as marks. Every block and
// mark takes the keyboard's focus; arrow keys go from one to the next.

import { hex32 } from '../base/hex';
import type { MapMark, MemoryBlock } from '../protocol/memory-map';
import { svgElement } from './element';
import { bytes } from '../base/figures';
import type { Row } from './rows';

/** Units of the picture's width; the browser stretches them. */
const width = 1000;
const height = 34;
/** What is there must be seen, however small it is. */
const least = 2.5;

export type Selected =
  | { readonly kind: 'block'; readonly row: Row; readonly block: MemoryBlock }
  | { readonly kind: 'mark'; readonly row: Row; readonly mark: MapMark };

export function bar(
  row: Row,
  scaleBytes: number,
  show: (selected: Selected) => void,
): SVGSVGElement {
  const toX = (address: number): number => ((address - row.start) / scaleBytes) * width;
  const end = Math.min(width, (row.sizeBytes / scaleBytes) * width);
  const children: SVGElement[] = [
    svgElement('rect', { class: 'frame', x: 0, y: 2, width: Math.max(end, least), height: 22 }),
    ...row.blocks.map((block) =>
      focusable(blockShape(block, toX), blockLabel(block), () =>
        show({ kind: 'block', row, block }),
      ),
    ),
    ...row.regions.map((region) => {
      const x = clamp(toX(region.start));
      const to = clamp(toX(region.start + region.sizeBytes));
      const title = `region ${region.name}: ${bytes(region.sizeBytes)} at ${hex32(region.start)}`;
      const line = { class: 'region', x, y: 27, width: Math.max(to - x, least), height: 3 };
      return svgElement('rect', line, svgElement('title', {}, title));
    }),
    ...row.marks.map((mark) =>
      focusable(markShape(clamp(toX(mark.address))), `${mark.severity}: ${mark.message}`, () =>
        show({ kind: 'mark', row, mark }),
      ),
    ),
  ];
  const svg = svgElement('svg', {
    class: 'bar',
    viewBox: `0 0 ${width} ${height}`,
    preserveAspectRatio: 'none',
    role: 'group',
    'aria-label': `Contents of ${row.name}`,
  });
  svg.append(...children);
  svg.addEventListener('keydown', moveFocus);
  return svg;
}

function clamp(x: number): number {
  return Math.min(width, Math.max(0, x));
}

function blockShape(block: MemoryBlock, toX: (address: number) => number): SVGElement {
  const x = clamp(toX(block.start));
  const to = clamp(toX(block.start + block.sizeBytes));
  const kind =
    block.kind === 'stack' || block.kind === 'heap' ? 'stack' : block.isLoaded ? 'loaded' : 'zero';
  const shape = { class: `block ${kind}`, x, y: 3, width: Math.max(to - x, least), height: 20 };
  return svgElement('rect', shape);
}

function markShape(x: number): SVGElement {
  const at = Math.min(width - 6, Math.max(6, x));
  return svgElement('path', { class: 'mark', d: `M ${at - 6} 0 L ${at + 6} 0 L ${at} 12 Z` });
}

function blockLabel({ name, start, sizeBytes, isLoaded }: MemoryBlock): string {
  const how = isLoaded ? 'loaded' : 'not loaded';
  return `${name}: ${bytes(sizeBytes)} at ${hex32(start)}, ${how}`;
}

/** @param choose on hover, on focus and on a click. */
function focusable(shape: SVGElement, label: string, choose: () => void): SVGElement {
  shape.setAttribute('tabindex', '0');
  shape.setAttribute('role', 'img');
  shape.setAttribute('aria-label', label);
  for (const event of ['focus', 'mouseenter', 'click']) shape.addEventListener(event, choose);
  return shape;
}

/** Left and right within the picture, whatever bar the next one is in. */
function moveFocus({ key, target }: KeyboardEvent): void {
  const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[key];
  if (step === undefined || !(target instanceof SVGElement)) return;
  const all = [...document.querySelectorAll<SVGElement>('svg.bar [tabindex]')];
  all[all.indexOf(target) + step]?.focus();
}

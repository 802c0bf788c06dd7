// Sizes → rectangles that fill a given one, as square as they get ("Squarified Treemaps", Bruls, Huizing and van
// Wijk, 2000). Pure; lengths in any unit.

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/**
 * A box for each size, in the order given; largest first looks best. Sizes of nothing, and boxes of nothing, give
 * boxes without a width or height.
 */
export function squarify(sizes: readonly number[], within: Box): readonly Box[] {
  const total = sizes.reduce((all, size) => all + Math.max(0, size), 0);
  const area = within.width * within.height;
  if (total <= 0 || area <= 0) return sizes.map(() => ({ ...within, width: 0, height: 0 }));
  const areas = sizes.map((size) => (Math.max(0, size) / total) * area);
  const boxes: Box[] = [];
  let left = within;
  let from = 0;
  while (from < areas.length) {
    const side = Math.min(left.width, left.height);
    const to = endOfRow(areas, from, side);
    const row = areas.slice(from, to);
    const placed = placeRow(row, left, to === areas.length);
    for (const box of placed.boxes) boxes.push(box);
    left = placed.left;
    from = to;
  }
  return boxes;
}

/** A row grows as long as its worst box gets no worse. */
function endOfRow(areas: readonly number[], from: number, side: number): number {
  let sum = 0;
  let least = Infinity;
  let most = 0;
  let worst = Infinity;
  for (let at = from; at < areas.length; at += 1) {
    const area = areas[at] ?? 0;
    sum += area;
    least = Math.min(least, area);
    most = Math.max(most, area);
    const ratio = worstRatio(sum, least, most, side);
    if (ratio > worst) return at;
    worst = ratio;
  }
  return areas.length;
}

/** How far the least square box of a row is from a square; 1 is one. */
function worstRatio(sum: number, least: number, most: number, side: number): number {
  if (least <= 0 || side <= 0) return Infinity;
  return Math.max((side * side * most) / (sum * sum), (sum * sum) / (side * side * least));
}

/** Along the shorter side; the last row takes what rounding left. */
function placeRow(
  row: readonly number[],
  left: Box,
  isLast: boolean,
): { readonly boxes: readonly Box[]; readonly left: Box } {
  const { x, y, width, height } = left;
  const sum = row.reduce((all, area) => all + area, 0);
  const isColumn = height <= width;
  const side = isColumn ? height : width;
  const depth = isLast ? Math.max(width, height) : side > 0 ? sum / side : 0;
  let at = 0;
  const boxes = row.map((area): Box => {
    const length = sum > 0 ? (area / sum) * side : 0;
    const start = at;
    at += length;
    return isColumn
      ? { x, y: y + start, width: depth, height: length }
      : { x: x + start, y, width: length, height: depth };
  });
  const rest = isColumn
    ? { x: x + depth, y, width: Math.max(0, width - depth), height }
    : { x, y: y + depth, width, height: Math.max(0, height - depth) };
  return { boxes, left: rest };
}

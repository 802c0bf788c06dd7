// Walks in a tree of sizes: to the place where the reader is, through what is searched for, and no more than can be
// shown. Pure.

import type { SizeNode } from '../protocol/size-tree';

/** A whole tree as its topmost node. */
export function treeOf(name: string, children: readonly SizeNode[]): SizeNode {
  const sizeBytes = children.reduce((sum, child) => sum + child.sizeBytes, 0);
  return { kind: 'section', name, detail: '', sizeBytes, children };
}

/** The nodes from the topmost to the one that the names lead to, as far as they lead. */
export function trailOf(
  top: SizeNode,
  path: readonly string[],
): readonly [SizeNode, ...SizeNode[]] {
  const trail: [SizeNode, ...SizeNode[]] = [top];
  let at = top;
  for (const key of path) {
    const next = at.children.find((child) => keyOf(child) === key);
    if (next === undefined) break;
    trail.push(next);
    at = next;
  }
  return trail;
}

/** What tells a node from its siblings: two folders may end alike. */
export function keyOf({ kind, name, detail }: SizeNode): string {
  return `${kind} ${name} ${detail}`;
}

/**
 * What is called as searched for, with everything in it, and whatever leads there; sizes count only that.
 * @returns undefined when nothing is
 */
export function searched(node: SizeNode, text: string): SizeNode | undefined {
  const wanted = text.trim().toLowerCase();
  return wanted === '' ? node : matching(node, wanted);
}

function matching(node: SizeNode, wanted: string): SizeNode | undefined {
  const children = node.children.flatMap((child) => {
    if (`${child.name} ${child.detail}`.toLowerCase().includes(wanted)) return [child];
    return matching(child, wanted) ?? [];
  });
  if (children.length === 0) return undefined;
  const sorted = children.sort((a, b) => b.sizeBytes - a.sizeBytes);
  const sizeBytes = sorted.reduce((sum, child) => sum + child.sizeBytes, 0);
  return { ...node, children: sorted, sizeBytes };
}

/** The largest, and the rest of them as one, where there are more than can be told apart. */
export function atMost(nodes: readonly SizeNode[], count: number): readonly SizeNode[] {
  if (nodes.length <= count) return nodes;
  const rest = nodes.slice(count - 1);
  const sizeBytes = rest.reduce((sum, child) => sum + child.sizeBytes, 0);
  const name = `${rest.length} smaller`;
  const detail = 'each of them is in the table';
  const others: SizeNode = { kind: 'rest', name, detail, sizeBytes, children: [] };
  return [...nodes.slice(0, count - 1), others];
}

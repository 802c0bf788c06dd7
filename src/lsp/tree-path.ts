// From a place in the text to the construct that stands there.

import type {
  Expression,
  InputPattern,
  OutputSection,
  ProgramHeader,
  SyntaxTree,
} from '../linker/syntax';

type Item = SyntaxTree['items'][number];
export type TreeNode =
  Item | ProgramHeader | Expression | (InputPattern & { readonly kind?: undefined });

/** From the outermost to the innermost construct that holds the offset, or ends there. */
export function pathAt(tree: SyntaxTree, offset: number): readonly TreeNode[] {
  const path: TreeNode[] = [];
  let nodes: readonly (TreeNode | undefined)[] = tree.items;
  for (;;) {
    const found = innermost(nodes, offset);
    if (found === undefined) return path;
    path.push(found);
    nodes = childrenOf(found);
  }
}

/** Of two that touch at the offset, the one that begins there. */
function innermost(nodes: readonly (TreeNode | undefined)[], offset: number): TreeNode | undefined {
  let found: TreeNode | undefined;
  for (const node of nodes) {
    if (node !== undefined && node.start <= offset && offset <= node.end) found = node;
  }
  return found;
}

function childrenOf(node: TreeNode): readonly (TreeNode | undefined)[] {
  switch (node.kind) {
    case 'memory':
    case 'sections':
      return node.items;
    case 'group':
      return [...node.items, node.fill];
    case 'phdrs':
      return node.headers;
    case 'header':
      return [node.type, node.at, node.flags];
    case 'region':
      return [node.origin, node.length];
    case 'overlay':
      return [node.address, node.loadAddress, ...node.sections, node.fill];
    case 'output':
      return [...headOf(node), ...node.body, node.fill];
    case 'assignment':
    case 'data':
      return [node.value];
    case 'assertion':
      return [node.assert];
    case 'input':
      return [node.file, ...node.sections];
    case 'unary':
      return [node.operand];
    case 'binary':
      return [node.left, node.right];
    case 'conditional':
      return [node.condition, node.yes, node.no];
    case 'call':
      return node.args;
    case 'assert':
      return [node.condition];
    case undefined:
    case 'number':
    case 'name':
    case 'missing':
    case 'include':
    case 'command':
    case 'alias':
    case 'insert':
    case 'version':
    case 'skipped':
      return [];
  }
}

function headOf({
  address,
  type,
  loadAddress,
  align,
  subalign,
}: OutputSection): readonly (Expression | undefined)[] {
  return [address, type?.elfType, loadAddress, align, subalign];
}

export function isExpression(node: TreeNode): node is Expression {
  switch (node.kind) {
    case 'number':
    case 'name':
    case 'unary':
    case 'binary':
    case 'conditional':
    case 'call':
    case 'assert':
    case 'missing':
      return true;
    default:
      return false;
  }
}

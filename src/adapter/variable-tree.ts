// Expressions and their children, read from GDB. Every listing makes a variable object, reads it and
// deletes it in one pipelined exchange: GDB keeps nothing between requests, so nothing needs updating
// after a stop, and a page of an array costs the packets of that page only.

import { Failure } from '../base/failure';
import type { FrameContext } from '../gdb/commands/context';
import { dataEvaluateExpression } from '../gdb/commands/data';
import { varCreate, varDelete, varListChildren } from '../gdb/commands/var';
import type { VarChild, VarObject } from '../gdb/commands/var';
import type { Gdb } from '../gdb/gdb';
import type { PlainElements } from './plain-elements';

/** What a variables reference stands for. */
export type Container =
  | { readonly kind: 'locals'; readonly where: FrameContext }
  | { readonly kind: 'statics'; readonly where: FrameContext }
  | { readonly kind: 'globals'; readonly where: FrameContext }
  | { readonly kind: 'registers'; readonly where: FrameContext; readonly group: string | undefined }
  | {
      readonly kind: 'children';
      readonly where: FrameContext;
      readonly expression: string;
      readonly type: string;
      /** Number of elements when it is an array. */
      readonly length: number | undefined;
    };

/** One value: what it is called, how GDB is asked for it, what it is. */
export interface Node {
  readonly name: string;
  readonly expression: string;
  readonly type: string;
  readonly value: string;
  readonly hasChildren: boolean;
  /** Number of elements when it is an array. */
  readonly length: number | undefined;
  /** GDB's words for where it is, when they were asked for with it. */
  readonly place?: Promise<string | undefined>;
}

let nextName = 1;

/** Reads one expression. @throws Failure gdb-error with GDB's words */
export async function inspect(gdb: Gdb, expression: string, where: FrameContext): Promise<Node> {
  const name = `i${nextName++}`;
  const created = varCreate(gdb, { ...where, name, expression });
  discard(gdb, name);
  return toNode(expression, expression, await created);
}

/** As `inspect`, with the address asked for in the same exchange. */
export async function inspectPlace(
  gdb: Gdb,
  expression: string,
  where: FrameContext,
): Promise<Node> {
  const name = `i${nextName++}`;
  const created = varCreate(gdb, { ...where, name, expression });
  const place = evaluated(gdb, `&${grouped(expression)}`, where);
  discard(gdb, name);
  return { ...toNode(expression, expression, await created), place };
}

/** GDB's words for a value; undefined when it has none. */
function evaluated(gdb: Gdb, expression: string, where: FrameContext): Promise<string | undefined> {
  return dataEvaluateExpression(gdb, { ...where, expression }).catch(() => undefined);
}

/**
 * The children of a value.
 * @param range for arrays: which elements; all when absent.
 */
export async function listChildren(
  gdb: Gdb,
  plain: PlainElements,
  parent: Extract<Container, { kind: 'children' }>,
  range: { readonly start: number; readonly count: number } | undefined,
): Promise<readonly Node[]> {
  if (parent.length === undefined) return members(gdb, parent);
  const start = Math.min(range?.start ?? 0, parent.length);
  const count = Math.min(range?.count ?? parent.length, parent.length - start);
  return count <= 0 ? [] : elements(gdb, plain, parent, start, count);
}

/** A slice makes GDB fetch just these elements, in one block; a whole array's children are read one by one. */
async function elements(
  gdb: Gdb,
  plain: PlainElements,
  parent: Extract<Container, { kind: 'children' }>,
  start: number,
  count: number,
): Promise<readonly Node[]> {
  const { expression, where } = parent;
  const slice = `${grouped(expression)}[${start}]@${count}`;
  const values = await plain.read(slice, parent.type, count, where);
  if (values !== undefined) return values.map((value, at) => plainNode(parent, start + at, value));
  let listed: readonly VarChild[];
  let first = 0;
  try {
    listed = await list(gdb, slice, where, undefined);
  } catch (error) {
    // "Only values in memory can be extended with '@'": a value in registers, or a function's result.
    if (!(error instanceof Failure) || error.code !== 'gdb-error') throw error;
    listed = await list(gdb, expression, where, [start, start + count]);
    first = start;
  }
  return listed.map((child, at) => {
    const index = first === 0 ? start + at : Number(child.expression);
    return toNode(`[${index}]`, `${grouped(expression)}[${index}]`, child);
  });
}

function plainNode(
  { expression, type }: Extract<Container, { kind: 'children' }>,
  index: number,
  value: string,
): Node {
  return {
    name: `[${index}]`,
    expression: `${grouped(expression)}[${index}]`,
    type: type.replace(/ ?\[\d+\]$/, ''),
    value,
    hasChildren: false,
    length: undefined,
  };
}

async function members(
  gdb: Gdb,
  { expression, where, type }: Extract<Container, { kind: 'children' }>,
): Promise<readonly Node[]> {
  const listed = await list(gdb, expression, where, undefined);
  return listed.map((child) =>
    toNode(child.expression, memberPath(expression, type, child), child),
  );
}

/** Creates, lists and deletes in one exchange; groups without a name of their own are opened. */
async function list(
  gdb: Gdb,
  expression: string,
  where: FrameContext,
  range: readonly [from: number, to: number] | undefined,
): Promise<readonly VarChild[]> {
  const name = `c${nextName++}`;
  const created = varCreate(gdb, { ...where, name, expression });
  const some = range === undefined ? {} : { from: range[0], to: range[1] };
  const listed = varListChildren(gdb, { name, values: 'all', ...some });
  listed.catch(() => undefined); // fails where the creation failed, which says more
  try {
    await created;
    const { children } = await listed;
    return await openGroups(gdb, children);
  } finally {
    discard(gdb, name);
  }
}

/** Nobody waits for the answer; it fails where the creation failed, which was told. */
function discard(gdb: Gdb, name: string): void {
  varDelete(gdb, name).catch(() => undefined);
}

/** C++ access groups and anonymous structs and unions: their members are the parent's members. */
async function openGroups(gdb: Gdb, children: readonly VarChild[]): Promise<readonly VarChild[]> {
  if (!children.some(isGroup)) return children;
  const opened = await Promise.all(
    children.map(async (child) => {
      if (!isGroup(child)) return [child];
      const inner = await varListChildren(gdb, { name: child.name, values: 'all' });
      return openGroups(gdb, inner.children);
    }),
  );
  return opened.flat();
}

function isGroup({ expression, type, numChild }: VarChild): boolean {
  if (numChild === 0) return false;
  return type === undefined || type === ''
    ? /^(public|private|protected)$/.test(expression)
    : /^<anonymous (struct|union|class)>$/.test(expression);
}

function toNode(name: string, expression: string, object: VarObject): Node {
  const value = object.value ?? '';
  const elementsCount = /^\[(\d+)\]$/.exec(value)?.[1];
  return {
    name,
    expression,
    type: object.type ?? '',
    value,
    hasChildren: object.numChild > 0,
    length: elementsCount === undefined ? undefined : Number(elementsCount),
  };
}

/** How C reaches a member from its parent's expression. */
function memberPath(parent: string, parentType: string, child: VarChild): string {
  const { expression, type } = child;
  if (expression.startsWith('*')) return `*${grouped(parent)}`;
  const isPointer = /\*\s*(const|volatile|\s)*$/.test(parentType);
  // GDB shows a C++ base class as a child that is called like its own type.
  if (type === expression && !isPointer) return `*(${type} *)&${grouped(parent)}`;
  return `${grouped(parent)}${isPointer ? '->' : '.'}${expression}`;
}

/** Puts parentheses around everything that postfix operators would bind into. */
export function grouped(expression: string): string {
  const isPostfix = /^\$?[A-Za-z_][\w$]*(?:(?:\.|->)[A-Za-z_]\w*|\[\d+\])*$/.test(expression);
  return isPostfix ? expression : `(${expression})`;
}

/** Previews of aggregates, and where they lie: what a row shows beside its name before it is opened. */
export interface Detail {
  readonly preview: string | undefined;
  readonly address: string | undefined;
}

const previewLimit = 120;
/** Larger values would cost more packets than a glance is worth. */
const previewBytes = 256;
/** Rows beyond these keep GDB's "{...}": a page of an array of structs is to stay one exchange. */
const previewRows = 32;

/**
 * One exchange where the types have been seen before; another for the previews of new ones.
 * @param sizes bytes by type, kept between calls.
 */
export async function details(
  gdb: Gdb,
  nodes: readonly Node[],
  where: FrameContext,
  sizes: Map<string, number>,
): Promise<readonly (Detail | undefined)[]> {
  const wanted = new Set(nodes.filter((node) => node.hasChildren && isAggregate(node)));
  if (wanted.size === 0 || wanted.size > previewRows) return nodes.map(() => undefined);
  const ask = (expression: string) => evaluated(gdb, expression, where);
  const asked = new Map<string, Promise<number>>();
  const sizeOf = (node: Node): Promise<number> | number => {
    const known = sizes.get(node.type) ?? asked.get(node.type);
    if (known !== undefined) return known;
    const size = ask(`sizeof(${node.expression})`).then((text) => Number(text ?? NaN));
    asked.set(node.type, size);
    return size.then((bytes) => (sizes.set(node.type, bytes), bytes));
  };
  return Promise.all(
    nodes.map(async (node) => {
      if (!wanted.has(node)) return undefined;
      const address = node.place ?? ask(`&${grouped(node.expression)}`);
      const size = isPreviewable(node) ? sizeOf(node) : Infinity;
      const fits = (typeof size === 'number' ? size : await size) <= previewBytes;
      const preview = fits ? ask(node.expression) : undefined;
      return { preview: shorten(await preview), address: hexIn(await address) };
    }),
  );
}

/** Arrays of numbers are shown by their length; texts and structs by their content. */
function isPreviewable(node: Node): boolean {
  return node.length === undefined || /\bchar\s*\[\d+\]$/.test(node.type);
}

function isAggregate({ value }: Node): boolean {
  return value === '' || value === '{...}' || /^\[\d+\]$/.test(value);
}

function shorten(text: string | undefined): string | undefined {
  if (text === undefined || text.length <= previewLimit) return text;
  return `${text.slice(0, previewLimit)}…`;
}

/** The first address in GDB's words, such as `(int (*)[4]) 0x20000010 <table>`. */
export function hexIn(text: string | undefined): string | undefined {
  return text?.match(/\b0x[0-9a-f]+\b/i)?.[0];
}

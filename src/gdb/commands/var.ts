// Variable objects: GDB's handles on expressions and their children. Shapes: manual, "GDB/MI Variable
// Objects". A caller that wants a slice of a long array creates one of `array[first]@count`: listing an
// array's children page by page makes GDB read every element for the first page.

import type { Gdb, SendOptions } from '../gdb';
import { miString } from '../mi-quote';
import { flag, number, text, tuples } from '../mi-record';
import type { MiTuple } from '../mi-record';
import { contextOptions } from './context';
import type { FrameContext } from './context';
import { printValues } from './stack';
import type { PrintValues } from './stack';

/** `decimal`, `hexadecimal`, … as `-var-set-format` takes them; `natural` is by type. */
export type VarFormat =
  'natural' | 'decimal' | 'hexadecimal' | 'octal' | 'binary' | 'zero-hexadecimal';

export interface VarCreateRequest extends FrameContext {
  /** `-` (default): GDB chooses one. */
  readonly name?: string;
  readonly expression: string;
  /** Evaluate again in whatever frame is selected (`@`); otherwise bound to the frame given or selected. */
  readonly floating?: boolean;
}

export interface VarObject {
  /** The handle for further commands, not the expression. */
  readonly name: string;
  /** A lower bound for a dynamic object. */
  readonly numChild: number;
  readonly value: string | undefined;
  readonly type: string | undefined;
  readonly threadId: number | undefined;
  /** A pretty printer makes the children: ask for them instead of trusting `numChild`. */
  readonly dynamic: boolean;
  readonly displayHint: string | undefined;
  readonly hasMore: boolean;
}

export interface VarChild extends VarObject {
  /** The member's name, the index without brackets, or `public`, `private`, `protected` of a C++ class. */
  readonly expression: string;
}

export interface VarChildren {
  readonly children: readonly VarChild[];
  readonly hasMore: boolean;
  readonly displayHint: string | undefined;
}

/** One variable object that changed since it was last updated. */
export interface VarChange {
  readonly name: string;
  readonly value: string | undefined;
  /** `invalid`: its frame or the file is gone, delete it. */
  readonly inScope: 'true' | 'false' | 'invalid';
  readonly typeChanged: boolean;
  readonly newType: string | undefined;
  readonly newNumChild: number | undefined;
}

/** @throws Failure gdb-error with GDB's words about the expression */
export async function varCreate(
  gdb: Gdb,
  request: VarCreateRequest,
  options?: SendOptions,
): Promise<VarObject> {
  const name = request.name ?? '-';
  // With `--frame` the current frame is the given one for this command, so `*` binds to it.
  const frame = request.floating === true ? '@' : '*';
  const command = `-var-create${contextOptions(request)} ${name} ${frame} ${miString(request.expression)}`;
  return readVarObject(await gdb.send(command, options));
}

/** Children `from` to `to` (the first not included any more), all when these are left out. */
export async function varListChildren(
  gdb: Gdb,
  request: {
    readonly name: string;
    readonly values: PrintValues;
    readonly from?: number;
    readonly to?: number;
  },
  options?: SendOptions,
): Promise<VarChildren> {
  const { from, to } = request;
  const range = from === undefined || to === undefined ? '' : ` ${from} ${to}`;
  const command = `-var-list-children ${printValues(request.values)} ${request.name}${range}`;
  const results = await gdb.send(command, options);
  return {
    children: tuples(results, 'children').map((child) => ({
      ...readVarObject(child),
      expression: text(child, 'exp') ?? '',
    })),
    hasMore: flag(results, 'has_more') ?? false,
    displayHint: text(results, 'displayhint'),
  };
}

/** Deletes the object and its children. */
export async function varDelete(gdb: Gdb, name: string, options?: SendOptions): Promise<void> {
  await gdb.send(`-var-delete ${name}`, options);
}

/** Writes the target and gives the value as it is afterwards. @throws Failure gdb-error */
export async function varAssign(
  gdb: Gdb,
  name: string,
  expression: string,
  options?: SendOptions,
): Promise<string> {
  const results = await gdb.send(`-var-assign ${name} ${miString(expression)}`, options);
  return text(results, 'value') ?? '';
}

/** An expression that gives the object again, e.g. `((g_device).list)->next`. */
export async function varInfoPathExpression(
  gdb: Gdb,
  name: string,
  options?: SendOptions,
): Promise<string> {
  return text(await gdb.send(`-var-info-path-expression ${name}`, options), 'path_expr') ?? '';
}

/** Sets the format of the object's value (children made later have it too) and gives the value in it. */
export async function varSetFormat(
  gdb: Gdb,
  name: string,
  format: VarFormat,
  options?: SendOptions,
): Promise<string> {
  return text(await gdb.send(`-var-set-format ${name} ${format}`, options), 'value') ?? '';
}

export async function varEvaluateExpression(
  gdb: Gdb,
  name: string,
  options?: SendOptions,
): Promise<string> {
  return text(await gdb.send(`-var-evaluate-expression ${name}`, options), 'value') ?? '';
}

/** What changed in one object and its listed children, or in all objects (`*`). */
export async function varUpdate(
  gdb: Gdb,
  name: string,
  values: PrintValues,
  options?: SendOptions,
): Promise<readonly VarChange[]> {
  const results = await gdb.send(`-var-update ${printValues(values)} ${name}`, options);
  return tuples(results, 'changelist').map((change) => {
    const inScope = text(change, 'in_scope');
    return {
      name: text(change, 'name') ?? '',
      value: text(change, 'value'),
      inScope: inScope === 'false' || inScope === 'invalid' ? inScope : 'true',
      typeChanged: flag(change, 'type_changed') ?? false,
      newType: text(change, 'new_type'),
      newNumChild: number(change, 'new_num_children'),
    };
  });
}

function readVarObject(from: MiTuple): VarObject {
  return {
    name: text(from, 'name') ?? '',
    numChild: number(from, 'numchild') ?? 0,
    value: text(from, 'value'),
    type: text(from, 'type'),
    threadId: number(from, 'thread-id'),
    dynamic: text(from, 'dynamic') === '1',
    displayHint: text(from, 'displayhint'),
    hasMore: flag(from, 'has_more') ?? false,
  };
}

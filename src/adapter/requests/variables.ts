// The variables of a scope or of a value, and writing them.

import type { DebugProtocol } from '@vscode/debugprotocol';
import { dataEvaluateExpression, dataListRegisterNames } from '../../gdb/commands/data';
import { dataListRegisterValues } from '../../gdb/commands/data';
import type { FrameContext } from '../../gdb/commands/context';
import { symbolInfoVariables } from '../../gdb/commands/file';
import type { SymbolInfo } from '../../gdb/commands/file';
import { stackInfoFrame, stackListVariables } from '../../gdb/commands/stack';
import type { Context, Target } from '../context';
import { unknownReference } from '../errors';
import { isPure } from '../pure-expression';
import { details, hexIn, inspect, listChildren } from '../variable-tree';
import type { Container, Detail, Node } from '../variable-tree';
import { registerGroup, registerGroups } from '../registers';

export async function variables(
  context: Context,
  args: DebugProtocol.VariablesArguments,
): Promise<DebugProtocol.VariablesResponse['body']> {
  const { target } = context;
  target.run.stoppedThread();
  const container = target.containers.get(args.variablesReference);
  if (container === undefined) throw unknownReference(args.variablesReference);
  if (container.kind === 'registers') {
    return { variables: await registers(target, container) };
  }
  return target.memory.showing(async () => {
    const nodes = await nodesOf(target, container, args);
    const found = await details(target.gdb, nodes, container.where, target.symbols.sizes);
    return {
      variables: nodes.map((node, at) => toVariable(target, node, found[at], container.where)),
    };
  });
}

function nodesOf(
  target: Target,
  container: Exclude<Container, { kind: 'registers' }>,
  args: DebugProtocol.VariablesArguments,
): Promise<readonly Node[]> {
  switch (container.kind) {
    case 'locals':
      return locals(target, container.where);
    case 'statics':
      return statics(target, container.where);
    case 'globals':
      return globals(target, container.where);
    case 'children': {
      const isNamedOnly = args.filter === 'named' && container.length !== undefined;
      if (isNamedOnly) return Promise.resolve([]);
      const isPage = args.count !== undefined && args.count > 0;
      const range = isPage ? { start: args.start ?? 0, count: args.count } : undefined;
      return listChildren(
        target.gdb,
        target.plainElements,
        container,
        range as { start: number; count: number } | undefined,
      );
    }
  }
}

/** Simple values come with the list itself; the others are looked at one by one, in one exchange. */
async function locals(target: Target, where: FrameContext): Promise<readonly Node[]> {
  const { gdb } = target;
  const listed = await stackListVariables(gdb, { ...where, values: 'simple' });
  return Promise.all(
    listed.map(async ({ name, value, type = '' }): Promise<Node> => {
      const simple = { name, expression: name, type, length: undefined };
      // Pointers have a value here and children all the same.
      if (value !== undefined) return { ...simple, value, hasChildren: isOpenable(type, value) };
      const unread = { ...simple, value: '', hasChildren: false };
      return inspect(gdb, name, where).catch(() => unread);
    }),
  );
}

function isOpenable(type: string, value: string): boolean {
  if (!/[*&]\s*(const|volatile|restrict|\s)*$/.test(type)) return false;
  return !/^(const |volatile )*void \*/.test(type) && !/^(0x0|<.*>)$/.test(value);
}

async function statics(target: Target, where: FrameContext): Promise<readonly Node[]> {
  const frame = await stackInfoFrame(target.gdb, where);
  const all = await knownVariables(target);
  return inspectAll(
    target,
    where,
    all.filter(
      (symbol) =>
        isStatic(symbol) &&
        symbol.file === frame?.file &&
        (symbol.fullname === undefined || symbol.fullname === frame?.fullname),
    ),
    // Quoted with its file: a local of the same name must not stand in front of it.
    ({ name, file }) => `'${file}'::${name}`,
  );
}

async function globals(target: Target, where: FrameContext): Promise<readonly Node[]> {
  const all = (await knownVariables(target)).filter((symbol) => !isStatic(symbol));
  const once = [...new Map(all.map((symbol) => [symbol.name, symbol])).values()];
  once.sort((a, b) => a.name.localeCompare(b.name));
  return inspectAll(
    target,
    where,
    once,
    ({ name }) => `::${name}`,
    ({ name }) => name,
  );
}

function isStatic({ description }: SymbolInfo): boolean {
  return description?.startsWith('static ') === true;
}

function knownVariables({ gdb, symbols }: Target): Promise<readonly SymbolInfo[]> {
  symbols.variables ??= unlessFailed(
    symbolInfoVariables(gdb, {}, { timeout: 'load' }),
    () => (symbols.variables = undefined),
  );
  return symbols.variables;
}

function registerNames({ gdb, symbols }: Target): Promise<readonly string[]> {
  symbols.registers ??= unlessFailed(
    dataListRegisterNames(gdb),
    () => (symbols.registers = undefined),
  );
  return symbols.registers;
}

/** What failed once may succeed when it is asked for again. */
function unlessFailed<T>(answer: Promise<T>, forget: () => void): Promise<T> {
  answer.catch(forget);
  return answer;
}

async function inspectAll(
  { gdb }: Target,
  where: FrameContext,
  list: readonly SymbolInfo[],
  expressionOf: (symbol: SymbolInfo) => string,
  fallback: (symbol: SymbolInfo) => string = expressionOf,
): Promise<readonly Node[]> {
  const nodes = await Promise.all(
    list.map(async (symbol) => {
      const expression = expressionOf(symbol);
      const node = await inspect(gdb, expression, where)
        .catch(() => inspect(gdb, fallback(symbol), where))
        .catch(() => undefined); // its memory may not exist here (CCM under QEMU)
      return node === undefined ? undefined : { ...node, name: symbol.name };
    }),
  );
  return nodes.filter((node) => node !== undefined);
}

export function toVariable(
  target: Target,
  node: Node,
  detail: Detail | undefined,
  where: FrameContext,
): DebugProtocol.Variable {
  const { name, expression, type, length, hasChildren } = node;
  const container: Container = { kind: 'children', where, expression, type, length };
  const isPointer = /\*\s*(const|volatile|restrict|\s)*$/.test(type);
  const memoryReference = detail?.address ?? (isPointer ? hexIn(node.value) : undefined);
  return {
    name,
    value: detail?.preview ?? (node.value === '' ? '{...}' : node.value),
    type,
    evaluateName: expression,
    variablesReference: hasChildren ? target.containers.create(container) : 0,
    ...(length === undefined ? {} : { indexedVariables: length }),
    ...(memoryReference === undefined ? {} : { memoryReference }),
  };
}

async function registers(
  target: Target,
  container: Extract<Container, { kind: 'registers' }>,
): Promise<DebugProtocol.Variable[]> {
  const { gdb, containers } = target;
  const { where, group } = container;
  const names = await registerNames(target);
  const present = names.flatMap((name, number) => (name === '' ? [] : [{ name, number }]));
  const wanted = present.filter(({ name }) => registerGroup(name) === group);
  const values = await dataListRegisterValues(gdb, {
    ...where,
    format: group === undefined || group === 'System' ? 'x' : 'N',
    registers: wanted.map(({ number }) => number),
  });
  const rows = values.map(({ number, value }) => ({
    name: names[number] ?? '',
    value,
    evaluateName: `$${names[number]}`,
    variablesReference: 0,
  }));
  const groups = group !== undefined ? [] : registerGroups(present.map(({ name }) => name));
  return [
    ...rows,
    ...groups.map((name) => ({
      name,
      value: '',
      variablesReference: containers.create({ kind: 'registers', where, group: name }),
      presentationHint: { kind: 'virtual' as const },
    })),
  ];
}

export async function setVariable(
  context: Context,
  args: DebugProtocol.SetVariableArguments,
): Promise<DebugProtocol.SetVariableResponse['body']> {
  const { target } = context;
  target.run.stoppedThread();
  const container = target.containers.get(args.variablesReference);
  if (container === undefined) throw unknownReference(args.variablesReference);
  const expression = await expressionOf(target, container, args.name);
  return assign(context, expression, args.value, container.where);
}

/** How GDB is asked for the row of that name. */
async function expressionOf(target: Target, container: Container, name: string): Promise<string> {
  switch (container.kind) {
    case 'registers':
      return `$${name}`;
    case 'locals':
      return name;
    case 'statics':
    case 'globals':
    case 'children': {
      const index = /^\[(\d+)\]$/.exec(name)?.[1];
      const args = {
        variablesReference: 0,
        ...(index === undefined ? {} : { start: Number(index), count: 1 }),
      };
      const nodes = await nodesOf(target, container, args);
      return nodes.find((node) => node.name === name)?.expression ?? name;
    }
  }
}

/** Writes and gives the value as it is afterwards: the target may have kept only some of the bits. */
export async function assign(
  context: Context,
  expression: string,
  value: string,
  where: FrameContext,
): Promise<DebugProtocol.SetVariableResponse['body']> {
  return context.target.memory.showing(() => write(context.target, expression, value, where));
}

async function write(
  target: Target,
  expression: string,
  value: string,
  where: FrameContext,
): Promise<DebugProtocol.SetVariableResponse['body']> {
  const written = await dataEvaluateExpression(target.gdb, {
    ...where,
    expression: `${expression} = ${value}`,
  });
  if (!isPure(expression)) return { value: written, variablesReference: 0 };
  const node = await inspect(target.gdb, expression, where);
  const [detail] = await details(target.gdb, [node], where, target.symbols.sizes);
  const {
    value: now,
    type,
    variablesReference,
    indexedVariables,
  } = toVariable(...([target, node, detail, where] as const));
  return {
    value: now,
    ...(type === undefined ? {} : { type }),
    variablesReference,
    ...(indexedVariables === undefined ? {} : { indexedVariables }),
  };
}

// Watches, hovers and the Debug Console: an expression first, a GDB command where it is none.

import type { DebugProtocol } from '@vscode/debugprotocol';
import { Failure } from '../../base/failure';
import { dataEvaluateExpression } from '../../gdb/commands/data';
import { completeCommand } from '../../gdb/commands/session';
import type { FrameContext } from '../../gdb/commands/context';
import type { Context } from '../context';
import { isPure } from '../pure-expression';
import { runCommand } from '../user-commands';
import { details, inspectPlace } from '../variable-tree';
import { frameOf } from './stack';
import { assign, toVariable } from './variables';

type EvaluateBody = DebugProtocol.EvaluateResponse['body'];

export async function evaluate(
  context: Context,
  args: DebugProtocol.EvaluateArguments,
): Promise<EvaluateBody> {
  const { run } = context.target;
  const text = args.expression.trim();
  if (args.context !== 'repl') {
    run.stoppedThread();
    return value(context, text, whereOf(context, args.frameId));
  }
  const command = /^(?:>|-exec\s+)\s*(.*)$/s.exec(text)?.[1];
  if (command !== undefined) return gdbCommand(context, command);
  if (run.state.kind !== 'stopped') return gdbCommand(context, text);
  try {
    await context.target.memory.refresh(); // who asks here wants it as it is now
    return await value(context, text, whereOf(context, args.frameId));
  } catch (error) {
    if (!isNoExpression(error)) throw error;
    return gdbCommand(context, text);
  }
}

/** GDB found so while it read the text: nothing of it was carried out, and it may be a command. */
function isNoExpression(error: unknown): boolean {
  const refused =
    /^(No symbol |A (syntax|parse) error|Invalid (character|number)|Un(matched|terminated) |Attempt to use a type)/;
  return error instanceof Failure && error.code === 'gdb-error' && refused.test(error.message);
}

function whereOf(context: Context, frameIdentity: number | undefined): FrameContext {
  if (frameIdentity !== undefined) return frameOf(frameIdentity);
  return { thread: context.target.run.stoppedThread(), frame: 0 };
}

async function value(
  context: Context,
  expression: string,
  where: FrameContext,
): Promise<EvaluateBody> {
  return context.target.memory.showing(() =>
    isPure(expression)
      ? inspected(context, expression, where)
      : evaluatedOnce(context, expression, where),
  );
}

/** What has an effect is evaluated exactly once: its value has no address, and no children to ask for. */
async function evaluatedOnce(
  { target }: Context,
  expression: string,
  where: FrameContext,
): Promise<EvaluateBody> {
  const result = await dataEvaluateExpression(target.gdb, { ...where, expression });
  return { result, variablesReference: 0 };
}

async function inspected(
  context: Context,
  expression: string,
  where: FrameContext,
): Promise<EvaluateBody> {
  const { target } = context;
  const node = await inspectPlace(target.gdb, expression, where).catch((error: unknown) => {
    if (error instanceof Failure && error.code === 'gdb-error') return undefined;
    throw error;
  });
  // GDB's "unable to create variable object" is no reason; an evaluation that fails gives one.
  if (node === undefined) return evaluatedOnce(context, expression, where);
  const [detail] = await details(target.gdb, [node], where, target.symbols.sizes);
  const variable = toVariable(target, node, detail, where);
  return {
    result: variable.value,
    ...(variable.type === undefined ? {} : { type: variable.type }),
    variablesReference: variable.variablesReference,
    ...(variable.indexedVariables === undefined
      ? {}
      : { indexedVariables: variable.indexedVariables }),
    ...(variable.memoryReference === undefined
      ? {}
      : { memoryReference: variable.memoryReference }),
  };
}

/** Runs a GDB command (MI when it starts with `-`) and gives what it printed. */
async function gdbCommand(context: Context, command: string): Promise<EvaluateBody> {
  const { target, client } = context;
  const { output, results } = await runCommand(target, command);
  target.plainElements.forget();
  // A monitor command may have changed anything behind GDB's back.
  if (/^mon/.test(command)) await target.memory.forget();
  if (target.run.state.kind === 'stopped' && client.traits.invalidated) {
    client.event('invalidated', { areas: ['stacks', 'variables'] });
  }
  const shown = command.startsWith('-') ? JSON.stringify(results, undefined, 1) : output;
  return { result: shown.trimEnd(), variablesReference: 0 };
}

export async function setExpression(
  context: Context,
  args: DebugProtocol.SetExpressionArguments,
): Promise<DebugProtocol.SetExpressionResponse['body']> {
  const where = whereOf(context, args.frameId);
  return assign(context, args.expression, args.value, where);
}

export async function completions(
  context: Context,
  args: DebugProtocol.CompletionsArguments,
): Promise<DebugProtocol.CompletionsResponse['body']> {
  const { client, target } = context;
  const text = args.text.slice(0, args.column - client.traits.firstColumn);
  const isCommand = /^(>|-exec\s)/.test(text);
  const typed = isCommand ? text.replace(/^(>|-exec\s)\s*/, '') : text;
  // As a command line, and as the expression of a print: the console takes both.
  const lines = isCommand ? [typed] : [typed, `print ${typed}`];
  const answers = await Promise.all(
    lines.map((line) => completeCommand(target.gdb, line).catch(() => undefined)),
  );
  const matches = answers.flatMap((answer, at) =>
    (answer?.matches ?? []).map((match) => (at === 0 ? match : match.replace(/^print /, ''))),
  );
  const word = /[\w$]*$/.exec(typed)?.[0] ?? '';
  const head = typed.length - word.length;
  return {
    targets: [...new Set(matches)].map((match) => ({
      label: match.slice(head),
      start: text.length - word.length + client.traits.firstColumn,
      length: word.length,
    })),
  };
}

// Call stack, frames and their variables. Shapes: manual, "GDB/MI Frame Information" and "GDB/MI Stack
// Manipulation".

import type { Gdb, SendOptions } from '../gdb';
import { number, text, tuple, tuples } from '../mi-record';
import type { MiTuple } from '../mi-record';
import { contextOptions } from './context';
import type { FrameContext } from './context';

export interface Frame {
  /** 0 is the innermost. */
  readonly level: number;
  readonly address: number | undefined;
  /** `??` where there is no symbol, `<signal handler called>` for an exception frame. */
  readonly func: string | undefined;
  /** As in the debug information. */
  readonly file: string | undefined;
  /** Absolute. */
  readonly fullname: string | undefined;
  readonly line: number | undefined;
  readonly arch: string | undefined;
}

/** `none`: names only; `simple`: values of all but arrays, structs and unions; `all`: values of all. */
export type PrintValues = 'none' | 'simple' | 'all';

export interface Variable {
  readonly name: string;
  readonly value: string | undefined;
  /** Only with `simple`. */
  readonly type: string | undefined;
  /** An argument of the function, not a local of it. */
  readonly isArgument: boolean;
}

export interface FrameArguments {
  readonly level: number;
  readonly args: readonly Variable[];
}

/**
 * Frames `low` to `high`, both included; fewer at the stack's end, none when `low` is beyond it. The first
 * is free after a stop; each further one costs the target a few reads the first time.
 */
export async function stackListFrames(
  gdb: Gdb,
  low: number,
  high: number,
  options: FrameContext & SendOptions = {},
): Promise<readonly Frame[]> {
  const where = contextOptions(threadOf(options));
  const results = await gdb.send(`-stack-list-frames${where} ${low} ${high}`, options);
  return tuples(results, 'stack').map(readFrame);
}

/** The number of frames, counted no further than `max`. Unwinds them all. */
export async function stackInfoDepth(
  gdb: Gdb,
  max: number,
  options: FrameContext & SendOptions = {},
): Promise<number> {
  const where = contextOptions(threadOf(options));
  const results = await gdb.send(`-stack-info-depth${where} ${max}`, options);
  return number(results, 'depth') ?? 0;
}

/** The selected or the given frame. */
export async function stackInfoFrame(
  gdb: Gdb,
  options: FrameContext & SendOptions = {},
): Promise<Frame | undefined> {
  const results = await gdb.send(`-stack-info-frame${contextOptions(options)}`, options);
  const frame = tuple(results, 'frame');
  return frame === undefined ? undefined : readFrame(frame);
}

/** Arguments and locals of a frame (default: of the selected one). */
export async function stackListVariables(
  gdb: Gdb,
  request: FrameContext & { readonly values: PrintValues },
  options?: SendOptions,
): Promise<readonly Variable[]> {
  const command = `-stack-list-variables${contextOptions(request)} ${printValues(request.values)}`;
  return tuples(await gdb.send(command, options), 'variables').map(readVariable);
}

/** Arguments of the frames `low` to `high`, both included. */
export async function stackListArguments(
  gdb: Gdb,
  request: {
    readonly thread?: number;
    readonly values: PrintValues;
    readonly low: number;
    readonly high: number;
  },
  options?: SendOptions,
): Promise<readonly FrameArguments[]> {
  const where = contextOptions(threadOf(request));
  const range = `${request.low} ${request.high}`;
  const command = `-stack-list-arguments${where} ${printValues(request.values)} ${range}`;
  return tuples(await gdb.send(command, options), 'stack-args').map((frame) => ({
    level: number(frame, 'level') ?? 0,
    args: tuples(frame, 'args').map((variable) => ({
      ...readVariable(variable),
      isArgument: true,
    })),
  }));
}

/** A frame of any reply or of `*stopped`; missing parts are undefined, a missing level is 0. */
export function readFrame(from: MiTuple): Frame {
  return {
    level: number(from, 'level') ?? 0,
    address: number(from, 'addr'),
    func: text(from, 'func'),
    file: text(from, 'file'),
    fullname: text(from, 'fullname'),
    line: number(from, 'line'),
    arch: text(from, 'arch'),
  };
}

/** The option as GDB spells it in these commands and in those of variable objects. */
export function printValues(values: PrintValues): string {
  return values === 'none'
    ? '--no-values'
    : values === 'simple'
      ? '--simple-values'
      : '--all-values';
}

function threadOf(context: FrameContext): FrameContext {
  return context.thread === undefined ? {} : { thread: context.thread };
}

function readVariable(from: MiTuple): Variable {
  return {
    name: text(from, 'name') ?? '',
    value: text(from, 'value'),
    type: text(from, 'type'),
    isArgument: text(from, 'arg') === '1',
  };
}

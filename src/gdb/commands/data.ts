// Values, registers and disassembly. Shapes: manual, "GDB/MI Data Manipulation". Memory is memory.ts.

import type { Gdb, SendOptions } from '../gdb';
import { miArgument, miString } from '../mi-quote';
import { number, text, texts, tuples } from '../mi-record';
import type { MiTuple } from '../mi-record';
import { contextOptions } from './context';
import type { FrameContext } from './context';

/** @throws Failure gdb-error with GDB's words: no symbol, cannot access memory, … */
export async function dataEvaluateExpression(
  gdb: Gdb,
  request: FrameContext & { readonly expression: string },
  options?: SendOptions,
): Promise<string> {
  const where = contextOptions(request);
  const command = `-data-evaluate-expression${where} ${miString(request.expression)}`;
  return text(await gdb.send(command, options), 'value') ?? '';
}

/** Names by register number; '' where this target has no register of that number. */
export async function dataListRegisterNames(
  gdb: Gdb,
  options: FrameContext & SendOptions = {},
): Promise<readonly string[]> {
  const results = await gdb.send(`-data-list-register-names${contextOptions(options)}`, options);
  return texts(results, 'register-names');
}

/** x hexadecimal, d decimal, N natural, r raw, t binary, o octal. */
export type RegisterFormat = 'x' | 'd' | 'N' | 'r' | 't' | 'o';

export interface RegisterValue {
  readonly number: number;
  readonly value: string;
}

/**
 * Values of the given registers (default: of all that have a name). A number whose name is '' makes GDB
 * refuse the whole command ("bad register number", 13.1): filter by `dataListRegisterNames`.
 */
export async function dataListRegisterValues(
  gdb: Gdb,
  request: FrameContext & {
    readonly format: RegisterFormat;
    readonly registers?: readonly number[];
    /** Leave out what could not be read instead of giving `<unavailable>`. */
    readonly skipUnavailable?: boolean;
  },
  options?: SendOptions,
): Promise<readonly RegisterValue[]> {
  const skip = request.skipUnavailable === true ? ' --skip-unavailable' : '';
  const which = (request.registers ?? []).map((register) => ` ${register}`).join('');
  const command = `-data-list-register-values${contextOptions(request)}${skip} ${request.format}${which}`;
  const results = await gdb.send(command, options);
  return tuples(results, 'register-values').map((register) => ({
    number: number(register, 'number') ?? -1,
    value: text(register, 'value') ?? '',
  }));
}

export interface Instruction {
  readonly address: number;
  /** The function it lies in, and how many bytes after its start. */
  readonly func: string | undefined;
  readonly offset: number | undefined;
  /** `4f f0 00 03`, when asked for. */
  readonly opcodes: string | undefined;
  /** Mnemonic and operands, separated by a tab. */
  readonly text: string;
  /** With `source`: the line it was made from. */
  readonly line: number | undefined;
  readonly file: string | undefined;
  readonly fullname: string | undefined;
}

/** `start` to `end` (not included), or the whole function around an address (GDB ≥ 10, `-a`). */
export type DisassembleRange =
  { readonly start: number; readonly end: number } | { readonly functionAt: number };

/**
 * Instructions in the order of their addresses. Modes 0, 2 (opcodes), 4 (source) and 5 (both) of the
 * command: 1 and 3 are deprecated.
 * @throws Failure gdb-error: cannot access memory, no function there
 */
export async function dataDisassemble(
  gdb: Gdb,
  request: DisassembleRange & { readonly source?: boolean; readonly opcodes?: boolean },
  options?: SendOptions,
): Promise<readonly Instruction[]> {
  const range =
    'functionAt' in request
      ? `-a ${hex(request.functionAt)}`
      : `-s ${hex(request.start)} -e ${hex(request.end)}`;
  const mode = request.source === true ? (request.opcodes ? 5 : 4) : request.opcodes ? 2 : 0;
  const results = await gdb.send(`-data-disassemble ${range} -- ${mode}`, options);
  return tuples(results, 'asm_insns')
    .flatMap((entry) => readInstructions(entry))
    .sort((one, other) => one.address - other.address);
}

/** The types of an expression: `ptype`-free, one line, as GDB's `whatis` says it. */
export async function whatis(gdb: Gdb, expression: string, options?: SendOptions): Promise<string> {
  const said = await gdb.capture(`whatis ${expression}`, options);
  return said.replace(/^type = /, '').trim();
}

function hex(address: number): string {
  return miArgument(`0x${address.toString(16)}`);
}

/** One instruction, or (modes 4 and 5) a source line with its instructions. */
function readInstructions(entry: MiTuple): readonly Instruction[] {
  if (entry['line_asm_insn'] === undefined) return [readInstruction(entry, undefined)];
  return tuples(entry, 'line_asm_insn').map((instruction) => readInstruction(instruction, entry));
}

function readInstruction(from: MiTuple, source: MiTuple | undefined): Instruction {
  return {
    address: number(from, 'address') ?? 0,
    func: text(from, 'func-name'),
    offset: number(from, 'offset'),
    opcodes: text(from, 'opcodes'),
    text: text(from, 'inst') ?? '',
    line: source === undefined ? undefined : number(source, 'line'),
    file: source === undefined ? undefined : text(source, 'file'),
    fullname: source === undefined ? undefined : text(source, 'fullname'),
  };
}

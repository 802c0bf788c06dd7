// The program file and its symbols. Shapes: manual, "GDB/MI File Commands" and "GDB/MI Symbol Query Commands".

import type { Gdb, SendOptions } from '../gdb';
import { fileArgument, miString } from '../mi-quote';
import { number, text, tuple, tuples } from '../mi-record';
import type { MiTuple } from '../mi-record';

/** The file to load and to take symbols from. @throws Failure gdb-error: no such file, not an ELF */
export async function fileExecAndSymbols(
  gdb: Gdb,
  path: string,
  options?: SendOptions,
): Promise<void> {
  await gdb.send(`-file-exec-and-symbols ${fileArgument(path)}`, options);
}

/** The file to load, without symbols. */
export async function fileExecFile(gdb: Gdb, path: string, options?: SendOptions): Promise<void> {
  await gdb.send(`-file-exec-file ${fileArgument(path)}`, options);
}

/** GDB's working directory: where it looks for relative file names. */
export async function environmentCd(gdb: Gdb, path: string, options?: SendOptions): Promise<void> {
  await gdb.send(`-environment-cd ${fileArgument(path)}`, options);
}

export interface SymbolQuery {
  /** A basic regular expression, as GDB reads it: `^one$\|^other$`. */
  readonly name?: string;
  readonly type?: string;
  /** Also symbols of the linker's table without debug information. */
  readonly includeNonDebug?: boolean;
  readonly maxResults?: number;
}

export interface SymbolInfo {
  readonly name: string;
  readonly type: string | undefined;
  /** As a declaration: `static int count;`. A leading `static` is what tells file statics. */
  readonly description: string | undefined;
  readonly line: number | undefined;
  readonly file: string | undefined;
  readonly fullname: string | undefined;
  /** Only of symbols without debug information. */
  readonly address: number | undefined;
}

/** Global and file-static variables. GDB ≥ 9; before, Failure gdb-error with code undefined-command. */
export function symbolInfoVariables(
  gdb: Gdb,
  query: SymbolQuery = {},
  options?: SendOptions,
): Promise<readonly SymbolInfo[]> {
  return symbolInfo(gdb, '-symbol-info-variables', query, options);
}

/** Functions. GDB ≥ 9, as `symbolInfoVariables`. */
export function symbolInfoFunctions(
  gdb: Gdb,
  query: SymbolQuery = {},
  options?: SendOptions,
): Promise<readonly SymbolInfo[]> {
  return symbolInfo(gdb, '-symbol-info-functions', query, options);
}

async function symbolInfo(
  gdb: Gdb,
  verb: string,
  query: SymbolQuery,
  options: SendOptions | undefined,
): Promise<readonly SymbolInfo[]> {
  const command = [
    verb,
    query.includeNonDebug === true ? '--include-nondebug' : '',
    query.type === undefined ? '' : `--type ${miString(query.type)}`,
    query.name === undefined ? '' : `--name ${miString(query.name)}`,
    query.maxResults === undefined ? '' : `--max-results ${query.maxResults}`,
  ];
  const results = await gdb.send(command.filter((part) => part !== '').join(' '), options);
  const symbols = tuple(results, 'symbols') ?? results;
  return [
    ...tuples(symbols, 'debug').flatMap((file) =>
      tuples(file, 'symbols').map((symbol) => readSymbol(symbol, file)),
    ),
    ...tuples(symbols, 'nondebugging').map((symbol) => readSymbol(symbol, symbol)),
  ];
}

function readSymbol(from: MiTuple, file: MiTuple): SymbolInfo {
  return {
    name: text(from, 'name') ?? '',
    type: text(from, 'type'),
    description: text(from, 'description'),
    line: number(from, 'line'),
    file: text(file, 'filename'),
    fullname: text(file, 'fullname'),
    address: number(from, 'address'),
  };
}

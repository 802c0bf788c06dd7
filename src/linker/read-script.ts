// Text of a GNU linker script → its model: parse, include, evaluate. Never throws. (Contract.)

import { evaluateProgram } from './evaluate';
import { makeProgram } from './program';
import type { IncludeReader, Program } from './program';
import type { LinkerScript } from './script-model';

export type { IncludeReader, Program } from './program';

/**
 * Time grows with the text and what it includes, whatever they are.
 *
 * @param file how the script is called in places.
 * @param include without it an INCLUDE is told as not read, which is no error.
 */
export function readScript(text: string, file: string, include?: IncludeReader): LinkerScript {
  return readProgram(text, file, include).script;
}

/** The same with the trees it was read from. */
export function readProgram(
  text: string,
  file: string,
  include?: IncludeReader,
): { readonly program: Program; readonly script: LinkerScript } {
  const program = makeProgram(text, file, include);
  return { program, script: evaluateProgram(program) };
}

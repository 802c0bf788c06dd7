// Text of a GNU linker script → its model: parse, include, evaluate. Never throws. (Contract.)

import { evaluateProgram } from './evaluate';
import { makeProgram } from './program';
import type { IncludeReader } from './program';
import type { LinkerScript } from './script-model';

export type { IncludeReader } from './program';

/**
 * Time grows with the text and what it includes, whatever they are.
 *
 * @param file how the script is called in places.
 * @param include without it an INCLUDE is told as not read, which is no error.
 */
export function readScript(text: string, file: string, include?: IncludeReader): LinkerScript {
  return evaluateProgram(makeProgram(text, file, include));
}

// Text of a GNU linker script → its model: parse, include, evaluate. Never throws. (Contract.)

import type { LinkerScript } from './script-model';

/** Gives the text of a file that INCLUDE names, with the path it was found at; undefined when there is none. */
export type IncludeReader = (
  name: string,
  from: string,
) => { readonly file: string; readonly text: string } | undefined;

/** @param file how the script is called in places. */
export function readScript(text: string, file: string, include?: IncludeReader): LinkerScript {
  void text;
  void include;
  return { files: [file], regions: [], sections: [], symbols: [], entry: undefined, problems: [] };
}

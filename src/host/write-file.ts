// Writing a file, for the one program that writes any: the command line's report.

import { writeFile } from 'node:fs/promises';

/** @returns the system's message when it cannot be written; undefined when it was. */
export async function writeTextFile(path: string, text: string): Promise<string | undefined> {
  try {
    await writeFile(path, text);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

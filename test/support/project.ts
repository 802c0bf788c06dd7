// Where things are: the repository, the example, and the lines its sources mark with `@name`.

import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

export const root = resolve(__dirname, '../..');

export const demo = {
  folder: join(root, 'examples/f405-demo'),
  elf: join(root, 'examples/f405-demo/build/f405-demo.elf'),
  main: join(root, 'examples/f405-demo/Core/Src/main.c'),
  source: (name: string): string => join(root, 'examples/f405-demo/Core/Src', name),
};

/** The line (from 1) that is marked with a comment `@tag` in a source of the example. @throws when it is not there once */
export function taggedLine(tag: string, file = demo.main): number {
  const lines = readFileSync(file, 'utf8').split('\n');
  const found = lines.flatMap((line, at) => (line.includes(`/* @${tag} */`) ? [at + 1] : []));
  const [line] = found;
  if (line === undefined || found.length !== 1) {
    throw new Error(`@${tag} is in ${file} ${found.length} times`);
  }
  return line;
}

/** Where a tag of the example is, in whichever source. @throws when it is not there once */
export function taggedPlace(tag: string): { readonly path: string; readonly line: number } {
  const paths = readdirSync(demo.source('.')).map(demo.source);
  const path = paths.find((file) => readFileSync(file, 'utf8').includes(`/* @${tag} */`));
  return { path: path ?? demo.main, line: taggedLine(tag, path) };
}

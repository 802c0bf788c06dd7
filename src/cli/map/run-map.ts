// `map`: tells how large the parts of a build are, or what changed since another build.

import { resolve } from 'node:path';
import { buildSizesOfFile } from '../../analysis/build-sizes';
import { compareBuilds } from '../../analysis/compare-builds';
import { printable } from '../../base/text';
import type { BuildSizes } from '../../analysis/build-sizes';
import type { CliContext } from '../context';
import type { MapCommand } from '../map-args';
import { renderChanges, renderSizes } from '../render/map-text';

/** 0: told; 2: a file could not be read, or the result cannot be written. */
export type MapExitCode = 0 | 2;

export async function runMap(command: MapCommand, context: CliContext): Promise<MapExitCode> {
  const { path, compare, format, output } = command;
  const after = await sizesOf(path, context);
  const before = compare === undefined ? undefined : await sizesOf(compare, context);
  for (const problem of [after, before]) {
    if (typeof problem !== 'string') continue;
    context.err(`${printable(problem)}\n`);
  }
  if (typeof after === 'string' || typeof before === 'string') return 2;
  const told = before === undefined ? after : compareBuilds(before, after);
  const text =
    format === 'json'
      ? `${JSON.stringify(told, undefined, 2)}\n`
      : 'before' in told
        ? renderChanges(told)
        : renderSizes(told);
  return (await write(text, output, context)) ? 0 : 2;
}

/** @returns a sentence when it is nothing that can be read. */
async function sizesOf(path: string, { host, cwd }: CliContext): Promise<BuildSizes | string> {
  const file = resolve(cwd, path);
  const read = await host.readFile(file);
  if (!read.ok) return `${file} cannot be read: ${read.message}.`;
  const result = await buildSizesOfFile(host, file, read.bytes);
  return result.ok ? result.sizes : `${file} ${result.why}.`;
}

async function write(
  text: string,
  output: string | undefined,
  { cwd, out, err, writeFile }: CliContext,
): Promise<boolean> {
  if (output === undefined) {
    out(text);
    return true;
  }
  const file = resolve(cwd, output);
  const problem = await writeFile(file, text);
  if (problem !== undefined) err(`--output: ${printable(file)} cannot be written: ${problem}.\n`);
  return problem === undefined;
}

// What a hover says of an input description: what it takes, and what it took in the last build.

import { bytes } from '../../base/figures';
import { count } from '../../base/count';
import { fileNameOf } from '../../base/file-name';
import { matchesPattern } from '../../script-checks/input-patterns';
import type { ScriptInput } from '../../linker/script-model';
import type { BuildSeen, InputSectionSeen } from '../../script-checks/script-check';
import type { ScriptView } from '../script-view';
import { buildText } from '../words/build-words';
import { code, list, paragraphs, plain } from '../words/markdown';

/** @param offset where the description stands in the view's own file. */
export function inputHover(
  { facts: { script, build }, file }: ScriptView,
  offset: number,
  nowMs: number,
): string | undefined {
  for (const { name, inputs } of script.sections) {
    const rank = inputs.findIndex(
      ({ place }) => place.file === file && place.start <= offset && offset <= place.end,
    );
    const input = inputs[rank];
    if (input === undefined) continue;
    const before = inputs.slice(0, rank);
    return paragraphs(takesText(input), build && builtText(input, before, name, build, nowMs));
  }
  return undefined;
}

function takesText({ file, excluded, patterns, isKept, isSorted }: ScriptInput): string {
  const what = patterns.length === 0 ? 'all sections' : `sections ${patterns.map(code).join(', ')}`;
  const from = file === '*' || file === '' ? 'all files' : `files ${code(file)}`;
  const but = excluded.length === 0 ? '' : `, but ${excluded.map(code).join(', ')}`;
  const notes = [
    isSorted ? 'sorted' : 'in the order of the link',
    isKept ? 'kept even where nobody uses them' : '',
  ].filter((note) => note !== '');
  return `Takes ${what} of ${from}${but}, ${notes.join(', ')}.`;
}

const mostObjects = 5;

/** What an earlier description of the same section takes is gone already. */
function builtText(
  input: ScriptInput,
  before: readonly ScriptInput[],
  output: string,
  build: BuildSeen,
  nowMs: number,
): string | undefined {
  if (build.inputs === undefined || output === '/DISCARD/') return undefined;
  const taken = build.inputs.filter(
    (each) =>
      each.output === output && takes(input, each) && !before.some((one) => takes(one, each)),
  );
  const from = plain(buildText(build, nowMs));
  if (taken.length === 0) return `Took nothing in the last build (${from}).`;
  const total = taken.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  const biggest = [...taken].sort((a, b) => b.sizeBytes - a.sizeBytes).slice(0, mostObjects);
  const lines = biggest.map(
    ({ name, object, sizeBytes }) =>
      `${code(name)} of ${code(fileNameOf(object))}, ${bytes(sizeBytes)}`,
  );
  if (taken.length > lines.length) lines.push(`and ${taken.length - lines.length} more`);
  return paragraphs(
    `**${bytes(total)}** of ${count(taken.length, 'section')} in the last build (${from}):`,
    list(lines),
  );
}

function takes(
  { file, excluded, sections, patterns }: ScriptInput,
  { name, object }: InputSectionSeen,
): boolean {
  if (!isFile(file, object) || excluded.some((each) => isFile(each, object))) return false;
  if (patterns.length === 0) return true;
  return sections.some(
    (each) =>
      matchesPattern(each.pattern, name) && !each.excluded.some((one) => isFile(one, object)),
  );
}

/** `libc.a:memcpy.o` means a member, `*crt0.o` a path, as `build/crt0.o` or `libc.a(crt0.o)`. */
function isFile(pattern: string, object: string): boolean {
  if (pattern === '*' || pattern === '') return true;
  const [, archive, member] = /^(.*)\((.*)\)$/.exec(object) ?? [];
  if (archive === undefined || member === undefined) return matchesPattern(pattern, object);
  const colon = pattern.indexOf(':');
  if (colon < 0) return matchesPattern(pattern, member);
  const [wantedArchive, wantedMember] = [pattern.slice(0, colon), pattern.slice(colon + 1)];
  return (
    matchesPattern(wantedArchive, archive) &&
    (wantedMember === '' || matchesPattern(wantedMember, member))
  );
}

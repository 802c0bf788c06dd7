// What a hover says of a symbol: its value or why there is none, where it is declared, who uses it.

import { fileNameOf } from '../../base/file-name';
import type { ScriptSymbol } from '../../linker/script-model';
import type { SymbolNeeded } from '../../script-checks/script-check';
import type { ScriptView } from '../script-view';
import { symbolValue } from '../expression-value';
import { buildText } from '../words/build-words';
import { code, paragraphs, plain } from '../words/markdown';
import { valueText } from '../words/value-words';

/** @param offset in the view's own file: of several assignments the one there is meant. */
export function symbolHover(
  { facts: { script, build, needed = [] }, file }: ScriptView,
  name: string,
  offset: number,
  nowMs: number,
): string {
  const all = script.symbols.filter((symbol) => symbol.name === name);
  const here = all.find(
    ({ namePlace }) =>
      namePlace.file === file && namePlace.start <= offset && offset <= namePlace.end,
  );
  const value = here === undefined ? symbolValue(script, name) : here.value;
  const built = build?.symbols.get(name);
  return paragraphs(
    `${code(name)} · symbol`,
    value === undefined ? unknownText(all, built !== undefined) : valueText(value),
    built === undefined || build === undefined || built === value
      ? undefined
      : `${valueText(built)} in the last build (${plain(buildText(build, nowMs))}).`,
    declaredText(all),
    usedText(needed.filter((each) => each.name === name)),
  );
}

function unknownText(all: readonly ScriptSymbol[], isBuilt: boolean): string {
  if (all.length === 0) {
    return 'No script assigns it: an object file or the command line does, or nobody.';
  }
  const why = 'Known only to the linker: it depends on what is linked.';
  return isBuilt ? why : `${why} A build shows its value.`;
}

const mostPlaces = 5;

function declaredText(all: readonly ScriptSymbol[]): string | undefined {
  const [first] = all;
  if (first === undefined) return undefined;
  const places = all.map(({ place }) => `${fileNameOf(place.file)}:${place.line}`);
  const provided = all.every(({ isProvided }) => isProvided)
    ? ' (PROVIDE: only where an object asks for it and none defines it)'
    : '';
  return `Assigned in ${plain(some(places))}${provided}.`;
}

function usedText(needed: readonly SymbolNeeded[]): string | undefined {
  if (needed.length === 0) return undefined;
  const places = needed.map(({ location: { file, line } }) =>
    line === undefined ? fileNameOf(file) : `${fileNameOf(file)}:${line}`,
  );
  return `Used by ${plain(some(places))}.`;
}

function some(places: readonly string[]): string {
  const all = [...new Set(places)];
  const rest = all.length - mostPlaces;
  return rest > 0 ? `${all.slice(0, mostPlaces).join(', ')} and ${rest} more` : all.join(', ');
}

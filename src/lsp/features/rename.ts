// Rename of regions, segments and symbols, in every script and source that names them; refused with the reason where
// not every place is known.

import type { Position, Range, TextEdit, WorkspaceEdit } from 'vscode-languageserver';
import { isReserved } from '../../linker/words';
import { builtins } from '../builtins';
import type { Feature } from '../feature';
import { nameUnder, namesEverywhere } from '../names-index';
import type { FoundName } from '../names-index';
import { ErrorCodes, ResponseError } from '../protocol-values';
import { rangeOfPlace, rangeOfSpan } from '../ranges';
import type { ScriptView, ScriptViews, SourceUses } from '../script-view';

export const rename: Feature = {
  capabilities: { renameProvider: { prepareProvider: true } },
  listen(connection, views) {
    connection.onPrepareRename(({ textDocument, position }) => {
      const view = views.of(textDocument.uri);
      return view === undefined ? null : answer(prepareRename(view, position));
    });
    connection.onRenameRequest(async ({ textDocument, position, newName }) => {
      const view = views.of(textDocument.uri);
      return view === undefined ? null : answer(await renameName(view, position, newName, views));
    });
  },
};

/** Why it is not done, one sentence. */
export interface Refused {
  readonly refused: string;
}

function answer<T extends object>(result: T | Refused): T | ResponseError {
  return 'refused' in result ? new ResponseError(ErrorCodes.InvalidParams, result.refused) : result;
}

/** What would be renamed. */
export function prepareRename(
  view: ScriptView,
  position: Position,
): { readonly range: Range; readonly placeholder: string } | Refused {
  const name = nameUnder(view, position);
  if (name === undefined) {
    return { refused: 'Only regions, segments and symbols of the script can be renamed.' };
  }
  if (name.kind === 'section') {
    const message = `${name.name} is an output section: tools outside of the script know it by its name.`;
    return { refused: message };
  }
  return { range: rangeOfSpan(view.document, name), placeholder: name.name };
}

export async function renameName(
  view: ScriptView,
  position: Position,
  newName: string,
  views: ScriptViews,
): Promise<WorkspaceEdit | Refused> {
  const prepared = prepareRename(view, position);
  const name = nameUnder(view, position);
  if ('refused' in prepared || name === undefined) return prepared as Refused;
  const { kind } = name;
  const places = namesEverywhere(name, view, views);
  const reason =
    invalidName(newName) ??
    (kind === 'segment' ? undefined : takenName({ ...name, name: newName }, view, views)) ??
    undeclared(name.name, places) ??
    inDirective(name.name, view);
  if (reason !== undefined) return { refused: reason };
  const changes: Record<string, TextEdit[]> = {};
  for (const { place } of places) {
    const edit = { range: rangeOfPlace(place), newText: written(newName) };
    (changes[views.uriOf(place.file)] ??= []).push(edit);
  }
  if (kind !== 'symbol') return { changes };
  const textsNow = (): string =>
    Object.keys(changes)
      .map((uri) => views.of(uri)?.document.version)
      .join();
  const before = textsNow();
  const sources = await views.sourceUses(view, name.name);
  const pasted = await sources.pasted();
  if (textsNow() !== before) {
    return {
      refused: 'The script was edited while sources of the project were read: rename again.',
    };
  }
  const hidden = hiddenUses(name.name, newName, sources) ?? pastedName(name.name, pasted);
  if (hidden !== undefined) return { refused: hidden };
  for (const use of sources.uses) {
    (changes[use.uri] ??= []).push({ range: rangeOfPlace(use), newText: newName });
  }
  return { changes };
}

/** Letters, digits, `_`, `.` and `$` mean the same wherever ld reads a name; all else needs quotes. */
const plain = /^[A-Za-z_.$][\w.$]*$/;

function written(name: string): string {
  return plain.test(name) ? name : `"${name}"`;
}

function invalidName(name: string): string | undefined {
  if (name.trim() === '' || name === '.') return 'A name is needed.';
  if (/["\p{Cc}]/u.test(name)) return 'A name holds neither quotes nor line ends.';
  if (isReserved(name) || builtins.some((each) => each.name === name))
    return `${name} is a word of the linker's own language.`;
  return undefined;
}

function takenName(
  name: { readonly kind: FoundName['kind']; readonly name: string },
  view: ScriptView,
  views: ScriptViews,
): string | undefined {
  const found = namesEverywhere(name, view, views);
  const taken = found.find(({ role }) => role === 'declaration') ?? found[0];
  if (taken === undefined) return undefined;
  const { file, line } = taken.place;
  return `${name.name} is the name of another ${name.kind} already (${file}:${line}).`;
}

function undeclared(name: string, places: readonly FoundName[]): string | undefined {
  if (places.some(({ role }) => role === 'declaration')) return undefined;
  return `${name} is not declared in this script, so the one that it means cannot be renamed with it.`;
}

/** Lines of the preprocessor are comments for ld, but may name it. */
function inDirective(name: string, { program }: ScriptView): string | undefined {
  if (!program.isPreprocessed) return undefined;
  for (const { file, text } of program.sources) {
    for (const { 0: line } of text.matchAll(/^[ \t]*#(?:.*\\\r?\n)*.*/gm)) {
      if (line.split(/[^\w.$]+/).includes(name)) {
        return `${name} stands in a line of the preprocessor in ${file}: what that makes of it is not known.`;
      }
    }
  }
  return undefined;
}

function pastedName(
  name: string,
  place: Awaited<ReturnType<SourceUses['pasted']>>,
): string | undefined {
  if (place === undefined) return undefined;
  const { file, line } = place;
  return `Nothing was renamed: the macro in ${file}:${line} joins words with ##, and ${name} may be what it makes.`;
}

function hiddenUses(
  name: string,
  newName: string,
  { uses, isComplete }: SourceUses,
): string | undefined {
  if (!isComplete) {
    return `Sources that are not known here may use ${name}: open the project's folder to rename it everywhere.`;
  }
  if (uses.length === 0) return undefined;
  const unsure = uses.find(({ isSure }) => !isSure);
  if (unsure !== undefined) {
    const place = `${unsure.file}:${unsure.line}`;
    return `Nothing was renamed: whether ${name} in ${place} is the script's symbol is not certain. It is not declared extern there, something else has this name too, or a macro makes other names of it.`;
  }
  if (!/^[A-Za-z_]\w*$/.test(newName)) {
    return `${newName} is no name in C, and sources of the project use ${name}.`;
  }
  const header = uses.find(({ uri, role }) => role === 'declaration' && /\.h\w*$/i.test(uri));
  if (!name.startsWith('_') && header !== undefined) {
    return `${name} is declared in a header (${header.uri}): which sources mean it by this word is not known.`;
  }
  return undefined;
}

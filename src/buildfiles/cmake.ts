// CMakeLists.txt and .cmake files: set(), project(), add_executable(), and the link's words wherever they stand.

import { LineIndex } from '../base/text';
import type { HintCollector } from './hint-collector';
import { findDeviceWords, findLinkWords } from './link-words';
import { addScriptHints } from './script-hints';
import type { Assigned } from './script-hints';
import { createVariables } from './variables';

/** CMake's own names for the folder of the file, or of the project above it. */
const folderName = /^(?:CMAKE_(?:CURRENT_)?(?:SOURCE|LIST)_DIR|PROJECT_SOURCE_DIR|\w+_SOURCE_DIR)$/;

const command = /(?<![\w$])(set|project|add_executable)[ \t]*\(\s*([^()\s]{1,300})/gi;

export function readCmakeHints(text: string, hints: HintCollector): void {
  const code = withoutComments(text);
  const lines = new LineIndex(code);
  const variables = createVariables((name) => folderName.test(name));
  const assigned: Assigned[] = [];
  const images: Assigned[] = [];
  for (const match of code.matchAll(command)) {
    const [all, verb = '', name = ''] = match;
    const offset = match.index;
    switch (verb.toLowerCase()) {
      case 'project':
        for (const own of ['PROJECT_NAME', 'CMAKE_PROJECT_NAME']) variables.set(own, name);
        break;
      case 'add_executable':
        images.push({ value: name, offset });
        break;
      default: {
        const value = valueAt(code, offset + all.length);
        variables.set(name, value);
        if (!/\s/.test(value)) assigned.push({ value, offset });
      }
    }
  }
  const words = findLinkWords(code);
  addScriptHints({ assigned, words, variables, lines, hints });
  for (const { kind, value, offset } of words) {
    const { line } = lines.placeOf(offset);
    if (kind === 'map') for (const path of variables.expand(value)) hints.map(path, line);
    if (kind === 'folder') for (const path of variables.expand(value)) hints.folder(path, line);
  }
  for (const { value, offset } of linkFolders(code)) {
    for (const path of variables.expand(value)) hints.folder(path, lines.placeOf(offset).line);
  }
  for (const { value, offset } of images) {
    for (const name of variables.expand(value)) hints.image(name, lines.placeOf(offset).line);
  }
  for (const word of findDeviceWords(code))
    hints.device(word.text, lines.placeOf(word.offset).line);
}

const folderCommand = /(?<![\w$])(target_)?link_directories[ \t]*\(([^()]{0,2000})\)/gi;
const folderWord = /"([^"\\\n]*)"|[^\s;"]+/g;

/** What target_link_directories(…), behind its target, and link_directories(…) name. */
function linkFolders(code: string): readonly Assigned[] {
  return [...code.matchAll(folderCommand)].flatMap(({ index, 1: ofTarget, 2: inside = '' }) =>
    [...inside.matchAll(folderWord)]
      .slice(ofTarget === undefined ? 0 : 1)
      .map(([word, quoted]) => ({ value: quoted ?? word, offset: index }))
      .filter(({ value }) => !/^(?:AFTER|BEFORE|INTERFACE|PRIVATE|PUBLIC)$/.test(value)),
  );
}

/** The first argument behind a variable's name; what follows (CACHE, PARENT_SCOPE, more of a list) is left out. */
function valueAt(code: string, offset: number): string {
  const quoted = /^\s+"([^"\\\n]{0,2000})"/.exec(code.slice(offset, offset + 2100));
  if (quoted !== null) return quoted[1] ?? '';
  return /^\s+([^\s"();]{1,2000})/.exec(code.slice(offset, offset + 2100))?.[1] ?? '';
}

/** `#` outside of quotes up to the end of the line, and `#[[ … ]]`, as blanks, so that offsets and lines stay. */
function withoutComments(text: string): string {
  let code = '';
  let from = 0;
  let isQuoted = false;
  for (let at = 0; at < text.length; at++) {
    const char = text[at];
    if (char === '\\') at++;
    else if (char === '"') isQuoted = !isQuoted;
    else if (char === '#' && !isQuoted) {
      const closing = text.startsWith('#[[', at) ? text.indexOf(']]', at) : -1;
      const newline = text.indexOf('\n', at);
      const end = closing >= 0 ? closing + 2 : newline >= 0 ? newline : text.length;
      code += text.slice(from, at) + text.slice(at, end).replace(/[^\n]/g, ' ');
      from = end;
      at = end - 1;
    }
  }
  return code + text.slice(from);
}

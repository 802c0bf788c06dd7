// Makefiles (CubeMX's, CubeIDE's generated ones, anybody's), .mk files, and CMake's link.txt.

import { LineIndex } from '../base/text';
import type { HintCollector } from './hint-collector';
import { findDeviceWords, findLinkWords } from './link-words';
import { addScriptHints } from './script-hints';
import type { Assigned } from './script-hints';
import type { Variables } from './variables';
import { createVariables } from './variables';

const folderNames: ReadonlySet<string> = new Set(['CURDIR', 'PWD', '.CURDIR', 'MAKEFILE_DIR']);
const imageName = /\.(?:elf|axf|out)$/i;

export function readMakefileHints(text: string, hints: HintCollector): void {
  const code = withoutComments(text);
  const lines = new LineIndex(code);
  const variables = createVariables((name) => folderNames.has(name));
  const assigned = readAssignments(code, variables);
  const words = findLinkWords(code);
  addScriptHints({ assigned, words, variables, lines, hints });
  for (const { kind, value, offset } of words) {
    const { line } = lines.placeOf(offset);
    if (kind === 'map') for (const path of variables.expand(value)) hints.map(path, line);
    if (kind === 'folder') for (const path of variables.expand(value)) hints.folder(path, line);
    if (kind === 'output') addImages(value, line, variables, hints);
  }
  for (const rule of code.matchAll(/^([^\s:=#][^:=\n]{0,500}\.(?:elf|axf))[ \t]*:/gm)) {
    addImages(rule[1] ?? '', lines.placeOf(rule.index).line, variables, hints);
  }
  for (const word of findDeviceWords(code))
    hints.device(word.text, lines.placeOf(word.offset).line);
}

/** One command as CMake's Makefile generator writes it, paths relative to the build folder. */
export function readLinkCommandHints(text: string, hints: HintCollector): void {
  const lines = new LineIndex(text);
  const words = findLinkWords(text);
  const image = words.find(({ kind }) => kind === 'output')?.value;
  const context = image === undefined ? {} : { image };
  for (const { kind, value, offset } of words) {
    const { line } = lines.placeOf(offset);
    if (kind === 'script') hints.script(value, line, context);
    else if (kind === 'map') hints.map(value, line, context);
    else if (kind === 'folder') hints.folder(value, line, context);
    else hints.image(value, line);
  }
  for (const word of findDeviceWords(text))
    hints.device(word.text, lines.placeOf(word.offset).line);
}

function addImages(value: string, line: number, variables: Variables, hints: HintCollector): void {
  for (const path of variables.expand(value)) if (imageName.test(path)) hints.image(path, line);
}

/** Sets the variables, and gives those whose value is one word. */
function readAssignments(code: string, variables: Variables): readonly Assigned[] {
  const single: Assigned[] = [];
  const form = /^[ \t]*(?:export[ \t]+|override[ \t]+)?([\w.-]+)[ \t]*(?:[?:]|::)?=[ \t]*(.*)$/gm;
  for (const match of code.matchAll(form)) {
    const value = unquoted((match[2] ?? '').trimEnd());
    variables.set(match[1] ?? '', value);
    if (!/\s/.test(value)) single.push({ value, offset: match.index + match[0].search(/\S/) });
  }
  return single;
}

function unquoted(value: string): string {
  const isQuoted = value.length > 1 && /^["']/.test(value) && value.endsWith(value[0] ?? '');
  return isQuoted ? value.slice(1, -1) : value;
}

/** Comments as blanks, so that offsets stay. */
function withoutComments(text: string): string {
  return text.replace(/(?<!\\)#.*/g, (comment) => ' '.repeat(comment.length));
}

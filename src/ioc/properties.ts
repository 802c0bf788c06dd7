// Text of a Java properties file as CubeMX writes it → its entries with their places, one a line.

import type { IocPlace } from './ioc-project';

export interface IocEntry {
  readonly key: string;
  readonly value: string;
  /** The whole entry, from the key to the value's end. */
  readonly place: IocPlace;
  /** False for a line without `=`, of which a whole file of CubeMX has none. */
  readonly hasSeparator: boolean;
}

/**
 * Reads the entries in the file's order: `\` before `:`, `=`, space, `#` and itself. Comments and empty lines
 * are left out. Continued lines do not occur in CubeMX's files and are not joined.
 */
export function readEntries(text: string): readonly IocEntry[] {
  const entries: IocEntry[] = [];
  let line = 1;
  for (let start = 0; start <= text.length; line++) {
    const end = endOfLine(text, start);
    const entry = entryOf(text.slice(start, end), start, line);
    if (entry !== undefined) entries.push(entry);
    start = end + (text.startsWith('\r\n', end) ? 2 : 1);
  }
  return entries;
}

function endOfLine(text: string, from: number): number {
  for (let at = from; at < text.length; at++) {
    if (text[at] === '\n' || text[at] === '\r') return at;
  }
  return text.length;
}

function entryOf(lineText: string, lineStart: number, line: number): IocEntry | undefined {
  const body = lineText.replace(/^[\s\uFEFF]+/, '');
  const indent = lineText.length - body.length;
  const entry = body.trimEnd();
  if (entry === '' || entry.startsWith('#') || entry.startsWith('!')) return undefined;
  const at = separatorOf(entry);
  const start = lineStart + indent;
  return {
    key: unescape(entry.slice(0, at)).trimEnd(),
    value: unescape(entry.slice(at + 1).trim()),
    place: {
      ...{ start, end: start + entry.length },
      ...{ line, column: indent + 1, endColumn: indent + 1 + entry.length },
    },
    hasSeparator: at < entry.length,
  };
}

/** Where the first `=` stands that is not escaped; the end when there is none. */
function separatorOf(entry: string): number {
  for (let at = 0; at < entry.length; at++) {
    if (entry[at] === '\\') at++;
    else if (entry[at] === '=') return at;
  }
  return entry.length;
}

const controls: Readonly<Record<string, string>> = { t: '\t', n: '\n', r: '\r', f: '\f' };

function unescape(raw: string): string {
  if (!raw.includes('\\')) return raw;
  return raw.replace(/\\(?:u([0-9a-fA-F]{4})|(.?))/g, (_, unicode?: string, other?: string) => {
    if (unicode !== undefined) return String.fromCharCode(Number.parseInt(unicode, 16));
    return other === undefined ? '' : (controls[other] ?? other);
  });
}

/** A key as it is written: the form that `readEntries` undoes. */
export function escapeKey(key: string): string {
  return key.replace(/[\\ :=#!]/g, '\\$&');
}

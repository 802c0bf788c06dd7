// The edit of a launch.json that puts a configuration behind those that are there. It only inserts: comments, layout and
// everything that is there stay as they are.

import { createScanner, modify, parseTree } from 'jsonc-parser';
import type { Edit, Node } from 'jsonc-parser';
import { formattingOf } from '../edit-launch-json';
import { readLaunchJson } from '../launch-json';
import type { LaunchJsonFault, RawConfiguration } from '../launch-json';

export type AppendEdit =
  | {
      readonly ok: true;
      /** By character offset, no two at the same. */
      readonly edits: readonly Edit[];
      /** The name it got: its own, or one with an addition when that is taken. */
      readonly name: string;
    }
  | { readonly ok: false; readonly fault: LaunchJsonFault };

const newFile = '{\n  "version": "0.2.0",\n  "configurations": []\n}\n';

/** @param text of the launch.json; undefined when there is none. */
export function appendEdit(text: string | undefined, added: RawConfiguration): AppendEdit {
  const isNew = text === undefined || text.trim() === '';
  const base = isNew ? newFile : text;
  const { configurations, fault } = readLaunchJson(base);
  if (fault !== undefined) return { ok: false, fault };
  // A byte order mark is no JSON; a space in its place keeps the offsets.
  const plain = base.replace(/^\uFEFF/, ' ');
  const root = parseTree(plain, [], { allowTrailingComma: true });
  const list = root?.children?.find((member) => member.children?.[0]?.value === 'configurations');
  const value = list?.children?.[1];
  const whyNot =
    root?.type !== 'object'
      ? 'the file has no object { … } to put a configuration in'
      : value !== undefined && value.type !== 'array'
        ? '"configurations" is no list'
        : undefined;
  if (whyNot !== undefined) return { ok: false, fault: { message: whyNot, line: 1, column: 1 } };
  const name = freeName(String(added['name']), configurations);
  const named = { ...added, name };
  const edits = value === undefined ? newList(plain, named) : appended(plain, value, named);
  return { ok: true, name, edits: isNew ? [wholeText(text ?? '', base, edits)] : edits };
}

function newList(text: string, added: RawConfiguration): readonly Edit[] {
  return modify(text, ['configurations'], [added], { formattingOptions: formattingOf(text) });
}

/** Behind the last one, its comma, and a comment in the same line. */
function appended(text: string, list: Node, added: RawConfiguration): readonly Edit[] {
  const { insertSpaces, tabSize = 2, eol = '\n' } = formattingOf(text);
  const unit = insertSpaces === true ? ' '.repeat(tabSize) : '\t';
  const last = list.children?.at(-1);
  const outer = indentAt(text, list.offset);
  const inner = (last && ownIndent(text, last.offset)) ?? outer + unit;
  const json = JSON.stringify(added, null, unit).split('\n').join(`${eol}${inner}`);
  const end = last === undefined ? list.offset + 1 : last.offset + last.length;
  const comma = last === undefined ? undefined : commaBehind(text, end);
  const from = comma ?? end;
  const [sameLine = ''] =
    /^[ \t]*(?:\/\/[^\r\n]*|\/\*[^\r\n]*?\*\/)?[ \t]*(?=\r?\n)/.exec(text.slice(from)) ?? [];
  const at = from + sameLine.length;
  const isOnLineOfItsOwn = /^\r?\n/.test(text.slice(at));
  const behind = isOnLineOfItsOwn ? '' : `${eol}${outer}`;
  const put = `${eol}${inner}${json}${comma === undefined ? '' : ','}${behind}`;
  const needsComma = last !== undefined && comma === undefined;
  if (!needsComma) return [{ offset: at, length: 0, content: put }];
  if (at === end) return [{ offset: at, length: 0, content: `,${put}` }];
  return [
    { offset: end, length: 0, content: ',' },
    { offset: at, length: 0, content: put },
  ];
}

/** The place behind a trailing comma; undefined without one. */
function commaBehind(text: string, from: number): number | undefined {
  const scanner = createScanner(text, true);
  scanner.setPosition(from);
  scanner.scan();
  const at = scanner.getTokenOffset();
  return text[at] === ',' ? at + 1 : undefined;
}

function indentAt(text: string, offset: number): string {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  return /^[ \t]*/.exec(text.slice(start, offset))?.[0] ?? '';
}

/** Undefined for what does not begin its line. */
function ownIndent(text: string, offset: number): string | undefined {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  const before = text.slice(start, offset);
  return start > 0 && before.trim() === '' ? before : undefined;
}

/** The file is written anew. */
function wholeText(old: string, base: string, edits: readonly Edit[]): Edit {
  const content = edits.reduceRight(
    (text, { offset, length, content: put }) =>
      text.slice(0, offset) + put + text.slice(offset + length),
    base,
  );
  return { offset: 0, length: old.length, content };
}

function freeName(name: string, taken: readonly RawConfiguration[]): string {
  const isTaken = (wanted: string): boolean => taken.some((other) => other['name'] === wanted);
  if (!isTaken(name)) return name;
  const own = `${name} (stm32)`;
  let free = own;
  for (let count = 2; isTaken(free); count++) free = `${own} ${count}`;
  return free;
}

// Input descriptions of an output section: `KEEP(*crt0.o(SORT(.text.*) EXCLUDE_FILE(*a.o) .data))`.

import type { Cursor } from './cursor';
import { splitAtCommas } from './parse-statement';
import type { InputPattern, InputSection, Word } from './syntax';

const sortWords = new Set([
  'SORT',
  'SORT_BY_NAME',
  'SORT_BY_ALIGNMENT',
  'SORT_BY_INIT_PRIORITY',
  'SORT_NONE',
  'REVERSE',
]);

/** Statements of an output section: ld's lexer knows these words where patterns stand too (ld/ldlex.l). */
const statementWords = new Set(
  (
    'ASSERT AT BYTE CONSTRUCTORS CREATE_OBJECT_SYMBOLS FILL HIDDEN INCLUDE INPUT_SECTION_FLAGS KEEP LONG PROVIDE ' +
    'PROVIDE_HIDDEN QUAD SHORT SQUAD'
  ).split(' '),
);

/** Whether an input description begins here. */
export function isInput(cursor: Cursor): boolean {
  return isPattern(cursor) || cursor.peek() === '[';
}

export function parseInput(cursor: Cursor): InputSection {
  const { start } = cursor.span();
  if (!isKeyword(cursor, 'KEEP')) return parseUnkept(cursor, start, false);
  cursor.take();
  cursor.expect('(', 'behind KEEP');
  const input = parseUnkept(cursor, start, true);
  cursor.expect(')', 'at the end of KEEP(…)');
  return { ...input, end: cursor.end };
}

function parseUnkept(cursor: Cursor, start: number, isKept: boolean): InputSection {
  const flags = isKeyword(cursor, 'INPUT_SECTION_FLAGS') ? parseFlags(cursor) : [];
  let file: InputPattern | undefined;
  let sections: readonly InputPattern[] = [];
  if (cursor.accept('[')) {
    sections = parseSectionList(cursor, ']');
  } else if (isPattern(cursor)) {
    file = parsePattern(cursor, [], []);
    checkFile(cursor, file);
    if (cursor.accept('(')) sections = parseSectionList(cursor, ')');
  } else {
    cursor.problem('A file pattern is missing here.', cursor.placeOfMissing());
  }
  return { kind: 'input', isKept, file, sections, flags, start, end: cursor.end };
}

/** Words that begin a construct elsewhere; ld takes them for files here, and does not find them. */
const elsewhere = new Set(['MEMORY', 'SECTIONS', 'PHDRS', 'REGION_ALIAS', 'OVERLAY', 'EXTERN']);

function checkFile(cursor: Cursor, { pattern, sorts }: InputPattern): void {
  const sort = sorts.find(({ text }) => !/^(?:SORT|SORT_BY_NAME|SORT_NONE|REVERSE)$/.test(text));
  if (sort !== undefined) cursor.problem(`${sort.text} sorts sections, not files.`, sort);
  const isWord = pattern.end - pattern.start === pattern.text.length;
  if (isWord && elsewhere.has(pattern.text)) {
    cursor.problem(`${pattern.text} stands outside of output sections.`, pattern);
  }
}

function parseSectionList(cursor: Cursor, close: string): readonly InputPattern[] {
  // Mostly there is one, and a list that begins empty makes room for seventeen.
  const sections = isPattern(cursor) ? [parsePattern(cursor, [], [])] : [];
  while (!cursor.isEnd() && cursor.peek() !== close) {
    if (isPattern(cursor)) {
      sections.push(parsePattern(cursor, [], []));
    } else if (cursor.peek() === ',') {
      cursor.take();
    } else {
      break;
    }
  }
  if (sections.length === 0 && cursor.peek() === close) {
    cursor.problem('A section pattern is missing here.', cursor.span());
  }
  cursor.expect(close, 'behind these section patterns');
  return sections;
}

/** Names, and `*` and `?`, which stand alone as operators. */
function isPattern(cursor: Cursor): boolean {
  if (cursor.isName() || cursor.kind() === 'number') return true;
  const text = cursor.peek();
  return text === '*' || text === '?';
}

function isKeyword(cursor: Cursor, word: string): boolean {
  return cursor.kind() === 'name' && cursor.peek() === word;
}

/** What sorts and excludes is collected from outside in; the nesting itself means nothing more. */
function parsePattern(cursor: Cursor, sorts: Word[], excluded: Word[]): InputPattern {
  const { start } = cursor.span();
  const isName = cursor.kind() === 'name';
  if (isName && cursor.peek() === 'EXCLUDE_FILE') {
    cursor.take();
    if (cursor.expect('(', 'behind EXCLUDE_FILE')) parseExcluded(cursor, excluded);
    if (
      cursor.kind() === 'name' &&
      (cursor.peek() === 'EXCLUDE_FILE' || sortWords.has(cursor.peek()))
    ) {
      const message =
        'EXCLUDE_FILE(…) stands right before its pattern, within what sorts, and once.';
      cursor.problem(message, cursor.span());
    }
    return nestedPattern(cursor, sorts, excluded, start);
  }
  if (isName && sortWords.has(cursor.peek())) {
    const word = cursor.takeWord();
    if (!cursor.expect('(', `behind ${word.text}`)) {
      return { pattern: word, sorts, excluded, ...word };
    }
    sorts.push(word);
    checkSorts(cursor, sorts);
    const inner = nestedPattern(cursor, sorts, excluded, start);
    cursor.expect(')', `at the end of ${word.text}(…)`);
    return { ...inner, end: cursor.end };
  }
  // `SORT(CONSTRUCTORS)` is the one that is taken.
  if (isName && sorts.length === 0 && statementWords.has(cursor.peek())) {
    return skipStatement(cursor, sorts, excluded);
  }
  const pattern = splitAtCommas(cursor.takeWord())[0] ?? nothing(cursor);
  return { pattern, sorts, excluded, start, end: cursor.end };
}

/** Where a pattern is expected: told once, and passed over with its brackets. */
function skipStatement(cursor: Cursor, sorts: Word[], excluded: Word[]): InputPattern {
  const word = cursor.takeWord();
  const { start } = word;
  const message = `${word.text} is a word of the linker itself: it names neither a file nor a section.`;
  cursor.problem(message, word);
  if (cursor.accept('(')) {
    cursor.skipBrackets();
    cursor.accept(')');
  }
  const { end } = cursor;
  return { pattern: { text: '', start, end }, sorts, excluded, start, end };
}

/** By name in by alignment, the other way round, or one twice; REVERSE (ld 2.43) around and in it. */
function checkSorts(cursor: Cursor, sorts: readonly Word[]): void {
  const [, second, third] = sorts.filter(({ text }) => text !== 'REVERSE');
  const alone = sorts.find(({ text }) => text === 'SORT_NONE' || text === 'SORT_BY_INIT_PRIORITY');
  if (second === undefined || (third === undefined && alone === undefined)) return;
  const message =
    alone === undefined ? 'Two ways to sort are the most.' : `${alone.text} sorts alone.`;
  cursor.problem(message, third ?? second);
}

function nestedPattern(
  cursor: Cursor,
  sorts: Word[],
  excluded: Word[],
  start: number,
): InputPattern {
  const inner = isPattern(cursor)
    ? cursor.nested(() => parsePattern(cursor, sorts, excluded))
    : undefined;
  if (inner !== undefined) return { ...inner, start, end: cursor.end };
  cursor.problem('A pattern is missing here.', cursor.placeOfMissing());
  return { pattern: nothing(cursor), sorts, excluded, start, end: cursor.end };
}

function nothing(cursor: Cursor): Word {
  return { text: '', start: cursor.end, end: cursor.end };
}

function parseExcluded(cursor: Cursor, excluded: Word[]): void {
  if (cursor.peek() === ')') cursor.problem('A file pattern is missing here.', cursor.span());
  while (isPattern(cursor)) {
    for (const word of splitAtCommas(cursor.takeWord())) excluded.push(word);
  }
  cursor.expect(')', 'at the end of EXCLUDE_FILE(…)');
}

function parseFlags(cursor: Cursor): readonly Word[] {
  cursor.take();
  const flags: Word[] = [];
  if (!cursor.expect('(', 'behind INPUT_SECTION_FLAGS')) return flags;
  while (!cursor.isEnd() && (cursor.isName() || ['&', '!'].includes(cursor.peek()))) {
    const word = cursor.takeWord();
    if (word.text !== '&' && word.text !== '!') flags.push(word);
  }
  if (flags.length === 0) cursor.problem('A flag is missing here: SHF_…', cursor.span());
  cursor.expect(')', 'at the end of INPUT_SECTION_FLAGS(…)');
  return flags;
}

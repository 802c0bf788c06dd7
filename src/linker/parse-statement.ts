// Statements that may stand in several places of a linker script: assignments, ASSERT, INCLUDE, commands.

import type { Cursor } from './cursor';
import { parseAssert, parseExpression } from './parse-expression';
import type { Assignment, Command, Include, Skipped, Statement, Word } from './syntax';
import { assignmentOperators, commands, isReserved } from './words';

/** One word for ld, but nobody means it so: `_end=.`, `.=ALIGN` */
const joinedAssignment = /^([A-Za-z_.$][\w.$]*)([-+*/&|^]?=)(?!=)/;
const joinedOperator = /^[-+*/&|^]?=(?!=)/;
const wrappers = new Set(['PROVIDE', 'PROVIDE_HIDDEN', 'HIDDEN']);
/** Where something new surely begins. */
const beginnings = new Set([
  'MEMORY',
  'SECTIONS',
  'PHDRS',
  'ENTRY',
  'OUTPUT_FORMAT',
  'REGION_ALIAS',
]);

/** Assignments, ASSERT, INCLUDE and ENTRY; undefined where something else stands. */
export function parseStatement(cursor: Cursor): Statement | undefined {
  if (!cursor.isName()) return undefined;
  const text = cursor.peek();
  if (text === 'INCLUDE') return parseInclude(cursor);
  if (text === 'ENTRY') return parseCommand(cursor);
  if (text === 'ASSERT') {
    const keyword = cursor.takeWord();
    const assert = parseAssert(cursor, keyword);
    // In an output section it ends as an assignment does; elsewhere nothing may follow.
    if (cursor.mode === 'script') endStatement(cursor);
    return { kind: 'assertion', assert, start: keyword.start, end: cursor.end };
  }
  if (wrappers.has(text)) return parseWrapped(cursor);
  return parseAssignment(cursor);
}

export function parseInclude(cursor: Cursor): Include {
  const { start } = cursor.take();
  if (cursor.isName()) {
    const file = cursor.takeWord();
    return { kind: 'include', file, start, end: cursor.end };
  }
  cursor.problem('The file that INCLUDE names is missing.', { start, end: cursor.end });
  return { kind: 'include', file: empty(cursor), start, end: cursor.end };
}

/** A word, with names in brackets behind it or none. */
export function parseCommand(cursor: Cursor): Command {
  const name = cursor.takeWord();
  const args: Word[] = [];
  const takes = commands.get(name.text) ?? 'list';
  if (takes === 'none') return { kind: 'command', name, args, start: name.start, end: cursor.end };
  if (cursor.accept('(')) {
    parseNames(cursor, args, takes === 'list');
    if (cursor.expect(')', `at the end of ${name.text}(…)`)) checkCount(cursor, name, args.length);
  } else {
    cursor.problem(`( is missing behind ${name.text}.`, name);
  }
  return { kind: 'command', name, args, start: name.start, end: cursor.end };
}

function checkCount(cursor: Cursor, name: Word, count: number): void {
  const takes = commands.get(name.text);
  const isFine =
    typeof takes === 'number'
      ? count === takes || (name.text === 'OUTPUT_FORMAT' && count === 1)
      : count > 0 || name.text.startsWith('NOCROSSREFS') || name.text === 'HLL';
  if (isFine) return;
  const wanted =
    name.text === 'OUTPUT_FORMAT' ? '1 or 3 names' : takes === 'list' ? 'a name' : namesText(takes);
  const message = `${name.text} needs ${wanted}, and has ${count === 0 ? 'none' : count}.`;
  cursor.problem(message, name, 'ld-wrong-arguments');
}

function namesText(takes: unknown): string {
  return takes === 2 ? 'two names: the alias, and the region' : 'one name';
}

/** Names up to the closing bracket, which is left; AS_NEEDED(…) may be among them. */
function parseNames(cursor: Cursor, names: Word[], isList: boolean): void {
  let open = 0;
  while (!cursor.isEnd()) {
    const text = cursor.peek();
    if (text === '{' || text === '}' || text === ';' || (text === ')' && open === 0)) return;
    if (cursor.isName()) {
      const word = cursor.takeWord();
      const words = splitAtCommas(word);
      if (!isList && words[0] !== word) {
        const message =
          'The linker reads this comma as part of the name: a space before it is missing.';
        const comma = word.start + word.text.indexOf(',');
        cursor.problem(message, { start: comma, end: comma + 1 });
      }
      for (const each of words) names.push(each);
    } else {
      if (text === '(') open += 1;
      if (text === ')') open -= 1;
      cursor.take();
    }
  }
}

/** `a.o,` is one word in ld's script mode; in lists the comma only separates. */
export function splitAtCommas(word: Word): readonly Word[] {
  if (!word.text.includes(',') || word.end - word.start !== word.text.length) return [word];
  const words: Word[] = [];
  let start = word.start;
  for (const text of word.text.split(',')) {
    if (text !== '') words.push({ text, start, end: start + text.length });
    start += text.length + 1;
  }
  return words;
}

/** Skips something that is not understood: to a `;`, a closing brace, or where something new surely begins. */
export function skipItem(cursor: Cursor, message: string): Skipped {
  const { start, end } = cursor.span();
  cursor.problem(message, { start, end });
  let open = 0;
  do {
    const text = cursor.peek();
    if (text === '{') open += 1;
    if (text === '}') open -= 1;
    cursor.take();
    if (open <= 0 && (text === ';' || text === '}')) break;
  } while (!cursor.isEnd() && !(open <= 0 && isStop(cursor.peek())));
  return { kind: 'skipped', start, end: cursor.end };
}

function isStop(text: string): boolean {
  return text === '}' || beginnings.has(text);
}

function parseWrapped(cursor: Cursor): Statement {
  const wrapper = cursor.takeWord();
  cursor.expect('(', `behind ${wrapper.text}`);
  const head = cursor.isName() ? parseHead(cursor) : undefined;
  if (head === undefined) cursor.problem('The name of a symbol is missing here.', wrapper);
  else if (head.target.text === '.' && wrapper.text !== 'HIDDEN') {
    cursor.problem(`${wrapper.text} takes a symbol, not the location counter.`, head.target);
  } else if (head.operator !== undefined && head.operator !== '=') {
    cursor.problem(`${wrapper.text} takes no ${head.operator} but =.`, head.target);
  }
  const { target, operator } = head ?? { target: empty(cursor), operator: undefined };
  if (operator === undefined) cursor.expect('=', `in ${wrapper.text}(name = value)`);
  const value = parseExpression(cursor);
  cursor.within('expression', () => {
    if (!cursor.expect(')', `at the end of ${wrapper.text}(…)`)) cursor.skipBrackets();
  });
  const { start } = wrapper;
  const end = endStatement(cursor);
  return { kind: 'assignment', target, operator: '=', value, wrapper, start, end };
}

/** An assignment, if an operator follows the name; otherwise nothing is taken. */
function parseAssignment(cursor: Cursor): Assignment | undefined {
  const before = cursor.end;
  const { target, operator } = parseHead(cursor);
  if (operator === undefined) {
    cursor.rewind(before);
    return undefined;
  }
  if (cursor.mode === 'outer') checkFree(cursor, target);
  const value = parseExpression(cursor);
  const { start } = target;
  const end = endStatement(cursor);
  return { kind: 'assignment', target, operator, value, wrapper: undefined, start, end };
}

/** Names of symbols, sections and regions must not be words of ld's, unless in quotes. */
export function checkFree(cursor: Cursor, word: Word): void {
  if (!isReserved(word.text) || word.end - word.start !== word.text.length) return;
  const message = `${word.text} is a word of the linker itself; as a name it needs quotes.`;
  cursor.problem(message, word);
}

/** A name and the operator behind it, also where ld would read them as one word. */
function parseHead(cursor: Cursor): { target: Word; operator: string | undefined } {
  const { start } = cursor.span();
  const mayBeJoined = cursor.kind() === 'name' && cursor.peek().includes('=');
  const joined = mayBeJoined ? joinedAssignment.exec(cursor.peek()) : null;
  const word = cursor.takeWord();
  const name = joined?.[1];
  if (name !== undefined) {
    const end = start + name.length;
    const operator = splitOperator(cursor, end, 'a space before the = is missing');
    return { target: { text: name, start, end }, operator };
  }
  const next = cursor.peek();
  if (cursor.kind() === 'name' && joinedOperator.test(next)) {
    const operator = splitOperator(cursor, cursor.span().start, 'a space behind the = is missing');
    return { target: word, operator };
  }
  if (cursor.kind() !== 'symbol' || !assignmentOperators.has(next)) {
    return { target: word, operator: undefined };
  }
  cursor.take();
  return { target: word, operator: next };
}

function splitOperator(cursor: Cursor, offset: number, remedy: string): string {
  cursor.rewind(offset);
  return cursor.within('expression', () => {
    const operator = cursor.peek();
    const span = cursor.take();
    cursor.problem(`The linker reads this as part of a word: ${remedy}.`, span);
    return operator;
  });
}

/** `;` or `,`: both end an assignment. */
function endStatement(cursor: Cursor): number {
  const hasEnd = cursor.within('expression', () => cursor.accept(';') || cursor.accept(','));
  if (!hasEnd) cursor.problem('; is missing behind this.', cursor.placeOfMissing());
  return cursor.end;
}

function empty(cursor: Cursor): Word {
  return { text: '', start: cursor.end, end: cursor.end };
}

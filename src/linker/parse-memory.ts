// MEMORY { … }: regions with their attributes, ORIGIN and LENGTH.

import type { Cursor } from './cursor';
import { parseExpression } from './parse-expression';
import { checkFree, parseInclude } from './parse-statement';
import type { Expression, MemoryItem, Region, Skipped, Word } from './syntax';

const originWords = ['ORIGIN', 'org', 'o'];
const lengthWords = ['LENGTH', 'len', 'l'];

/** Characters of blanks and a unit behind a size. */
const mostUnit = 64;

/** Regions up to the closing brace, which is left; or to the end of an included file. */
export function parseMemoryItems(cursor: Cursor): readonly MemoryItem[] {
  const items: MemoryItem[] = [];
  while (!cursor.isEnd() && cursor.peek() !== '}') {
    const text = cursor.peek();
    if (text === ';') {
      cursor.problem('No ; stands between regions.', cursor.take());
    } else if (text === ',') {
      const comma = cursor.take();
      if (items.length === 0) cursor.problem('No region stands in front of this comma.', comma);
    } else if (text === 'INCLUDE') {
      items.push(parseInclude(cursor));
    } else if (cursor.isName()) {
      items.push(parseRegion(cursor));
    } else {
      items.push(skipLine(cursor, `${text} is not expected in MEMORY: the name of a region is.`));
    }
  }
  return items;
}

/** Regions stand on lines of their own; the next one is likely in order. */
function skipLine(cursor: Cursor, message: string): Skipped {
  const { start, end } = cursor.span();
  cursor.problem(message, { start, end });
  do cursor.take();
  while (!cursor.isEnd() && cursor.peek() !== '}' && !isNextLine(cursor));
  return { kind: 'skipped', start, end: cursor.end };
}

function isNextLine(cursor: Cursor): boolean {
  return /[\r\n]/.test(cursor.text.slice(cursor.end, cursor.span().start));
}

function parseRegion(cursor: Cursor): Region {
  const name = cutName(cursor);
  checkFree(cursor, name);
  const attributes = parseAttributes(cursor);
  const fields = expectColon(cursor, name) ? parseFields(cursor) : {};
  return {
    kind: 'region',
    name,
    attributes,
    origin: fields.origin,
    length: fields.length,
    start: name.start,
    end: cursor.end,
  };
}

interface Fields {
  origin?: Expression;
  length?: Expression;
}

function parseFields(cursor: Cursor): Fields {
  const fields: Fields = {};
  for (;;) {
    if (fields.origin === undefined && isField(cursor, originWords)) {
      if (fields.length !== undefined) {
        cursor.problem('ORIGIN has to stand before LENGTH.', cursor.span());
      }
      fields.origin = joinDigits(cursor, parseField(cursor, originWords));
    } else if (fields.length === undefined && isField(cursor, lengthWords)) {
      fields.length = joinDigits(cursor, parseField(cursor, lengthWords));
      skipUnit(cursor, fields.length);
    } else {
      break;
    }
    const hasComma = cursor.within('expression', () => cursor.accept(','));
    const isLast = fields.origin !== undefined && fields.length !== undefined;
    if (hasComma && isLast && ['}', ',', ''].includes(cursor.peek())) {
      const span = { start: cursor.end - 1, end: cursor.end };
      cursor.problem('Behind this comma the linker expects another region.', span);
    }
  }
  const absent = fields.origin === undefined ? 'ORIGIN' : 'LENGTH';
  if (fields.origin === undefined || fields.length === undefined) {
    cursor.problem(`${absent} = is missing in this region.`, cursor.placeOfMissing());
  }
  return fields;
}

const moreDigits = /^(?:[ \t]+|[_'])\d[\da-f]*[km]?\b(?!\s*[:(])/i;

/** `0x0800 0000` and `0x0800_0000`: nothing parts the digits of a number. What is meant is told, not computed with. */
function joinDigits(cursor: Cursor, value: Expression): Expression {
  if (value.kind !== 'number') return value;
  const rest = cursor.text.slice(value.end, value.end + mostUnit);
  const [more] = moreDigits.exec(rest) ?? [];
  if (more === undefined) return value;
  const span = { start: value.start, end: value.end + more.length };
  const written = cursor.text.slice(span.start, span.end);
  const message = `${written} is no number: nothing stands between its digits.`;
  cursor.problem(message, span, 'ld-syntax', written.replace(/[\s_']/g, ''));
  cursor.rewind(span.end);
  return { kind: 'missing', ...span };
}

/** What people write behind a size, blank or not; a region may well be called so, too. */
const unitWithBlank = /^[ \t]+(?:[kmg](?:i?b)?|b|bytes?)\b(?!\s*[:(])/i;
const unitWithout = /^\w+\b(?!\s*[:(])/;

/** `1024KB` and `1024 K`: ld knows K and M, right behind the number; the rest it takes for the next region. */
function skipUnit(cursor: Cursor, size: Expression): void {
  if (size.kind !== 'number') return;
  const rest = cursor.text.slice(size.end, size.end + mostUnit);
  const [unit] = unitWithBlank.exec(rest) ?? unitWithout.exec(rest) ?? [];
  if (unit === undefined) return;
  const end = size.end + unit.length;
  const written = cursor.text.slice(size.start, end);
  const message = `${written} is no size: behind the number only K or M can stand, without a blank.`;
  cursor.problem(message, { start: size.start, end }, 'ld-syntax', sizeMeant(written));
  cursor.rewind(end);
}

/** `512K` of `512KB`, `512 kiB` and `512 K`; undefined where the unit is none. */
function sizeMeant(written: string): string | undefined {
  const meant = /^(0x[\da-f]+|\d+)[ \t]*(?:([kmg])i?b?|b|bytes?)$/i.exec(written);
  const [, number = '', unit = ''] = meant ?? [];
  if (meant === null) return undefined;
  // There is no G.
  return /g/i.test(unit) ? `${Number(number) * 1024}M` : `${number}${unit.toUpperCase()}`;
}

/** `RAM:ORIGIN` is one word for ld; a person sees a name before the colon. */
function cutName(cursor: Cursor): Word {
  const { start } = cursor.span();
  const colon = cursor.kind() === 'name' ? cursor.peek().indexOf(':') : -1;
  const word = cursor.takeWord();
  if (colon <= 0) return word;
  const end = start + colon;
  cursor.problem('The linker reads this colon as part of the name: a space before it is missing.', {
    start: end,
    end: end + 1,
  });
  cursor.rewind(end);
  return { text: word.text.slice(0, colon), start, end };
}

function parseAttributes(cursor: Cursor): Word | undefined {
  if (cursor.peek() !== '(') return undefined;
  const open = cursor.take();
  let text = '';
  let [start, end] = [open.end, open.end];
  while (cursor.isName() || cursor.peek() === '!') {
    const word = cursor.takeWord();
    if (text === '') start = word.start;
    text += word.text;
    end = word.end;
  }
  cursor.expect(')', 'behind the attributes of this region');
  const attributes = { text, start, end };
  if (!/^(?:!?[rwxail]+)+$/i.test(text)) {
    const message =
      'Attributes of a region are letters of rwxail, with ! before those it is not for.';
    cursor.problem(message, end > start ? attributes : open);
  }
  return attributes;
}

function expectColon(cursor: Cursor, name: Word): boolean {
  if (cursor.accept(':')) return true;
  if (cursor.kind() === 'name' && cursor.peek().startsWith(':')) {
    const { start } = cursor.span();
    cursor.problem('The linker reads this colon as part of a word: a space is missing behind it.', {
      start,
      end: start + 1,
    });
    cursor.rewind(start + 1);
    return true;
  }
  cursor.problem(`: is missing behind the region ${name.text}.`, name);
  return [...originWords, ...lengthWords].includes(cursor.peek());
}

function isField(cursor: Cursor, words: readonly string[]): boolean {
  const text = cursor.peek();
  return words.some((word) => text === word || text.startsWith(`${word}=`));
}

function parseField(cursor: Cursor, words: readonly string[]): Expression {
  const { start } = cursor.span();
  const word = words.find((each) => cursor.peek() === each);
  if (word !== undefined) {
    cursor.take();
    if (!cursor.expect('=', `behind ${word}`)) {
      return { kind: 'missing', start: cursor.end, end: cursor.end };
    }
    return parseExpression(cursor);
  }
  const end = start + cursor.peek().indexOf('=') + 1;
  const message = 'The linker reads this as one word: a space before the = is missing.';
  cursor.problem(message, { start, end });
  cursor.rewind(end);
  return parseExpression(cursor);
}

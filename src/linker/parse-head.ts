// The head of an output section, from its name to before its brace: address, type, AT, ALIGN and the rest.

import type { Cursor } from './cursor';
import { parseBracketed, parseExpression } from './parse-expression';
import type { Expression, OutputSection, OutputType, Word } from './syntax';
import { typeWords } from './words';

/** With their places in ld's order. */
const attributeRanks: Readonly<Record<string, number>> = {
  AT: 1,
  ALIGN: 2,
  ALIGN_WITH_INPUT: 2,
  SUBALIGN: 3,
  ONLY_IF_RO: 4,
  ONLY_IF_RW: 4,
  SPECIAL: 4,
};

export type Head = Pick<
  OutputSection,
  | 'address'
  | 'type'
  | 'colon'
  | 'loadAddress'
  | 'align'
  | 'subalign'
  | 'isAlignedWithInput'
  | 'constraint'
>;

/** From behind the name to before the brace. */
export function parseHead(cursor: Cursor, name: Word): Head {
  let type = parseType(cursor);
  let address: Expression | undefined;
  const isHeadOver = (): boolean =>
    [':', '{', '}', ';', '>', '='].includes(cursor.peek()) || cursor.isEnd();
  if (type === undefined && !isHeadOver()) {
    if (cursor.accept('BLOCK')) parseBracketed(cursor, 'BLOCK');
    else address = parseExpression(cursor);
    type = parseType(cursor);
  }
  if (cursor.peek() === 'BLOCK') {
    cursor.problem('BLOCK(…) stands in place of an address, before a type.', cursor.take());
    parseBracketed(cursor, 'BLOCK');
  }
  const colon = cursor.peek() === ':' ? cursor.span().start : cursor.end;
  if (!cursor.accept(':')) cursor.problem(`: is missing behind ${name.text}.`, name);
  const { loadAddress, align, subalign, isAlignedWithInput, constraint } = parseAttributes(cursor);
  return { address, type, colon, loadAddress, align, subalign, isAlignedWithInput, constraint };
}

function parseType(cursor: Cursor): OutputType | undefined {
  if (cursor.peek() !== '(') return undefined;
  const before = cursor.end;
  const { start } = cursor.take();
  // An address in brackets begins the same way.
  if (cursor.kind() !== 'name' || !typeWords.has(cursor.peek())) {
    if (cursor.accept(')'))
      return { keyword: undefined, elfType: undefined, start, end: cursor.end };
    cursor.rewind(before);
    return undefined;
  }
  const keyword = cursor.peek() === 'TYPE' ? undefined : cursor.takeWord();
  const hasInner = keyword !== undefined && cursor.accept('(');
  let elfType: Expression | undefined;
  if (cursor.accept('TYPE')) {
    cursor.expect('=', 'behind TYPE');
    elfType = parseExpression(cursor);
  }
  if (hasInner) cursor.expect(')', 'behind the type of this section');
  if (!cursor.expect(')', 'behind the type of this section')) {
    cursor.skipBrackets();
    cursor.accept(')');
  }
  return { keyword, elfType, start, end: cursor.end };
}

/** AT, ALIGN, SUBALIGN and constraints: ld wants them in this order and each once, a person may not know. */
function parseAttributes(cursor: Cursor): Omit<Head, 'address' | 'type' | 'colon'> {
  let loadAddress: Expression | undefined;
  let align: Expression | undefined;
  let subalign: Expression | undefined;
  let constraint: Word | undefined;
  let isAlignedWithInput = false;
  let before = 0;
  for (;;) {
    const text = cursor.kind() === 'name' ? cursor.peek() : '';
    const rank = attributeRanks[text];
    if (rank === undefined) break;
    const word = cursor.takeWord();
    if (rank < before) {
      const message = `${text} stands too late: the order is AT, ALIGN, SUBALIGN, ONLY_IF_….`;
      cursor.problem(message, word);
    } else if (rank === before) {
      cursor.problem(`${text} is one too many: ${onceOf(rank)} stands here once.`, word);
    }
    before = Math.max(before, rank);
    if (text === 'AT') loadAddress = parseBracketed(cursor, text);
    else if (text === 'ALIGN') align = parseBracketed(cursor, text);
    else if (text === 'SUBALIGN') subalign = parseBracketed(cursor, text);
    else if (text === 'ALIGN_WITH_INPUT') isAlignedWithInput = true;
    else constraint = word;
  }
  return { loadAddress, align, subalign, isAlignedWithInput, constraint };
}

/** The words of a rank, of which one may stand. */
function onceOf(rank: number): string {
  const words = Object.keys(attributeRanks).filter((word) => attributeRanks[word] === rank);
  return words.join(' or ');
}

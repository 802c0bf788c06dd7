// SECTIONS { … }: output sections, overlays, groups, and what stands between and inside them.

import type { Span } from '../base/text';
import type { Cursor } from './cursor';
import { parseBracketed, parseExpression } from './parse-expression';
import { isInput, parseInput } from './parse-input';
import { checkFree, parseCommand, parseStatement, skipItem } from './parse-statement';
import type {
  BodyItem,
  Data,
  Expression,
  Insert,
  OutputSection,
  OutputType,
  Overlay,
  Placement,
  RegionAlias,
  SectionsGroup,
  SectionsItem,
  Word,
} from './syntax';
import { commands } from './words';

const typeWords = new Set(['NOLOAD', 'DSECT', 'COPY', 'INFO', 'OVERLAY', 'READONLY', 'TYPE']);
const dataWords = new Set(['BYTE', 'SHORT', 'LONG', 'QUAD', 'SQUAD', 'FILL']);
/** Each with its place in ld's order; ALIGN_WITH_INPUT shares that of ALIGN. */
const attributeWords = ['AT', 'ALIGN', 'SUBALIGN'];
const constraints = new Set(['ONLY_IF_RO', 'ONLY_IF_RW', 'SPECIAL']);

/** Output sections and statements up to the closing brace, which is left; or to the end of an included file. */
export function parseSectionsItems(cursor: Cursor): readonly SectionsItem[] {
  const items: SectionsItem[] = [];
  while (!cursor.isEnd() && cursor.peek() !== '}') {
    const text = cursor.peek();
    if (text === ';' || text === ',') {
      cursor.problem(`This ${text} ends nothing: none stands here in SECTIONS.`, cursor.take());
    } else {
      items.push(parseSectionsItem(cursor));
    }
  }
  return items;
}

function parseSectionsItem(cursor: Cursor): SectionsItem {
  const text = cursor.peek();
  const isName = cursor.kind() === 'name';
  if (isName && text === 'OVERLAY') return parseOverlay(cursor);
  if (isName && text === 'GROUP') return parseGroup(cursor);
  if (isName && text !== 'ENTRY' && (commands.has(text) || text === 'INSERT')) {
    cursor.problem(`${text} stands outside of SECTIONS.`, cursor.span());
    if (text === 'INSERT') return parseInsert(cursor);
    return text === 'REGION_ALIAS' ? parseRegionAlias(cursor) : parseCommand(cursor);
  }
  const statement = parseStatement(cursor);
  if (statement !== undefined) return statement;
  if (cursor.isName()) return parseOutput(cursor);
  return skipItem(cursor, `${shown(text)} is not expected in SECTIONS.`);
}

/** The inside of an output section, up to the closing brace, which is left. */
export function parseBodyItems(cursor: Cursor): readonly BodyItem[] {
  const items: BodyItem[] = [];
  while (!cursor.isEnd() && cursor.peek() !== '}') {
    if (cursor.accept(';')) continue;
    if (cursor.peek() === ',') {
      const message = 'The linker reads this comma as the name of a file: here nothing is between inputs.';
      cursor.problem(message, cursor.take());
    } else {
      items.push(parseBodyItem(cursor));
    }
  }
  return items;
}

function parseBodyItem(cursor: Cursor): BodyItem {
  const text = cursor.peek();
  if (cursor.kind() === 'name') {
    if (dataWords.has(text)) return parseData(cursor);
    if (text === 'ASCIZ' || text === 'LINKER_VERSION') return parseText(cursor);
    if (text === 'CONSTRUCTORS' || text === 'CREATE_OBJECT_SYMBOLS') {
      const name = cursor.takeWord();
      return { kind: 'command', name, args: [], start: name.start, end: name.end };
    }
  }
  const statement = parseStatement(cursor);
  if (statement !== undefined) return statement;
  if (isInput(cursor)) return parseInput(cursor);
  return skipItem(cursor, `${shown(text)} is not expected in an output section.`);
}

function parseData(cursor: Cursor): Data {
  const keyword = cursor.takeWord();
  const value = parseBracketed(cursor, keyword.text);
  return { kind: 'data', keyword, value, start: keyword.start, end: cursor.end };
}

function parseText(cursor: Cursor): Data {
  const keyword = cursor.takeWord();
  if (keyword.text === 'ASCIZ' && cursor.kind() === 'string') cursor.take();
  return { kind: 'data', keyword, value: undefined, start: keyword.start, end: cursor.end };
}

export function parseRegionAlias(cursor: Cursor): RegionAlias {
  const command = parseCommand(cursor);
  const [alias, region] = command.args;
  const nothing = { text: '', start: command.end, end: command.end };
  const { start, end } = command;
  return { kind: 'alias', alias: alias ?? nothing, region: region ?? nothing, start, end };
}

export function parseInsert(cursor: Cursor): Insert {
  const { start } = cursor.take();
  const where = cursor.peek() === 'BEFORE' ? 'BEFORE' : 'AFTER';
  if (!cursor.accept('BEFORE') && !cursor.accept('AFTER')) {
    cursor.problem('AFTER or BEFORE is missing behind INSERT.', { start, end: cursor.end });
  }
  const section = cursor.isName() ? cursor.takeWord() : undefined;
  if (section === undefined) {
    cursor.problem('INSERT needs the name of an output section.', { start, end: cursor.end });
  }
  cursor.accept(';');
  const nothing = { text: '', start: cursor.end, end: cursor.end };
  return { kind: 'insert', where, section: section ?? nothing, start, end: cursor.end };
}

function parseOverlay(cursor: Cursor): Overlay {
  const { start } = cursor.take();
  let address: Expression | undefined;
  let loadAddress: Expression | undefined;
  cursor.within('expression', () => {
    if (cursor.peek() !== ':') address = parseExpression(cursor);
    cursor.expect(':', 'behind OVERLAY');
    cursor.accept('NOCROSSREFS');
    if (cursor.accept('AT')) loadAddress = parseBracketed(cursor, 'AT');
  });
  const sections: OutputSection[] = [];
  if (cursor.expect('{', 'in this OVERLAY')) {
    while (!cursor.isEnd() && cursor.peek() !== '}') {
      if (cursor.isName()) sections.push(parseOverlaid(cursor));
      else skipItem(cursor, `${shown(cursor.peek())} is not expected in an OVERLAY.`);
    }
    cursor.expect('}', 'at the end of this OVERLAY');
  }
  const placement = parsePlacement(cursor, loadAddress !== undefined);
  return { kind: 'overlay', address, loadAddress, sections, ...placement, start, end: cursor.end };
}

function parseOverlaid(cursor: Cursor): OutputSection {
  const name = cursor.takeWord();
  const colon = cursor.end;
  const body = parseBody(cursor, name);
  const placement = parsePlacement(cursor, false);
  return {
    ...{ kind: 'output', name, address: undefined, type: undefined, colon },
    ...{ loadAddress: undefined, align: undefined, subalign: undefined },
    ...{ isAlignedWithInput: false, constraint: undefined, ...body, ...placement },
    ...{ start: name.start, end: cursor.end },
  };
}

function parseGroup(cursor: Cursor): SectionsGroup {
  const { start } = cursor.take();
  cursor.within('expression', () => {
    if (cursor.peek() !== ':' && cursor.peek() !== '{') parseExpression(cursor);
    cursor.accept(':');
  });
  let items: readonly SectionsItem[] = [];
  if (cursor.expect('{', 'in this GROUP')) {
    // Groups in groups: what is nested too deep is skipped as brackets are.
    items = cursor.nested(() => parseSectionsItems(cursor)) ?? [];
    cursor.expect('}', 'at the end of this GROUP');
  }
  return { kind: 'group', items, ...parsePlacement(cursor, false), start, end: cursor.end };
}

function parseOutput(cursor: Cursor): OutputSection {
  const name = parseName(cursor);
  checkFree(cursor, name);
  const head = cursor.within('expression', () => parseHead(cursor, name));
  const body = parseBody(cursor, name);
  const placement = parsePlacement(cursor, head.loadAddress !== undefined);
  const { start } = name;
  return { kind: 'output', name, ...head, ...body, ...placement, start, end: cursor.end };
}

/** `.text:` is one word for ld; a person sees a name before the colon. */
function parseName(cursor: Cursor): Word {
  const text = cursor.kind() === 'name' ? cursor.peek() : '';
  const word = cursor.takeWord();
  if (text.length < 2 || !text.endsWith(':')) return word;
  const end = word.end - 1;
  cursor.problem('The linker reads this colon as part of the name: a space before it is missing.', {
    start: end,
    end: word.end,
  });
  cursor.rewind(end);
  return { text: text.slice(0, -1), start: word.start, end };
}

type Head = Pick<
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
function parseHead(cursor: Cursor, name: Word): Head {
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
  return { address, type, colon, ...parseAttributes(cursor) };
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

/** AT, ALIGN, SUBALIGN and constraints: ld wants them in this order, a person may not know. */
function parseAttributes(cursor: Cursor): Omit<Head, 'address' | 'type' | 'colon'> {
  let [loadAddress, align, subalign]: (Expression | undefined)[] = [];
  let constraint: Word | undefined;
  let isAlignedWithInput = false;
  let rank = 0;
  for (;;) {
    const text = cursor.kind() === 'name' ? cursor.peek() : '';
    const now = constraints.has(text) ? 4 : attributeWords.indexOf(text) + 1;
    if (now === 0) break;
    const word = cursor.takeWord();
    if (now < rank) {
      cursor.problem(`${text} stands too late: the order is AT, ALIGN, SUBALIGN, ONLY_IF.`, word);
    } else if (now === rank) {
      const message =
        text === 'ALIGN_WITH_INPUT' || (text === 'ALIGN' && isAlignedWithInput)
          ? 'A section has ALIGN or ALIGN_WITH_INPUT, not both.'
          : `${text} is one too many.`;
      cursor.problem(message, word);
    }
    rank = Math.max(rank, now === 3 && text === 'ALIGN_WITH_INPUT' ? 2 : now);
    if (text === 'AT') loadAddress = parseBracketed(cursor, text);
    else if (text === 'ALIGN') align = parseBracketed(cursor, text);
    else if (text === 'SUBALIGN') subalign = parseBracketed(cursor, text);
    else if (text === 'ALIGN_WITH_INPUT') isAlignedWithInput = true;
    else constraint = word;
  }
  return { loadAddress, align, subalign, isAlignedWithInput, constraint };
}

function parseBody(cursor: Cursor, name: Word): Pick<OutputSection, 'body' | 'inside' | 'close'> {
  return cursor.within('script', () => {
    if (cursor.peek() !== '{') {
      cursor.problem(`{ is missing: the content of ${name.text}.`, name);
      const { end } = cursor;
      return { body: [], inside: { start: end, end }, close: end };
    }
    const open = cursor.take();
    const body = parseBodyItems(cursor);
    const inside = { start: open.end, end: cursor.span().start };
    if (!cursor.accept('}')) {
      cursor.problem('This { is never closed: } is missing.', open, 'ld-unbalanced-bracket');
    }
    return { body, inside, close: cursor.end };
  });
}

/** What follows a closing brace, in ld's order: `>`, `AT>`, `:`, `=`. */
function parsePlacement(cursor: Cursor, hasLoadAddress: boolean): Placement {
  return cursor.within('expression', () => {
    let [region, loadRegion]: (Word | undefined)[] = [];
    const segments: Word[] = [];
    let rank = 0;
    const inOrder = (now: number, span: Span): void => {
      if (now < rank) cursor.problem('This stands too late: the order is >, AT>, :, =.', span);
      rank = Math.max(rank, now);
    };
    for (;;) {
      const span = cursor.span();
      if (cursor.accept('>')) {
        inOrder(1, span);
        if (region !== undefined) cursor.problem('A section runs in one region: this is one more.', span);
        region = takeRegion(cursor, '>') ?? region;
      } else if (isLoadRegion(cursor)) {
        inOrder(2, span);
        const before = loadRegion !== undefined;
        loadRegion = takeRegion(cursor, 'AT>') ?? loadRegion;
        if (hasLoadAddress || before) {
          const how = before ? 'AT>' : 'AT(…)';
          const message = `The load address is written already, by ${how}: this is one too many.`;
          cursor.problem(message, span);
        }
      } else if (cursor.accept(':')) {
        inOrder(3, span);
        if (cursor.isName()) segments.push(cursor.takeWord());
      } else break;
    }
    const fill = cursor.accept('=') ? parseExpression(cursor) : undefined;
    cursor.accept(',');
    return { region, loadRegion, segments, fill };
  });
}

function isLoadRegion(cursor: Cursor): boolean {
  if (cursor.kind() !== 'name' || cursor.peek() !== 'AT') return false;
  cursor.take();
  cursor.expect('>', 'behind AT');
  return true;
}

/** Region names are read as the script's, not as an expression's: `R-1` is one. */
function takeRegion(cursor: Cursor, after: string): Word | undefined {
  const word = cursor.within('outer', () => (cursor.isName() ? cursor.takeWord() : undefined));
  if (word === undefined) {
    cursor.problem(`The name of a region is missing behind ${after}.`, cursor.placeOfMissing());
    return undefined;
  }
  const length = word.text.search(/[=:,]/);
  if (length <= 0 || word.end - word.start !== word.text.length) return word;
  const end = word.start + length;
  cursor.rewind(end);
  return { text: word.text.slice(0, length), start: word.start, end };
}

function shown(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}

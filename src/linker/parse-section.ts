// SECTIONS { … }: output sections, overlays, groups, and what stands between and inside them.

import type { Cursor } from './cursor';
import { parseBracketed, parseExpression } from './parse-expression';
import { parseHead } from './parse-head';
import { isInput, parseInput } from './parse-input';
import { parsePlacement } from './parse-placement';
import { checkFree, parseCommand, parseStatement, skipItem } from './parse-statement';
import type {
  BodyItem,
  Data,
  Expression,
  Insert,
  OutputSection,
  Overlay,
  RegionAlias,
  SectionsGroup,
  SectionsItem,
  Word,
} from './syntax';
import { commands } from './words';

const dataWords = new Set(['BYTE', 'SHORT', 'LONG', 'QUAD', 'SQUAD', 'FILL']);
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
      const message =
        'The linker reads this comma as the name of a file: here nothing is between inputs.';
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
    if (cursor.accept('SUBALIGN')) parseBracketed(cursor, 'SUBALIGN');
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
  const region = placement.region ?? placement.loadRegion;
  if (region !== undefined) {
    cursor.problem('The region of an OVERLAY stands behind its own brace, once for all.', region);
  }
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
  // Written out: to spread three objects into one took a tenth of the time that a script takes to parse.
  return {
    kind: 'output',
    name,
    address: head.address,
    type: head.type,
    colon: head.colon,
    loadAddress: head.loadAddress,
    align: head.align,
    subalign: head.subalign,
    isAlignedWithInput: head.isAlignedWithInput,
    constraint: head.constraint,
    body: body.body,
    inside: body.inside,
    close: body.close,
    region: placement.region,
    loadRegion: placement.loadRegion,
    segments: placement.segments,
    fill: placement.fill,
    start,
    end: cursor.end,
  };
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

function shown(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}

// What stands behind the closing brace of an output section: `>RAM AT> FLASH :text =0xff`.

import type { Span } from '../base/text';
import type { Cursor } from './cursor';
import { parseExpression } from './parse-expression';
import type { Expression, Placement, Word } from './syntax';

/** What follows a closing brace, in ld's order: `>`, `AT>`, `:`, `=`. */
export function parsePlacement(cursor: Cursor, hasLoadAddress: boolean): Placement {
  return cursor.within('expression', () => {
    let region: Word | undefined;
    let loadRegion: Word | undefined;
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
        if (region !== undefined)
          cursor.problem('A section runs in one region: this is one more.', span);
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
    const fill = cursor.accept('=') ? parseFill(cursor) : undefined;
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

function parseFill(cursor: Cursor): Expression {
  if (!cursor.within('outer', () => isNextSection(cursor))) return parseExpression(cursor);
  cursor.problem('An expression is missing here.', cursor.placeOfMissing());
  return { kind: 'missing', start: cursor.end, end: cursor.end };
}

/** Half typed: on a line of its own a name with a dot is the next section, not what is missing here. */
function isNextSection(cursor: Cursor): boolean {
  if (cursor.kind() !== 'name' || !/^[./]./.test(cursor.peek())) return false;
  return cursor.text.slice(cursor.end, cursor.span().start).includes('\n');
}

/** Region names are read as the script's, not as an expression's: `R-1` is one. */
function takeRegion(cursor: Cursor, after: string): Word | undefined {
  const word = cursor.within('outer', () =>
    cursor.isName() && !isNextSection(cursor) ? cursor.takeWord() : undefined,
  );
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

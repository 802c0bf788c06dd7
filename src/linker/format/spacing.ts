// Where a formatted script has blanks between tokens: around operators, behind commas and colons, and the columns of
// MEMORY. Only what the tree tells apart is parted; in a script's words `-`, `=` and `:` are letters.

import type { Span } from '../../base/text';
import type { KeptSpan } from './kept-spans';
import { regionColumns } from './region-columns';
import type { Expression, OutputSection, Placement, ProgramHeader, SyntaxTree } from '../syntax';

export interface Spacing {
  /** Offsets that have a blank before them, if they do not begin a line. */
  readonly blanks: ReadonlySet<number>;
  /** Offsets where a gap begins, with how many blanks it has. */
  readonly columns: ReadonlyMap<number, number>;
  /** A line that begins within one of these goes on; in order. */
  readonly statements: readonly Span[];
}

export function spacingOf(text: string, tree: SyntaxTree, kept: readonly KeptSpan[]): Spacing {
  const maker = new SpacingMaker(text, kept);
  maker.items(tree.items);
  maker.statements.sort((a, b) => a.start - b.start);
  return maker;
}

/** From the offset over blanks and line ends. */
export function skipBlanks(text: string, offset: number): number {
  let at = offset;
  while (at < text.length && text.charCodeAt(at) <= 0x20) at += 1;
  return at;
}

type Item = SyntaxTree['items'][number] | ProgramHeader;

class SpacingMaker implements Spacing {
  readonly blanks = new Set<number>();
  readonly columns = new Map<number, number>();
  readonly statements: Span[] = [];

  constructor(
    private readonly text: string,
    private readonly kept: readonly KeptSpan[],
  ) {}

  items(items: readonly Item[]): void {
    for (const item of items) this.item(item);
    // The columns are as wide as what is in them with all its blanks.
    const regions = items.flatMap((item) => (item.kind === 'region' ? [item] : []));
    regionColumns(this.text, regions, this.kept, this.blanks, this.columns);
  }

  private item(item: Item): void {
    switch (item.kind) {
      case 'memory':
      case 'sections':
        this.items(item.items);
        break;
      case 'group':
        this.items(item.items);
        this.placement(item);
        break;
      case 'phdrs':
        this.items(item.headers);
        break;
      case 'overlay':
        this.expressions([item.address, item.loadAddress]);
        this.items(item.sections);
        this.placement(item);
        break;
      case 'output':
        this.output(item);
        break;
      case 'region':
        this.expressions([item.origin, item.length]);
        this.statements.push(item);
        break;
      case 'header':
        this.expressions([item.type, item.at, item.flags]);
        this.statements.push(item);
        break;
      case 'assignment':
        this.around(item.target.end, item.operator);
        this.expressions([item.value]);
        this.statements.push(item);
        break;
      case 'assertion':
        this.expressions([item.assert]);
        this.statements.push(item);
        break;
      case 'data':
        this.expressions([item.value]);
        this.statements.push(item);
        break;
      case 'alias':
      case 'command':
      case 'input':
      case 'include':
      case 'insert':
        this.statements.push(item);
        break;
      case 'version':
      case 'skipped':
    }
  }

  private output(item: OutputSection): void {
    const { address, type, loadAddress, align, subalign, colon, inside, close } = item;
    if (this.text[colon] === ':') {
      this.blanks.add(colon);
      this.blanks.add(colon + 1);
    }
    this.expressions([address, type?.elfType, loadAddress, align, subalign]);
    this.statements.push({ start: item.start, end: inside.start - 1 });
    this.items(item.body);
    this.placement(item);
    this.statements.push({ start: close, end: item.end });
  }

  private placement({ fill }: Placement): void {
    this.expressions([fill]);
  }

  /** With a list of its own instead of calls: sums can be very long. */
  private expressions(list: readonly (Expression | undefined)[]): void {
    const rest = [...list];
    while (rest.length > 0) {
      const next = rest.pop();
      if (next === undefined) continue;
      switch (next.kind) {
        case 'binary':
          this.around(next.left.end, next.operator);
          rest.push(next.left, next.right);
          break;
        case 'conditional':
          this.around(next.condition.end, '?');
          this.around(next.yes.end, ':');
          rest.push(next.condition, next.yes, next.no);
          break;
        case 'unary':
          rest.push(next.operand);
          break;
        case 'assert':
          this.behind(next.condition.end, ',');
          rest.push(next.condition);
          break;
        case 'call':
          for (const each of next.args) {
            this.behind(each.end, ',');
            rest.push(each);
          }
          break;
        case 'name':
        case 'number':
        case 'missing':
      }
    }
  }

  private around(end: number, operator: string): void {
    const at = skipBlanks(this.text, end);
    if (!this.text.startsWith(operator, at)) return;
    this.blanks.add(at);
    this.blanks.add(at + operator.length);
  }

  private behind(end: number, mark: string): void {
    const at = skipBlanks(this.text, end);
    if (this.text.startsWith(mark, at)) this.blanks.add(at + mark.length);
  }
}

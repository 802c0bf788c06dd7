// Every name in the tree of one script file: regions, sections, symbols and segments, with what is done to them there.
// For whoever goes from a name to where it is declared and used. (Contract.)

import type { Span } from '../base/text';
import type {
  CallExpression,
  Command,
  Expression,
  NameExpression,
  OutputSection,
  Placement,
  ProgramHeader,
  SyntaxTree,
  Word,
} from './syntax';
import { directParts, partsOf } from './walk-expression';

export type NameKind = 'region' | 'section' | 'symbol' | 'segment';

/** One occurrence; the span is that of the word, with its quotes where it has them. */
export interface NameUse extends Span {
  readonly kind: NameKind;
  /** Without quotes. */
  readonly name: string;
  /**
   * `declaration`: MEMORY, REGION_ALIAS, an output section's head, PHDRS; for a symbol every assignment. `read`:
   * everywhere else.
   */
  readonly role: 'declaration' | 'read';
  /** The construct that it belongs to: the region, the output section, the assignment. */
  readonly whole: Span;
}

/** In the order of their places. The location counter and names that ld itself gives (`PT_LOAD`, `:NONE`) are none. */
export function namesIn(tree: SyntaxTree): readonly NameUse[] {
  const collector = new Collector();
  for (const item of tree.items) collector.item(item);
  return collector.names.sort((a, b) => a.start - b.start);
}

/** The name that holds the offset, or ends there. */
export function nameAt(tree: SyntaxTree, offset: number): NameUse | undefined {
  return namesIn(tree).find(({ start, end }) => start <= offset && offset <= end);
}

type Item = SyntaxTree['items'][number] | ProgramHeader;

/** What the arguments of these name; of all other builtins they are expressions. */
const argumentKinds: ReadonlyMap<string, NameKind> = new Map([
  ['ORIGIN', 'region'],
  ['LENGTH', 'region'],
  ['DEFINED', 'symbol'],
  ['SIZEOF', 'section'],
  ['ADDR', 'section'],
  ['LOADADDR', 'section'],
  ['ALIGNOF', 'section'],
]);
/** Names of constants, and of the segments of -Ttext and the like. */
const withoutNames = /^(?:CONSTANT|SEGMENT_START)$/;
const commandKinds: ReadonlyMap<string, NameKind> = new Map([
  ['ENTRY', 'symbol'],
  ['EXTERN', 'symbol'],
  ['NOCROSSREFS', 'section'],
  ['NOCROSSREFS_TO', 'section'],
]);
const ownNames = /^(?:\.|SIZEOF_HEADERS|sizeof_headers|(?:PT|SHT)_\w+)$/;

/** Of a call only the arguments that are expressions. */
function insideOf(expression: Expression): readonly Expression[] {
  if (expression.kind !== 'call') return directParts(expression);
  const { callee, args } = expression;
  if (withoutNames.test(callee.text)) return args.slice(1);
  return argumentKinds.get(callee.text) === undefined
    ? args
    : args.filter((each) => each.kind !== 'name');
}

class Collector {
  readonly names: NameUse[] = [];

  item(item: Item): void {
    switch (item.kind) {
      case 'memory':
      case 'sections':
        for (const each of item.items) this.item(each);
        break;
      case 'group':
        for (const each of item.items) this.item(each);
        this.placement(item, item);
        break;
      case 'phdrs':
        for (const each of item.headers) this.item(each);
        break;
      case 'header':
        this.add('segment', 'declaration', item.name, item);
        this.expressions([item.type, item.at, item.flags], item);
        break;
      case 'region':
        this.add('region', 'declaration', item.name, item);
        this.expressions([item.origin, item.length], item);
        break;
      case 'alias':
        this.add('region', 'declaration', item.alias, item);
        this.add('region', 'read', item.region, item);
        break;
      case 'overlay':
        this.expressions([item.address, item.loadAddress], item);
        for (const each of item.sections) this.output(each);
        this.placement(item, item);
        break;
      case 'output':
        this.output(item);
        break;
      case 'insert':
        this.add('section', 'read', item.section, item);
        break;
      case 'assignment':
        this.add('symbol', 'declaration', item.target, item);
        this.expressions([item.value], item);
        break;
      case 'assertion':
        this.expressions([item.assert], item);
        break;
      case 'data':
        this.expressions([item.value], item);
        break;
      case 'command':
        this.command(item);
        break;
      case 'input':
      case 'include':
      case 'version':
      case 'skipped':
    }
  }

  private output(item: OutputSection): void {
    this.add('section', 'declaration', item.name, item);
    const { address, type, loadAddress, align, subalign } = item;
    this.expressions([address, type?.elfType, loadAddress, align, subalign], item);
    for (const each of item.body) this.item(each);
    this.placement(item, item);
  }

  private placement({ region, loadRegion, segments, fill }: Placement, whole: Span): void {
    for (const word of [region, loadRegion]) if (word) this.add('region', 'read', word, whole);
    for (const word of segments) {
      if (word.text !== 'NONE') this.add('segment', 'read', word, whole);
    }
    this.expressions([fill], whole);
  }

  private command(item: Command): void {
    const kind = commandKinds.get(item.name.text);
    if (kind === undefined) return;
    for (const word of item.args) this.add(kind, 'read', word, item);
  }

  private expressions(list: readonly (Expression | undefined)[], whole: Span): void {
    for (const each of list) {
      for (const part of partsOf(each, insideOf)) {
        if (part.kind === 'name') this.named('symbol', part, whole);
        if (part.kind === 'call') this.arguments(part, whole);
      }
    }
  }

  private arguments({ callee, args }: CallExpression, whole: Span): void {
    const kind = argumentKinds.get(callee.text);
    if (kind === undefined) return;
    for (const each of args) if (each.kind === 'name') this.named(kind, each, whole);
  }

  private named(kind: NameKind, { name, word }: NameExpression, whole: Span): void {
    this.add(kind, 'read', { text: name, ...word }, whole);
  }

  private add(kind: NameKind, role: NameUse['role'], word: Word, whole: Span): void {
    const { text: name, start, end } = word;
    if (name === '' || (kind === 'symbol' && ownNames.test(name))) return;
    this.names.push({
      ...{ kind, name, role, start, end },
      whole: { start: whole.start, end: whole.end },
    });
  }
}

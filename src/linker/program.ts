// A script with all it includes, as one list of steps in ld's order. Blocks are opened here; what they mean is the
// evaluator's.

import type { Span } from '../base/text';
import { LineIndex } from '../base/text';
import { parseScript } from './parser';
import { isErrorId } from './problem-ids';
import type { ProblemId } from './problem-ids';
import type { ScriptInclude, ScriptPlace, ScriptProblem } from './script-model';
import type {
  Assignment,
  AssertExpression,
  Command,
  Context,
  Data,
  Include,
  InputSection,
  Insert,
  OutputSection,
  Overlay,
  Region,
  RegionAlias,
  SyntaxTree,
} from './syntax';

/** `searched`: folders of SEARCH_DIR that stand before the INCLUDE, as they are written. */
export type IncludeReader = (
  name: string,
  from: string,
  searched: readonly string[],
) => { readonly file: string; readonly text: string } | undefined;

/** One file of the script: makes places of spans. A byte order mark that the text still has is a column, as for LSP. */
export interface SourceFile {
  readonly file: string;
  readonly text: string;
  placeOf(span: Span): ScriptPlace;
}

export type Node =
  | Assignment
  | AssertExpression
  | Command
  | Data
  | InputSection
  | Insert
  | Region
  | RegionAlias
  | OutputSection;

/** One step; `section` begins an output section that lasts until `end`. */
export type Step =
  | { readonly kind: 'node'; readonly node: Node; readonly source: SourceFile }
  | {
      readonly kind: 'section';
      readonly node: OutputSection;
      readonly overlay: Overlay | undefined;
      readonly source: SourceFile;
    }
  | { readonly kind: 'end' };

export interface Program {
  /** Of the file, in the context it is first read in; undefined for a file that is no part of the script. */
  treeOf(file: string): SyntaxTree | undefined;
  readonly steps: readonly Step[];
  readonly sources: readonly SourceFile[];
  readonly problems: ScriptProblem[];
  readonly includes: readonly ScriptInclude[];
  /** Between the braces of the first MEMORY and the first SECTIONS. */
  readonly memoryPlace: ScriptPlace | undefined;
  readonly sectionsPlace: ScriptPlace | undefined;
  readonly isPreprocessed: boolean;
  /** With INSERT the script goes into ld's own one, of which nothing is known here. */
  readonly isAddition: boolean;
  /** Whether everything was read that INCLUDE names, and all of MEMORY. */
  readonly isWhole: boolean;
  /** Names that PHDRS declares; undefined without PHDRS. */
  readonly segments: ReadonlySet<string> | undefined;
}

/** As ld (MAX_INCLUDE_DEPTH in ld/ldlex.l). */
const deepestInclude = 10;
const empty = { start: 0, end: 0 };
/** Each is looked in for each INCLUDE; scripts have one or two. */
const mostSearched = 20;
/** Files that include each other many times over would grow without end. */
const mostIncludes = 500;
const mostSteps = 2_000_000;
/** Scripts have some ten thousand characters; what is this long is none, and would only cost time. */
export const mostCharacters = 2_000_000;

/** Whether the text is not read, and `ld-too-long` is told of it. */
export function isTooLong({ length }: string): boolean {
  return length > mostCharacters;
}

export function makeProgram(
  text: string,
  file: string,
  reader: IncludeReader | undefined,
): Program {
  const maker = new ProgramMaker(reader);
  const source = maker.open(file, text);
  maker.addTree(source, 'top', 0);
  return maker;
}

class ProgramMaker implements Program {
  readonly steps: Step[] = [];
  readonly sources: SourceFile[] = [];
  readonly problems: ScriptProblem[] = [];
  readonly includes: ScriptInclude[] = [];
  memoryPlace: ScriptPlace | undefined;
  sectionsPlace: ScriptPlace | undefined;
  isPreprocessed = false;
  isWhole = true;
  isAddition = false;
  segments: Set<string> | undefined;
  private readonly searched: string[] = [];
  private readonly told = new Set<string>();
  private depth = 0;
  private readonly opened = new Map<string, SourceFile>();
  private readonly trees = new Map<SourceFile, Map<Context, SyntaxTree>>();

  constructor(private readonly reader: IncludeReader | undefined) {}

  open(file: string, text: string): SourceFile {
    const known = this.opened.get(file);
    if (known !== undefined) return known;
    const source = sourceFile(file, text);
    this.opened.set(file, source);
    this.sources.push(source);
    return source;
  }

  treeOf(file: string): SyntaxTree | undefined {
    const source = this.opened.get(file);
    const [first] = source === undefined ? [] : (this.trees.get(source)?.values() ?? []);
    return first;
  }

  addTree(source: SourceFile, context: Context, depth: number): void {
    const before = this.depth;
    this.depth = depth;
    const { items, problems } = this.parsed(source, context);
    const errors = problems.filter(({ id }) => isErrorId(id)).map(({ span }) => span.start);
    for (const item of items) {
      // What is written wrong in MEMORY may hide a region.
      const { start, end } = item.kind === 'memory' || context === 'memory' ? item : empty;
      if (errors.some((error) => error >= start && error < end)) this.isWhole = false;
      this.add(item, source, context);
    }
    this.depth = before;
  }

  private parsed(source: SourceFile, context: Context): SyntaxTree {
    const trees = this.trees.get(source) ?? new Map<Context, SyntaxTree>();
    this.trees.set(source, trees);
    const known = trees.get(context);
    if (known !== undefined) return known;
    const isUnread = isTooLong(source.text);
    const tree = parseScript(isUnread ? '' : source.text, context);
    if (isUnread) this.tellTooLong(source);
    trees.set(context, tree);
    this.isPreprocessed ||= tree.isPreprocessed;
    for (const { id, message, span, instead } of tree.problems) {
      this.tell(id, message, source.placeOf(span), instead);
    }
    return tree;
  }

  private tellTooLong(source: SourceFile): void {
    this.isWhole = false;
    const message = `${source.file} was not read: its ${source.text.length} characters are too many for a script.`;
    this.tell('ld-too-long', message, source.placeOf({ start: 0, end: 0 }));
  }

  private add(item: SyntaxTree['items'][number], source: SourceFile, context: Context): void {
    if (this.steps.length > mostSteps) return;
    switch (item.kind) {
      case 'include':
        this.include(item, source, context);
        break;
      case 'memory':
        this.memoryPlace ??= source.placeOf(item.inside);
        for (const each of item.items) this.add(each, source, 'memory');
        break;
      case 'sections':
        this.sectionsPlace ??= source.placeOf(item.inside);
        for (const each of item.items) this.add(each, source, 'sections');
        break;
      case 'group':
        for (const each of item.items) this.add(each, source, 'sections');
        break;
      case 'overlay':
        for (const each of item.sections) this.addSection(each, source, item);
        break;
      case 'output':
        this.addSection(item, source, undefined);
        break;
      case 'assertion':
        this.steps.push({ kind: 'node', node: item.assert, source });
        break;
      case 'phdrs':
        this.segments ??= new Set();
        for (const {
          name: { text },
        } of item.headers)
          this.segments.add(text);
        break;
      case 'version':
      case 'skipped':
        break;
      case 'insert':
        this.isAddition = true;
        this.steps.push({ kind: 'node', node: item, source });
        break;
      case 'command':
        this.addSearched(item);
        this.steps.push({ kind: 'node', node: item, source });
        break;
      case 'assignment':
      case 'alias':
      case 'region':
      case 'input':
      case 'data':
        this.steps.push({ kind: 'node', node: item, source });
    }
  }

  private addSection(node: OutputSection, source: SourceFile, overlay: Overlay | undefined): void {
    this.steps.push({ kind: 'section', node, overlay, source });
    for (const each of node.body) this.add(each, source, 'body');
    this.steps.push({ kind: 'end' });
  }

  private addSearched({ name, args: [folder, ...rest] }: Command): void {
    if (name.text !== 'SEARCH_DIR' || folder === undefined || rest.length > 0) return;
    if (this.searched.length < mostSearched) this.searched.push(folder.text);
  }

  private include(item: Include, source: SourceFile, context: Context): void {
    const { text: name } = item.file;
    if (name === '') return;
    const place = source.placeOf(item.file);
    const found = this.find(name, place);
    if (this.includes.length <= mostIncludes) {
      this.includes.push({ name, file: found?.file, place });
    }
    if (found !== undefined) {
      this.addTree(this.open(found.file, found.text), context, this.depth + 1);
    }
  }

  /** What is not read is told. */
  private find(name: string, place: ScriptPlace): ReturnType<IncludeReader> {
    // The text alone is known: what INCLUDE names is not wrong for that.
    const found = this.reader?.(name, place.file, this.searched);
    const isTooDeep = this.depth >= deepestInclude;
    const isTooMany = this.includes.length >= mostIncludes;
    if (found !== undefined && !isTooDeep && !isTooMany) return found;
    this.isWhole = false;
    if (this.reader === undefined) return undefined;
    if (found === undefined) {
      // Where -L leads is known to who calls the linker, so this is no proof.
      const message = `The included file ${name} was not found. The linker looks in the folders of -L too.`;
      this.tell('ld-include-missing', message, place);
    } else {
      const reason = isTooDeep
        ? `it is included more than ${deepestInclude} levels deep, perhaps by itself`
        : `there are more than ${mostIncludes} INCLUDEs, perhaps of files that include each other`;
      this.tell('ld-include-too-deep', `${name} was not read: ${reason}.`, place);
    }
    return undefined;
  }

  /** An included file may be read many times over; each place is told once. */
  private tell(id: ProblemId, message: string, place: ScriptPlace, instead?: string): void {
    const key = `${id} ${place.file} ${place.start}`;
    if (this.told.has(key)) return;
    this.told.add(key);
    this.problems.push({ id, message, place, isError: isErrorId(id), instead });
  }
}

function sourceFile(file: string, text: string): SourceFile {
  let index: LineIndex | undefined;
  return {
    file,
    text,
    placeOf: ({ start, end }) => {
      index ??= new LineIndex(text);
      const from = index.placeOf(start);
      const to = index.placeOf(end);
      const { line, column } = from;
      return { file, start, end, line, column, endLine: to.line, endColumn: to.column };
    },
  };
}

// Follows the tokens of a linker script and knows at each what may come next, however broken the script is: a keyword
// with its brace sets everything right again.

import type { Context } from '../linker/syntax';
import type { Token } from '../linker/token';

/** What is expected next. `names`: symbols or names of which nothing is known. */
export type Expected =
  | ('top' | 'memory' | 'flags' | 'colon' | 'fields' | 'sections' | 'head' | 'type' | 'attributes')
  | ('overlay' | 'body' | 'tail' | 'region' | 'segment' | 'header' | 'phdrs' | 'patterns' | 'keep')
  | ('files' | 'names' | 'include' | 'insert' | 'insert-after' | 'version' | 'expression')
  | 'provide';

export interface WalkState {
  readonly kind: Expected;
  /** The word before the innermost bracket: `ORIGIN`, `KEEP`; empty outside of brackets, and for a bare bracket. */
  readonly callee: string;
  /** Which argument of it, from 0. */
  readonly argument: number;
  readonly isInBrackets: boolean;
  /** The name that the line began with: a region, an output section, a symbol. */
  readonly item: string;
  /** Of a region: what it has already, `ORIGIN`, `LENGTH`. */
  readonly fields: readonly string[];
  /** Whether something can be added here that belongs to the line before: `AT>` behind `}`. */
  readonly isNewLine: boolean;
}

interface Frame {
  /** What a fresh statement in it is; of round brackets what they hold. */
  readonly base: Expected;
  readonly isRound: boolean;
  readonly callee: string;
  kind: Expected;
  argument: number;
  item: string;
  fields: string[];
}

const assignment = /^(?:=|<<=|>>=|[-+*/&|^]=)$/;
const joined = /^[A-Za-z_.$][\w.$]*[-+*/&|^]?=$/;
const blocks: Readonly<Record<string, Expected>> = {
  ...{ MEMORY: 'memory', SECTIONS: 'sections', PHDRS: 'phdrs', VERSION: 'version' },
};
const fieldWords: Readonly<Record<string, string>> = {
  ...{ ORIGIN: 'ORIGIN', org: 'ORIGIN', o: 'ORIGIN', LENGTH: 'LENGTH', len: 'LENGTH', l: 'LENGTH' },
};
/** What brackets hold behind these words, where they stand for themselves. */
const bracketed: Readonly<Record<string, Expected>> = {
  ...{ PROVIDE: 'provide', PROVIDE_HIDDEN: 'provide', HIDDEN: 'provide', ASSERT: 'expression' },
  ...{ ENTRY: 'names', EXTERN: 'names', REGION_ALIAS: 'names', NOCROSSREFS: 'names' },
  ...{ NOCROSSREFS_TO: 'names', INPUT: 'files', GROUP: 'files', STARTUP: 'files' },
  ...{ AS_NEEDED: 'files', OUTPUT: 'files', SEARCH_DIR: 'files', OUTPUT_FORMAT: 'files' },
  ...{ OUTPUT_ARCH: 'files', TARGET: 'files', LD_FEATURE: 'files', KEEP: 'keep' },
  ...{ EXCLUDE_FILE: 'files', INPUT_SECTION_FLAGS: 'files', FILL: 'expression' },
  ...{ BYTE: 'expression', SHORT: 'expression', LONG: 'expression', QUAD: 'expression' },
  ...{ SQUAD: 'expression', AT: 'expression', ALIGN: 'expression', SUBALIGN: 'expression' },
  ...{ FLAGS: 'expression', BLOCK: 'expression' },
};

export class Walk {
  private readonly frames: [Frame, ...Frame[]];
  private last = '';
  private lastKind: Token['kind'] = 'symbol';
  private isNewLine = false;

  constructor(context: Context) {
    this.frames = [frame(context)];
  }

  get state(): WalkState {
    const { kind, callee, argument, isRound: isInBrackets } = this.top;
    const { item, fields } = this.frames.findLast(({ isRound }) => !isRound) ?? this.top;
    const { isNewLine } = this;
    return { kind, callee, argument, isInBrackets, item, fields, isNewLine };
  }

  /** @param gap what stands between the token before and this one. */
  follow(text: string, { kind }: Token, gap: string): void {
    this.isNewLine = gap.includes('\n');
    if (kind === 'symbol') this.symbol(text);
    else this.word(text, kind);
    this.last = text;
    this.lastKind = kind;
  }

  /** At the cursor: a new line ends what does not need a `;`, and what lacks it. */
  settle(gap: string): void {
    this.isNewLine = gap.includes('\n');
    const { top } = this;
    if (!this.isNewLine || top.isRound) return;
    const isDone = top.kind === 'tail' || (top.kind === 'expression' && this.isOperand());
    if (isDone) top.kind = top.base;
    else if (top.kind === 'names' || top.kind === 'segment') top.kind = top.base;
  }

  private get top(): Frame {
    return this.frames.at(-1) ?? this.frames[0];
  }

  private isOperand(): boolean {
    return this.last === ')' || this.lastKind === 'number' || this.lastKind === 'name';
  }

  private symbol(text: string): void {
    if (text === '{') this.openBrace();
    else if (text === '}') this.closeBrace();
    else if (text === '(') this.openRound();
    else if (text === ')') this.closeRound();
    else if (text === ';') this.endStatement();
    else this.operator(text);
  }

  private openBrace(): void {
    this.leaveRounds();
    const block = this.lastKind === 'name' ? blocks[this.last] : undefined;
    if (block !== undefined) {
      this.frames.length = 1;
      this.frames[0] = frame('top');
      this.frames.push(frame(block));
      return;
    }
    const { base, item } = this.top;
    if (base === 'sections' && item === 'OVERLAY') this.frames.push(frame('overlay'));
    else if (base === 'sections' && item === 'GROUP') this.frames.push(frame('sections'));
    else this.frames.push(frame(base === 'version' ? 'version' : 'body'));
  }

  private closeBrace(): void {
    this.leaveRounds();
    const closed = this.frames.length > 1 ? this.frames.pop() : undefined;
    const { top } = this;
    const hasTail = top.base === 'sections' || top.base === 'overlay';
    top.kind = closed !== undefined && hasTail ? 'tail' : top.base;
  }

  private openRound(): void {
    const { top } = this;
    const word = this.lastKind === 'name' ? this.last : '';
    const base = inRound(top, word);
    const callee = base === 'flags' || base === 'type' ? '' : word;
    this.frames.push({ ...frame(base), isRound: true, callee });
  }

  private closeRound(): void {
    if (!this.top.isRound) return;
    this.frames.pop();
    const { top } = this;
    if (top.kind === 'flags') top.kind = 'colon';
    if (top.kind === 'names') top.kind = top.base;
  }

  private endStatement(): void {
    this.leaveRounds();
    this.top.kind = this.top.base;
  }

  private operator(text: string): void {
    const { top } = this;
    if (text === ',') {
      top.argument += 1;
      if (top.base === 'memory') top.kind = 'fields';
      else if (!top.isRound && top.kind === 'expression') top.kind = top.base;
    } else if (text === ':') {
      if (top.base === 'memory') top.kind = 'fields';
      else if (top.kind === 'head') top.kind = 'attributes';
      else if (top.kind === 'tail') top.kind = 'segment';
    } else if (text === '>' && (top.kind === 'tail' || this.last === 'AT')) {
      if (!top.isRound && top.kind !== 'expression') top.kind = 'region';
    } else if (assignment.test(text) && top.kind !== 'type' && top.kind !== 'flags') {
      top.kind = 'expression';
    }
  }

  private word(text: string, kind: Token['kind']): void {
    const { top } = this;
    if (joined.test(text) && kind === 'name') {
      top.kind = 'expression';
      return;
    }
    // Outside of expressions a comma belongs to the word before it.
    if (top.kind === 'names' && top.isRound) top.argument += text.split(',').length - 1;
    // A line of MEMORY needs nothing at its end.
    const isNext = top.base === 'memory' && top.kind === 'expression' && this.isOperand();
    if (isNext && !top.isRound) top.kind = fieldWords[text] === undefined ? 'memory' : 'fields';
    // Where `;` is missing, a name behind an operand on a new line begins something.
    if (!top.isRound && top.kind === 'expression' && this.isNewLine && this.isOperand())
      top.kind = top.base;
    if (!top.isRound) this.nextOf(top, text);
  }

  private nextOf(top: Frame, text: string): void {
    switch (top.kind) {
      case 'include':
      case 'insert-after':
        top.kind = top.base;
        break;
      case 'insert':
        top.kind = 'insert-after';
        break;
      case 'region':
      case 'segment':
        top.kind = 'tail';
        break;
      case 'fields': {
        const field = fieldWords[text.replace(/=.*$/s, '')];
        if (field !== undefined) top.fields.push(field);
        break;
      }
      case 'tail':
        if (text !== 'AT') this.begin(top, text);
        break;
      case 'top':
      case 'memory':
      case 'sections':
      case 'overlay':
      case 'body':
      case 'phdrs':
        this.begin(top, text);
        break;
      default:
    }
  }

  private begin(top: Frame, text: string): void {
    // `.data:` is one word for the linker, and what a person types first.
    const hasColon = text.length > 1 && text.endsWith(':');
    top.item = hasColon ? text.slice(0, -1) : text;
    top.fields = [];
    if (hasColon && top.base === 'memory') top.kind = 'fields';
    else if (hasColon && top.base === 'sections') top.kind = 'attributes';
    else if (text === 'INCLUDE') top.kind = 'include';
    else if (text === 'INSERT') top.kind = 'insert';
    else if (bracketed[text] !== undefined) top.kind = 'names';
    else if (top.base === 'memory') top.kind = 'flags';
    else if (top.base === 'sections' || top.base === 'overlay') top.kind = 'head';
    else if (top.base === 'phdrs') top.kind = 'header';
  }

  private leaveRounds(): void {
    while (this.top.isRound && this.frames.length > 1) this.frames.pop();
  }
}

function frame(base: Expected): Frame {
  return { base, kind: base, isRound: false, callee: '', argument: 0, item: '', fields: [] };
}

/** What a bracket holds, by what stands before it and where. */
function inRound(top: Frame, callee: string): Expected {
  if (top.kind === 'flags') return 'flags';
  if (top.kind === 'head')
    return /^[A-Z][A-Z0-9_]+$/.test(callee) && callee !== top.item ? 'expression' : 'type';
  if (top.kind === 'type') return 'type';
  if (top.kind === 'expression') return 'expression';
  if (top.kind === 'provide') return 'provide';
  if (top.kind === 'files') return 'files';
  const known = bracketed[callee];
  if (top.kind === 'keep' || top.kind === 'patterns' || top.base === 'body') {
    const isWord = known !== undefined && (top.base === 'body' || callee === 'EXCLUDE_FILE');
    if (isWord) return known;
    if (callee === 'INPUT_SECTION_FLAGS') return 'files';
    // `KEEP(SORT(*)(.init_array))` sorts files, `*(SORT(.init_array.*))` sections.
    return top.kind === 'keep' && /^(?:SORT|REVERSE)/.test(callee) ? 'keep' : 'patterns';
  }
  return known ?? 'expression';
}

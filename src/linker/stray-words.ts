// Words in an output section that ld takes for names of files to link, and does not find: comments as in C++,
// assignments that have lost their `=` or what stands in front of it, sections without `*( )` around them.

import { isErrorId } from './problem-ids';
import type { Program, SourceFile } from './program';
import type { ScriptProblem } from './script-model';
import type { InputSection } from './syntax';
import { builtins } from './words';

/** More than anybody reads. */
const mostProblems = 100;

const section = /^\.[a-z_][\w.$-]*$/i;
const objectFile = /\.(?:o|obj|a|lib|so|elf|axf|bin)$/i;

type Stray = 'comment' | 'dot' | 'builtin' | 'number' | 'symbol' | 'section';

/** Of a preprocessed script nothing is told: what is a comment there, and what a macro, is not known. */
export function strayWords(program: Program): readonly ScriptProblem[] {
  if (program.isPreprocessed) return [];
  const problems: ScriptProblem[] = [];
  const assigned = assignedNames(program);
  /** What was told of already: the rest of a line, or the second of two words. */
  let told: { readonly source: SourceFile; readonly end: number } | undefined;
  for (const [index, step] of program.steps.entries()) {
    if (step.kind !== 'node' || step.node.kind !== 'input') continue;
    const { node, source } = step;
    if (told?.source === source && node.start < told.end) continue;
    told = undefined;
    const next = program.steps[index + 1];
    const follower = next?.kind === 'node' && next.node.kind === 'input' ? next.node : undefined;
    const found = problemOf(node, source, follower, assigned);
    if (found === undefined) continue;
    const { start, end, toldUpTo, ...rest } = found;
    told = { source, end: toldUpTo ?? end };
    const place = source.placeOf({ start, end });
    problems.push({ id: 'ld-stray-word', isError: isErrorId('ld-stray-word'), place, ...rest });
    if (problems.length >= mostProblems) break;
  }
  return problems;
}

interface Found extends Pick<ScriptProblem, 'message' | 'instead'> {
  readonly start: number;
  readonly end: number;
  /** Where it is not the end. */
  readonly toldUpTo?: number;
}

function problemOf(
  node: InputSection,
  { text }: SourceFile,
  next: InputSection | undefined,
  assigned: ReadonlySet<string>,
): Found | undefined {
  const word = wordOf(node);
  if (word === undefined) return undefined;
  const stray = strayOf(word, node, assigned);
  if (node.isKept) return stray && keptProblem(word, node, stray, text);
  const { start, end } = node;
  const behind = next?.isKept === false ? wordOf(next) : undefined;
  const isPair = next !== undefined && /^[ \t]+$/.test(text.slice(end, next.start));
  if (isPair && behind !== undefined && node.sections.length === 0 && stray !== 'comment') {
    const other = strayOf(behind, next, assigned);
    if (other !== undefined && other !== 'comment' && other !== 'section') {
      return {
        ...{ start, end, toldUpTo: next.end },
        message: `= is missing behind ${word}: the linker takes ${word} and ${behind} for files to link.`,
        instead: `${word} =`,
      };
    }
  }
  switch (stray) {
    case 'comment': {
      const line = lineEnd(text, start);
      const message =
        '// begins no comment of the linker, which takes these words for files to link.';
      // Comments do not nest: one that begins or ends in here is for a person to mend.
      const comment = text.slice(start, line);
      const isPlain = !/\*\/|\/\*/.test(comment);
      const instead = isPlain ? `/*${comment.slice(2)} */` : undefined;
      return { start, end: line, message, instead };
    }
    case 'builtin': {
      const message = `${word} is assigned to nothing: the linker takes it for a file to link.`;
      return { start, end, message, instead: moveOf(word, text.slice(start, end)) };
    }
    case 'section':
      return { start, end, message: sectionText(word), instead: `*(${word})` };
    case 'dot':
    case 'number':
    case 'symbol': {
      const message = `${word} stands here for nothing: the linker takes it for a file to link.`;
      return { start, end, message };
    }
    case undefined:
      return undefined;
  }
}

/** `KEEP(ALIGN(4))`, `KEEP(.isr_vector)`: what stands in the brackets of KEEP and is no input section. */
function keptProblem(
  word: string,
  { file, start, end }: InputSection,
  stray: Stray,
  text: string,
): Found | undefined {
  if (file === undefined || text[end - 1] !== ')') return undefined;
  if (stray === 'section') {
    return { start, end, message: sectionText(word), instead: `KEEP(*(${word}))` };
  }
  const message = `KEEP takes input sections, as in KEEP(*(.isr_vector)): the linker takes ${word} for a file to link.`;
  const inner = text.slice(file.start, end - 1).trimEnd();
  const isWhole = inner.split('(').length === inner.split(')').length;
  const move = isWhole ? moveOf(word, inner) : undefined;
  const isEnded = /^\s*;/.test(text.slice(end, end + 80));
  return { start, end, message, instead: move && (isEnded ? move : `${move};`) };
}

/** `ALIGN(4)` alone can only mean to move the location counter. */
function moveOf(word: string, call: string): string | undefined {
  return (word === 'ALIGN' || word === 'BLOCK') && call !== word ? `. = ${call}` : undefined;
}

function sectionText(word: string): string {
  return `*( ) is missing around ${word}: the linker takes it for a file to link.`;
}

/** The file of an input description, if it is written as a mere word. */
function wordOf({ file, flags }: InputSection): string | undefined {
  if (file === undefined || flags.length > 0) return undefined;
  const { pattern, sorts, excluded } = file;
  const isQuoted = pattern.end - pattern.start !== pattern.text.length;
  return isQuoted || sorts.length > 0 || excluded.length > 0 ? undefined : pattern.text;
}

function strayOf(
  word: string,
  { sections }: InputSection,
  assigned: ReadonlySet<string>,
): Stray | undefined {
  if (word.startsWith('//')) return 'comment';
  if (word === '.') return 'dot';
  if (builtins.has(word) || word === 'SIZEOF_HEADERS') return 'builtin';
  if (sections.length > 0) return undefined;
  if (/^(?:0x[0-9a-f]+|\d+)[km]?$/i.test(word)) return 'number';
  if (assigned.has(word)) return 'symbol';
  return section.test(word) && !objectFile.test(word) ? 'section' : undefined;
}

function assignedNames({ steps }: Program): ReadonlySet<string> {
  return new Set(
    steps.flatMap((step) =>
      step.kind === 'node' && step.node.kind === 'assignment' ? [step.node.target.text] : [],
    ),
  );
}

function lineEnd(text: string, start: number): number {
  const line = /[^\r\n]*/y;
  line.lastIndex = start;
  return start + (line.exec(text)?.[0].trimEnd().length ?? 0);
}

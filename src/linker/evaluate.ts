// Tree and includes of a linker script → its model: regions, output sections and symbols with what they come to.
// ld evaluates a script many times over, so a symbol may be used before it is assigned; so do we, a few times.

import type { Span } from '../base/text';
import { sectionsAsked } from './asked';
import { combine, evaluate, toAddressValue } from './evaluate-expression';
import type { Scope } from './evaluate-expression';
import { FitCheck } from './fit-check';
import { isProvided, symbolsOf } from './items';
import type { Outcome } from './items';
import { Locations } from './locations';
import type { Program, SourceFile } from './program';
import { moveOf } from './moves';
import { isErrorId } from './problem-ids';
import type { ProblemId } from './problem-ids';
import { Regions } from './regions';
import type { LinkerScript, ScriptPlace, ScriptProblem } from './script-model';
import { sectionsOf } from './sections';
import { strayWords } from './stray-words';
import type { Assignment, Expression, Word } from './syntax';
import { toAddress } from './values';
import type { Value } from './values';
import { partsOf } from './walk-expression';

/** Told of values, not of how something is written. */
const valueProblems = new Set<ProblemId>([
  'ld-assertion-failed',
  'ld-moved-backwards',
  'ld-outside-region',
]);

/** Each pass carries values one step further back; scripts need two. */
const mostPasses = 4;

export function evaluateProgram(program: Program): LinkerScript {
  const evaluator = new Evaluator(program);
  let isSettled = false;
  for (let pass = 0; pass < mostPasses && !isSettled; pass += 1) isSettled = !evaluator.run();
  const { regions, entry, heads, outcomes } = evaluator;
  const symbols = symbolsOf(program.steps, outcomes);
  const sections = sectionsOf(program, regions, { heads, outcomes, symbols });
  // What still changes from pass to pass is no proof.
  const found = [...evaluator.problems.values()].filter(
    ({ id }) => isSettled || !valueProblems.has(id),
  );
  const problems = [...program.problems, ...regions.problems, ...strayWords(program), ...found];
  const { isPreprocessed } = program;
  return {
    files: program.sources.map(({ file }) => file),
    regions: regions.toModel(),
    sections,
    symbols: [...symbols.values()],
    sectionsAsked: sectionsAsked(program),
    entry: entry?.text,
    entryPlace: entry?.place,
    externs: externsOf(program),
    ...{ memoryPlace: program.memoryPlace, sectionsPlace: program.sectionsPlace },
    includes: program.includes,
    isAddition: program.isAddition,
    isPreprocessed,
    problems: inOrder(program, problems).map((each) =>
      isPreprocessed ? { ...each, isError: false } : each,
    ),
  };
}

function externsOf({ steps }: Program): readonly string[] {
  return steps.flatMap((step) => {
    const isExtern = step.kind === 'node' && step.node.kind === 'command';
    return isExtern && step.node.name.text === 'EXTERN'
      ? step.node.args.map(({ text }) => text)
      : [];
  });
}

function inOrder(program: Program, problems: readonly ScriptProblem[]): readonly ScriptProblem[] {
  const ranks = new Map(program.sources.map(({ file }, rank) => [file, rank]));
  const rankOf = ({ place }: ScriptProblem): number => ranks.get(place.file) ?? 0;
  return [...problems].sort(
    (a, b) => rankOf(a) - rankOf(b) || a.place.start - b.place.start || a.place.end - b.place.end,
  );
}

class Evaluator {
  readonly regions: Regions;
  /** By the index of the step. */
  outcomes: (Outcome | undefined)[] = [];
  entry: { readonly text: string; readonly place: ScriptPlace } | undefined;
  /** Values of the expressions of heads of sections, and of fills. */
  readonly heads = new Map<Expression, number>();
  readonly problems = new Map<string, ScriptProblem>();
  private readonly scopes = new Map<SourceFile, Scope>();
  /** Symbols, regions and the location counter where PROVIDE has a part in them. */
  private readonly unsure = new Set<string>();
  private readonly values = new Map<string, Value | undefined>();
  /** Regions that this pass came by. */
  private declared = new Set<string>();
  private assigned = new Set<string>();
  private defined = new Set<string>();
  private locations: Locations;
  private readonly fit: FitCheck;
  /** Names that were asked for before the script gave them a value. */
  private readonly missed = new Set<string>();

  constructor(private readonly program: Program) {
    this.regions = new Regions(program);
    this.locations = new Locations(program);
    this.fit = new FitCheck(this.regions, this.unsure, (...told) => {
      this.tell(...told);
    });
  }

  /** @returns whether another pass may bring more. */
  run(): boolean {
    const before = this.outcomes;
    this.outcomes = [];
    this.declared = new Set();
    this.assigned = new Set();
    this.defined = new Set();
    this.problems.clear();
    this.locations = new Locations(this.program);
    this.visitAll();
    // Without a look ahead the first pass tells all; later ones go on while they bring something new.
    if (before.length > 0) return this.outcomes.some((each, at) => !isSame(each, before[at]));
    return [...this.missed].some((name) => this.values.has(name) || this.regions.isDeclared(name));
  }

  private visitAll(): void {
    for (const [index, step] of this.program.steps.entries()) {
      if (step.kind === 'node') {
        this.visit(step.node, step.source, index);
      } else if (step.kind === 'section') {
        const { source, node, overlay } = step;
        const address = this.head(node.address ?? overlay?.address, source);
        this.head(node.loadAddress ?? overlay?.loadAddress, source);
        this.head(node.fill ?? overlay?.fill, source);
        this.checkSegments([...node.segments, ...(overlay?.segments ?? [])], source);
        const alignment = this.head(node.align, source);
        const isAligned = node.align === undefined || alignment !== undefined;
        this.locations.open(node, isAligned ? address : undefined, alignment);
        if (node.address !== undefined && !this.isSure(node.address)) this.unsure.add('.');
        if (!this.program.isPreprocessed) this.fit.open(step);
      } else if (step.kind === 'end') {
        this.fit.close(this.locations);
        this.locations.close();
      }
    }
  }

  private visit(
    node: Extract<Program['steps'][number], { kind: 'node' }>['node'],
    source: SourceFile,
    index: number,
  ): void {
    switch (node.kind) {
      case 'assignment':
        this.outcomes[index] = this.assign(node, source);
        break;
      case 'region': {
        // ld computes regions once, in their order: of a later one it has nothing yet.
        const all = this.scope(source);
        const region: Scope['region'] = (name, place) => {
          const found = all.region(name, place);
          return this.declared.has(this.regions.resolve(name)) ? found : undefined;
        };
        const scope: Scope = { ...all, region };
        const origin = node.origin && evaluate(node.origin, scope)?.bits;
        const length = node.length && evaluate(node.length, scope)?.bits;
        this.regions.set(node, origin, length);
        this.declared.add(node.name.text);
        for (const part of [node.origin, node.length]) {
          if (part !== undefined && !this.isSure(part)) this.unsure.add(node.name.text);
        }
        break;
      }
      case 'assert':
        evaluate(node, this.scope(source));
        break;
      case 'data':
        this.outcomes[index] = {
          value: node.value && evaluate(node.value, this.scope(source)),
          section: this.locations.section?.name,
        };
        this.locations.data(node.keyword.text);
        break;
      case 'input':
        this.locations.input();
        break;
      case 'command':
        if (node.name.text === 'ENTRY' && node.args[0] !== undefined) {
          this.entry = { text: node.args[0].text, place: source.placeOf(node.args[0]) };
        }
        break;
      case 'alias':
      case 'insert':
      case 'output':
    }
  }

  private checkSegments(names: readonly Word[], source: SourceFile): void {
    const { segments, isWhole, isAddition } = this.program;
    if (!isWhole || isAddition) return;
    for (const { text, ...span } of names) {
      if (text === 'NONE' || segments?.has(text) === true) continue;
      const message = `The segment ${text} is not declared in PHDRS.`;
      this.scope(source).problem('ld-unknown-segment', message, span);
    }
  }

  private assign(node: Assignment, source: SourceFile): Outcome {
    const scope = this.scope(source);
    const { text: name } = node.target;
    const assigned = this.result(node, scope, name);
    const section = this.locations.section?.name;
    if (isProvided(node) || !this.isSure(node.value)) this.unsure.add(name);
    if (name === '.') {
      const move = moveOf(node, scope);
      const to = { value: assigned, growth: move.growth };
      if (this.isSure(node.value)) this.fit.move(node, source, this.locations, to);
      this.locations.set(assigned);
      return { value: assigned, section, ...move };
    }
    // In an output section a plain number is an offset too (manual, "The Section of an Expression").
    const isOffset = assigned !== undefined && scope.section !== undefined;
    const value = isOffset ? this.kept(assigned, node, scope) : assigned;
    if (!isProvided(node) || !this.assigned.has(name)) this.values.set(name, value);
    this.assigned.add(name);
    // What is only provided is there only if something asks for it.
    if (!isProvided(node)) this.defined.add(name);
    return { value, section };
  }

  /** What is assigned in an output section; only ABSOLUTE says for certain that an address is no offset. */
  private kept(assigned: Value, node: Assignment, scope: Scope): Value | undefined {
    if (assigned.kind !== 'address') return toAddressValue(assigned, scope);
    const { value, operator } = node;
    const isAbsolute =
      operator === '=' && value.kind === 'call' && value.callee.text === 'ABSOLUTE';
    return isAbsolute ? assigned : { ...assigned, isVague: true };
  }

  private tell(id: ProblemId, message: string, place: ScriptPlace, isError = isErrorId(id)): void {
    const key = `${id} ${place.file} ${place.start}`;
    if (this.problems.has(key) || this.problems.size >= 200) return;
    this.problems.set(key, { id, message, place, isError });
  }

  private result(node: Assignment, scope: Scope, name: string): Value | undefined {
    const value = evaluate(node.value, scope);
    if (node.operator === '=' || value === undefined) return value;
    const before = name === '.' ? scope.dot() : scope.symbol(name);
    if (before === undefined) return undefined;
    return combine(node.operator.slice(0, -1), before, value, node.value, scope);
  }

  /** Inside an output section ld takes some absolute symbols for offsets; which is not for us to guess. */
  private symbol(name: string): Value | undefined {
    const value = this.values.get(name);
    if (value === undefined) this.missed.add(name);
    return this.locations.section !== undefined && value?.kind === 'address' ? undefined : value;
  }

  private head(expression: Expression | undefined, source: SourceFile): bigint | undefined {
    const value = expression && evaluate(expression, this.scope(source));
    if (expression === undefined) return undefined;
    if (value === undefined) this.heads.delete(expression);
    else this.heads.set(expression, toAddress(value.bits));
    return value?.bits;
  }

  private scope(source: SourceFile): Scope {
    const known = this.scopes.get(source) ?? this.makeScope(source);
    this.scopes.set(source, known);
    return known;
  }

  private makeScope(source: SourceFile): Scope {
    const sectionNow = (): Locations['section'] => this.locations.section;
    const scope: Scope = {
      symbol: (name) => this.symbol(name),
      isDefined: (name) => this.defined.has(name),
      dot: () => this.locations.dot(),
      get section() {
        return sectionNow();
      },
      region: (name, place) => {
        const region = this.regions.ask(name, place, source);
        if (region?.origin === undefined || region.length === undefined) this.missed.add(name);
        return region;
      },
      failed: (assert) => {
        if (!this.isSure(assert)) return;
        const message = `This is not so: ${assert.message?.text ?? 'the assertion fails'}`;
        scope.problem('ld-assertion-failed', message, assert);
      },
      problem: (id, message, place: Span) => {
        this.tell(id, message, source.placeOf(place));
      },
    };
    return scope;
  }

  /** Objects may have what PROVIDE offers, so what comes of it is likely, not certain. */
  private isSure(expression: Expression): boolean {
    if (this.unsure.size === 0) return true;
    return !partsOf(expression).some((part) => {
      if (part.kind === 'name') return this.unsure.has(part.name);
      // ALIGN(n) asks for the location counter.
      return part.kind === 'call' && part.args.length === 1 && this.unsure.has('.');
    });
  }
}

function isSame(one: Outcome | undefined, other: Outcome | undefined): boolean {
  return one?.value?.bits === other?.value?.bits && one?.value?.kind === other?.value?.kind;
}

// Tree and includes of a linker script → its model: regions, output sections and symbols with what they come to.
// ld evaluates a script many times over, so a symbol may be used before it is assigned; so do we, a few times.

import type { Span } from '../base/text';
import { evaluate, toAddressValue } from './evaluate-expression';
import type { Scope } from './evaluate-expression';
import { Locations } from './locations';
import type { Program, SourceFile } from './program';
import { Regions } from './regions';
import type { LinkerScript, ScriptProblem, ScriptSymbol } from './script-model';
import { sectionsOf } from './sections';
import type { Assignment, Expression } from './syntax';
import { applyBinary, toAddress } from './values';
import type { Value } from './values';

/** Each pass carries values one step further back; scripts need two. */
const mostPasses = 4;

export function evaluateProgram(program: Program): LinkerScript {
  const evaluator = new Evaluator(program);
  for (let pass = 0; pass < mostPasses && evaluator.run(); pass += 1);
  const { regions, entry } = evaluator;
  const sections = sectionsOf(program, regions, evaluator.addresses);
  const problems = [...program.problems, ...regions.problems, ...evaluator.problems.values()];
  const { isPreprocessed } = program;
  return {
    files: program.sources.map(({ file }) => file),
    regions: regions.toModel(),
    sections,
    symbols: evaluator.found.map(symbolOf),
    entry,
    isPreprocessed,
    problems: inOrder(program, problems).map((each) =>
      isPreprocessed ? { ...each, isError: false } : each,
    ),
  };
}

function inOrder(program: Program, problems: readonly ScriptProblem[]): readonly ScriptProblem[] {
  const ranks = new Map(program.sources.map(({ file }, rank) => [file, rank]));
  const rankOf = ({ place }: ScriptProblem): number => ranks.get(place.file) ?? 0;
  return [...problems].sort(
    (a, b) => rankOf(a) - rankOf(b) || a.place.start - b.place.start || a.place.end - b.place.end,
  );
}

/** An assignment and what it came to in the last pass. */
interface Found {
  readonly node: Assignment;
  readonly source: SourceFile;
  readonly value: Value | undefined;
  readonly section: string | undefined;
}

function symbolOf({ node, source, value, section }: Found): ScriptSymbol {
  return {
    name: node.target.text,
    value: value && toAddress(value.bits),
    isProvided: isProvided(node),
    section,
    place: source.placeOf(node),
  };
}

function isProvided({ wrapper }: Assignment): boolean {
  return wrapper?.text.startsWith('PROVIDE') ?? false;
}

class Evaluator {
  readonly regions: Regions;
  found: Found[] = [];
  entry: string | undefined;
  /** Values of address and AT(…) expressions. */
  readonly addresses = new Map<Expression, number>();
  readonly problems = new Map<string, ScriptProblem>();
  private readonly values = new Map<string, Value | undefined>();
  private defined = new Set<string>();
  private locations: Locations;
  /** Names that were asked for before the script gave them a value. */
  private readonly missed = new Set<string>();

  constructor(private readonly program: Program) {
    this.regions = new Regions(program);
    this.locations = new Locations(program);
  }

  /** @returns whether another pass may bring more. */
  run(): boolean {
    const before = this.found;
    this.found = [];
    this.defined = new Set();
    this.locations = new Locations(this.program);
    this.visitAll();
    // Without a look ahead the first pass tells all; later ones go on while they bring something new.
    if (before.length > 0) return this.found.some((each, at) => !isSame(each, before[at]));
    return [...this.missed].some((name) => this.values.has(name) || this.regions.isDeclared(name));
  }

  private visitAll(): void {
    for (const step of this.program.steps) {
      if (step.kind === 'node') {
        this.visit(step.node, step.source);
      } else if (step.kind === 'section') {
        const { source, node, overlay } = step;
        const address = this.address(node.address ?? overlay?.address, source);
        this.address(node.loadAddress ?? overlay?.loadAddress, source);
        const alignment = node.align && evaluate(node.align, this.scope(source));
        const isAligned = node.align === undefined || alignment !== undefined;
        this.locations.open(node, isAligned ? address : undefined, alignment?.bits);
      } else if (step.kind === 'end') {
        this.locations.close();
      }
    }
  }

  private visit(
    node: Extract<Program['steps'][number], { kind: 'node' }>['node'],
    source: SourceFile,
  ): void {
    switch (node.kind) {
      case 'assignment':
        this.assign(node, source);
        break;
      case 'region': {
        const scope = this.scope(source);
        const origin = node.origin && evaluate(node.origin, scope)?.bits;
        const length = node.length && evaluate(node.length, scope)?.bits;
        this.regions.set(node, origin, length);
        break;
      }
      case 'assert':
        evaluate(node.condition, this.scope(source));
        break;
      case 'data':
        if (node.value !== undefined) evaluate(node.value, this.scope(source));
        this.locations.data(node.keyword.text);
        break;
      case 'input':
        this.locations.input();
        break;
      case 'command':
        if (node.name.text === 'ENTRY') this.entry = node.args[0]?.text ?? this.entry;
        break;
      case 'alias':
      case 'insert':
      case 'output':
    }
  }

  private assign(node: Assignment, source: SourceFile): void {
    const scope = this.scope(source);
    const { text: name } = node.target;
    const assigned = this.assigned(node, scope, name);
    if (name === '.') {
      this.locations.set(assigned);
      return;
    }
    // In an output section a plain number is an offset too (manual, "The Section of an Expression").
    const isOffset = assigned !== undefined && scope.section !== undefined;
    const value = isOffset ? toAddressValue(assigned, scope) : assigned;
    if (!isProvided(node) || !this.defined.has(name)) this.values.set(name, value);
    this.defined.add(name);
    this.found.push({ node, source, value, section: this.locations.section?.name });
  }

  private assigned(node: Assignment, scope: Scope, name: string): Value | undefined {
    const value = evaluate(node.value, scope);
    if (node.operator === '=' || value === undefined) return value;
    const before = name === '.' ? scope.dot() : scope.symbol(name);
    if (before === undefined) return undefined;
    const bits = applyBinary(node.operator.slice(0, -1), before.bits, value.bits);
    if (bits === 'division by zero') {
      scope.problem('ld-division-by-zero', 'This divides by zero.', node.value);
    }
    return typeof bits === 'bigint' ? { bits, kind: before.kind } : undefined;
  }

  /** Inside an output section ld takes some absolute symbols for offsets; which is not for us to guess. */
  private symbol(name: string): Value | undefined {
    const value = this.values.get(name);
    if (value === undefined) this.missed.add(name);
    return this.locations.section !== undefined && value?.kind === 'address' ? undefined : value;
  }

  private address(expression: Expression | undefined, source: SourceFile): bigint | undefined {
    const value = expression && evaluate(expression, this.scope(source));
    if (expression === undefined) return undefined;
    if (value === undefined) this.addresses.delete(expression);
    else this.addresses.set(expression, toAddress(value.bits));
    return value?.bits;
  }

  private scope(source: SourceFile): Scope {
    return {
      symbol: (name) => this.symbol(name),
      isDefined: (name) => this.defined.has(name),
      dot: () => this.locations.dot(),
      section: this.locations.section,
      region: (name, place) => {
        const region = this.regions.ask(name, place, source);
        if (region?.origin === undefined || region.length === undefined) this.missed.add(name);
        return region;
      },
      problem: (id, message, place: Span) => {
        const key = `${id} ${source.file} ${place.start}`;
        if (this.problems.has(key) || this.problems.size >= 200) return;
        const isError = id === 'ld-division-by-zero' || id === 'ld-unknown-constant';
        this.problems.set(key, { id, message, place: source.placeOf(place), isError });
      },
    };
  }
}

function isSame(one: Found, other: Found | undefined): boolean {
  return one.value?.bits === other?.value?.bits && one.value?.kind === other?.value?.kind;
}

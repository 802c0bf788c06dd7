// The regions of a script: declared by MEMORY, named again by REGION_ALIAS, filled in while it is evaluated.

import type { Span } from '../base/text';
import { regionsAsked } from './asked';
import type { Program, SourceFile } from './program';
import type { ScriptPlace, ScriptProblem, ScriptRegion } from './script-model';
import type { RegionBounds } from './section-fit';
import type { Region, RegionAlias } from './syntax';
import { signed, toAddress } from './values';

interface Entry {
  node: Region;
  source: SourceFile;
  origin: bigint | undefined;
  length: bigint | undefined;
  readonly aliases: string[];
  attributes: string;
  isUsed: boolean;
  /** Branches of the preprocessor may declare a region more than once, each in its way. */
  isAmbiguous: boolean;
}

export class Regions {
  readonly problems: ScriptProblem[] = [];
  private readonly entries: Entry[] = [];
  private readonly byName = new Map<string, Entry>();
  private readonly told = new Set<string>();

  constructor(private readonly program: Program) {
    for (const step of program.steps) {
      if (step.kind !== 'node') continue;
      if (step.node.kind === 'region') this.declare(step.node, step.source);
      if (step.node.kind === 'alias') this.alias(step.node, step.source);
    }
    for (const name of program.steps.flatMap(regionsAsked)) this.use(name);
  }

  set(node: Region, origin: bigint | undefined, length: bigint | undefined): void {
    const entry = this.byName.get(node.name.text);
    // Of two declarations of a name ld keeps the values of the later one.
    if (entry?.node !== node || entry.isAmbiguous) return;
    entry.origin = origin;
    entry.length = length;
  }

  /** For ORIGIN(name) and LENGTH(name). */
  ask(
    name: string,
    span: Span,
    source: SourceFile,
  ): { origin: bigint | undefined; length: bigint | undefined } | undefined {
    const entry = this.byName.get(name);
    if (entry === undefined) this.unknown(name, source.placeOf(span));
    return entry;
  }

  /** Of a declared region, or of the one behind an alias. */
  boundsOf(name: string): RegionBounds | undefined {
    const entry = this.byName.get(name);
    return entry && { name: entry.node.name.text, origin: entry.origin, length: entry.length };
  }

  /** A section goes there, or an expression asks for it. */
  use(name: string): void {
    const entry = this.byName.get(name);
    if (entry !== undefined) entry.isUsed = true;
  }

  isDeclared(name: string): boolean {
    return this.byName.has(name);
  }

  /** The name behind an alias; a name that nobody declares stays as it is. */
  resolve(name: string): string {
    return this.byName.get(name)?.node.name.text ?? name;
  }

  toModel(): readonly ScriptRegion[] {
    return this.entries.map(({ node, source, origin, length, ...entry }) => ({
      name: node.name.text,
      attributes: entry.attributes,
      origin: toNumber(origin),
      length: toNumber(length),
      place: source.placeOf(node),
      namePlace: source.placeOf(node.name),
      originPlace: node.origin && source.placeOf(node.origin),
      lengthPlace: node.length && source.placeOf(node.length),
      aliases: entry.aliases,
      isUsed: entry.isUsed,
    }));
  }

  private declare(node: Region, source: SourceFile): void {
    const known = this.byName.get(node.name.text);
    const attributes = node.attributes?.text ?? '';
    if (known === undefined) {
      const entry: Entry = {
        ...{ node, source, origin: undefined, length: undefined },
        ...{ aliases: [], attributes, isUsed: false, isAmbiguous: false },
      };
      this.entries.push(entry);
      this.byName.set(node.name.text, entry);
      return;
    }
    if (this.program.isPreprocessed) {
      known.isAmbiguous = true;
      return;
    }
    this.tell({
      id: 'ld-duplicate-region',
      message: `The region ${node.name.text} is declared before; the linker takes the values of the later one.`,
      place: source.placeOf(node.name),
      isError: false,
    });
    known.node = node;
    known.source = source;
    if (attributes !== '') known.attributes = attributes;
  }

  /** ld refuses an alias of an unknown region, and one that is a name already. */
  private alias({ alias, region }: RegionAlias, source: SourceFile): void {
    if (alias.text === '' || region.text === '') return;
    const entry = this.byName.get(region.text);
    if (entry === undefined) {
      this.unknown(region.text, source.placeOf(region), true);
    } else if (this.byName.has(alias.text)) {
      if (this.program.isPreprocessed) return;
      const message = `${alias.text} is the name of a region already.`;
      const place = source.placeOf(alias);
      this.tell({ id: 'ld-duplicate-region', message, place, isError: true });
    } else {
      entry.aliases.push(alias.text);
      this.byName.set(alias.text, entry);
    }
  }

  /** Where a part of the script was not read, or regions come from elsewhere, a name may well be declared there. */
  private unknown(name: string, place: ScriptPlace, isError = false): void {
    if (this.entries.length === 0 || !this.program.isWhole) return;
    const message = `The region ${name} is not declared in MEMORY${isError ? ' before this' : ''}.`;
    this.tell({ id: 'ld-unknown-region', message, place, isError });
  }

  private tell(problem: ScriptProblem): void {
    const key = `${problem.id} ${problem.place.file} ${problem.place.start}`;
    if (this.told.has(key) || this.problems.length >= 200) return;
    this.told.add(key);
    this.problems.push(problem);
  }
}

/** One that came to less than 0 ld shows, and keeps in the file, as 32 bits without a sign. */
function toNumber(value: bigint | undefined): number | undefined {
  if (value === undefined) return undefined;
  return signed(value) < 0n ? toAddress(value) : Number(value);
}

// Sections that the last build brings and that no pattern of the script takes: ld then finds a place for them itself.

import type { Evidence } from '../findings/finding';
import type { LinkerScript } from '../linker/script-model';
import { hasWildcard, matchesPattern } from './input-patterns';
import type { BuildSeen, InputSectionSeen } from './script-check';
import { bytesText } from './script-words';

export interface UntakenSection {
  readonly name: string;
  /** Of all objects together. */
  readonly sizeBytes: number;
  readonly objects: ReadonlySet<string>;
  /** The output section that ld made for it, or put it to. */
  readonly output: string;
}

/** GCC's start files bring these whatever the program is. */
const ownObjects = /(?:^|[\\/(])crt(?:i|n|0|begin\w*|end\w*)\.o\)?$/;

/** What ld makes itself. */
const madeByLinker =
  /^(?:\.glue_7t?|\.vfp11_veneer|\.stm32l4xx_veneer|\.v4_bx|\.i?plt|\.got\w*(?:\.plt)?|\.igot.*|\.rel\S*|\.text\.stub|\*\S*)$/;

/** By the first part of their names, `.text.`: with -ffunction-sections there are thousands of names. */
type Groups = ReadonlyMap<string, readonly InputSectionSeen[]>;

const groupCache = new WeakMap<BuildSeen, Groups>();

interface Answer {
  readonly build: BuildSeen;
  readonly untaken: readonly UntakenSection[];
}

/** Several checks ask the same of one script. */
const answers = new WeakMap<LinkerScript, Answer>();

/** Undefined where the build has no map. What only GCC's start files or ld itself bring is left out. */
export function untakenSections(
  script: LinkerScript,
  build: BuildSeen,
): readonly UntakenSection[] | undefined {
  if (build.inputs === undefined) return undefined;
  const known = answers.get(script);
  if (known?.build === build) return known.untaken;
  const groups = groupCache.get(build) ?? groupsOf(build.inputs);
  groupCache.set(build, groups);
  const patterns = patternsOf(script);
  const untaken = [...groups]
    .filter(([stem]) => !isTakenByPrefix(patterns, stem))
    .flatMap(([, inputs]) => untakenOf(patterns, inputs));
  answers.set(script, { build, untaken });
  return untaken;
}

function groupsOf(inputs: readonly InputSectionSeen[]): Groups {
  const groups = new Map<string, InputSectionSeen[]>();
  for (const input of inputs) {
    const { name, object } = input;
    if (ownObjects.test(object) || object === 'linker stubs' || madeByLinker.test(name)) continue;
    const dot = name.indexOf('.', 1);
    const stem = dot < 0 ? name : name.slice(0, dot + 1);
    const group = groups.get(stem);
    if (group === undefined) groups.set(stem, [input]);
    else group.push(input);
  }
  return groups;
}

/** The patterns of a script for many look-ups. */
interface Patterns {
  readonly exact: ReadonlySet<string>;
  /** `.text` of `*(.text*)`. */
  readonly prefixes: ReadonlySet<string>;
  readonly others: readonly string[];
}

/** Scripts have a handful of patterns such as `.bank?.x`; a thousand would take time for every name. */
const mostOthers = 200;

function patternsOf({ sections }: LinkerScript): Patterns {
  const all = new Set(sections.flatMap(({ inputs }) => inputs.flatMap((input) => input.patterns)));
  const [exact, prefixes, others] = [new Set<string>(), new Set<string>(), [] as string[]];
  for (const pattern of all) {
    if (!hasWildcard(pattern)) exact.add(pattern);
    else if (pattern.endsWith('*') && !hasWildcard(pattern.slice(0, -1))) {
      prefixes.add(pattern.slice(0, -1));
    } else others.push(pattern);
  }
  // Nothing is told then.
  return others.length > mostOthers
    ? { exact, prefixes: new Set(['']), others: [] }
    : { exact, prefixes, others };
}

function isTakenByPrefix({ prefixes }: Patterns, name: string): boolean {
  for (let length = 0; length <= name.length; length += 1) {
    if (prefixes.has(name.slice(0, length))) return true;
  }
  return false;
}

function isTaken(patterns: Patterns, name: string): boolean {
  return (
    patterns.exact.has(name) ||
    isTakenByPrefix(patterns, name) ||
    patterns.others.some((pattern) => matchesPattern(pattern, name))
  );
}

function untakenOf(
  patterns: Patterns,
  inputs: readonly InputSectionSeen[],
): readonly UntakenSection[] {
  const byName = new Map<string, InputSectionSeen[]>();
  for (const input of inputs) {
    const same = byName.get(input.name);
    if (same === undefined) byName.set(input.name, [input]);
    else same.push(input);
  }
  return [...byName].flatMap(([name, same]) => {
    if (isTaken(patterns, name)) return [];
    return {
      name,
      sizeBytes: same.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
      objects: new Set(same.map(({ object }) => object)),
      output: same[0]?.output ?? name,
    };
  });
}

/** `section .init_array of main.o and 3 more objects: 16 bytes`. */
export function untakenEvidence(
  { name, sizeBytes, objects }: UntakenSection,
  { source }: BuildSeen,
): Evidence {
  const [first = ''] = objects;
  const rest = objects.size < 2 ? '' : ` and ${objects.size - 1} more`;
  return { what: `section ${name} of ${first}${rest}: ${bytesText(sizeBytes)}`, where: source };
}

/** `.tdata`, and `.tdata.x` of -fdata-sections. */
export function isNamed({ name }: UntakenSection, prefix: string): boolean {
  return name === prefix || name.startsWith(`${prefix}.`);
}

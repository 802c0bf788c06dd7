// What output sections are made of, as the model tells it: inputs, symbols, data, moves of the location counter.

import type { Span } from '../base/text';
import type { SourceFile, Step } from './program';
import type { ScriptInput, ScriptItem, ScriptPattern, ScriptSymbol } from './script-model';
import type { Assignment, Data, InputPattern, InputSection } from './syntax';
import { signed, toAddress } from './values';
import type { Value } from './values';

/** What an assignment or data came to in the last pass. */
export interface Outcome {
  readonly value: Value | undefined;
  /** The output section it stands in. */
  readonly section: string | undefined;
  /** Of assignments to the location counter. */
  readonly align?: bigint | undefined;
  readonly growth?: bigint | undefined;
}

/** Sizes in bytes; FILL takes none. */
export const dataBytes: Readonly<Record<string, bigint>> = {
  BYTE: 1n,
  SHORT: 2n,
  LONG: 4n,
  QUAD: 8n,
  SQUAD: 8n,
  FILL: 0n,
};

export function isProvided({ wrapper }: Assignment): boolean {
  return wrapper?.text.startsWith('PROVIDE') ?? false;
}

/** @returns the symbols of the script by the index of their steps. */
export function symbolsOf(
  steps: readonly Step[],
  outcomes: readonly (Outcome | undefined)[],
): ReadonlyMap<number, ScriptSymbol> {
  const symbols = new Map<number, ScriptSymbol>();
  for (const [index, step] of steps.entries()) {
    if (step.kind !== 'node' || step.node.kind !== 'assignment') continue;
    const { node, source } = step;
    if (node.target.text === '.') continue;
    const { value, section } = outcomes[index] ?? {};
    symbols.set(index, {
      name: node.target.text,
      value: value && toAddress(value.bits),
      ...{ isProvided: isProvided(node), operator: node.operator, section },
      place: source.placeOf(node),
      namePlace: source.placeOf(node.target),
      valuePlace: source.placeOf(node.value),
    });
  }
  return symbols;
}

/** @param symbol the one of this step. */
export function itemOf(
  step: Step,
  symbol: ScriptSymbol | undefined,
  outcome: Outcome | undefined,
): ScriptItem | undefined {
  if (step.kind !== 'node') return undefined;
  const { node, source } = step;
  if (node.kind === 'input') return { kind: 'input', input: inputOf(node, source) };
  if (node.kind === 'data') return dataOf(node, source, outcome);
  if (node.kind !== 'assignment') return undefined;
  if (symbol !== undefined) return { kind: 'symbol', symbol };
  const { align, growth } = outcome ?? {};
  const isForward = growth !== undefined && signed(growth) >= 0n;
  return {
    kind: 'move',
    align: align === undefined ? undefined : toAddress(align),
    growth: isForward ? toAddress(growth) : undefined,
    place: source.placeOf(node),
  };
}

function dataOf(node: Data, source: SourceFile, outcome: Outcome | undefined): ScriptItem {
  const keyword = node.keyword.text;
  const size = dataBytes[keyword];
  const value = outcome?.value && toAddress(outcome.value.bits);
  const sizeBytes = size === undefined ? undefined : Number(size);
  return { kind: 'data', keyword, sizeBytes, value, place: source.placeOf(node) };
}

function inputOf(node: InputSection, source: SourceFile): ScriptInput {
  const { file } = node;
  const sections = node.sections.map((each) => patternOf(each, source));
  const isSorted = (file?.sorts.length ?? 0) > 0 || sections.some(({ sorts }) => sorts.length > 0);
  return {
    text: source.text.slice(node.start, node.end),
    file: file?.pattern.text ?? '',
    excluded: (file?.excluded ?? []).map(({ text }) => text),
    patterns: sections.map(({ pattern }) => pattern),
    ...{ sections, isKept: node.isKept, isSorted, hasFlags: node.flags.length > 0 },
    place: source.placeOf(node),
  };
}

function patternOf(
  { pattern, sorts, excluded, ...span }: InputPattern & Span,
  source: SourceFile,
): ScriptPattern {
  return {
    pattern: pattern.text,
    sorts: sorts.map(({ text }) => text),
    excluded: excluded.map(({ text }) => text),
    place: source.placeOf(span),
  };
}

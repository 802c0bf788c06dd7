// Where C, C++ and assembler sources name one symbol of the linker script: in code, macros and assembler within
// strings; not in comments and other strings, and not where the name is a member's or a variable's of a block. For
// "find references" and "rename".

import { LineIndex } from '../base/text';
import { isAssembler } from './extern-symbols';
import { IncludeTree, includedIn } from './include-tree';
import { scanName } from './name-scanner';
import type { FoundName, ScannedName } from './name-scanner';
import { mayPaste, pastingsIn } from './pasted-names';
import type { Pasting } from './pasted-names';

/** Counted from 1, the end exclusive. */
export interface SymbolPlace {
  readonly line: number;
  readonly column: number;
  readonly endColumn: number;
  /** `declaration`: behind `extern`. `definition`: a function's body, or a label in assembler. */
  readonly role: 'definition' | 'declaration' | 'use';
  /** Whether it is the linker's symbol; otherwise it may be. */
  readonly isSure: boolean;
}

/** What one source says of the name; its text is not kept. */
export interface NameReading {
  readonly file: string;
  readonly scanned: ScannedName;
  /** As its #include lines call them. */
  readonly includes: readonly string[];
  readonly places: readonly Omit<SymbolPlace, 'isSure'>[];
  /** Macros that may make the name of what they are given. */
  readonly pastings: readonly Pasting[];
  /** All that make names, by their own. */
  readonly pastingMacros: ReadonlySet<string>;
}

const none: ScannedName = {
  ...{ found: [], isDeclared: false, isOwn: false, isMember: false, isLocal: false },
};

const assemblerPieces =
  /\/\*[^]*?(?:\*\/|$)|\/\/.*|@.*|"(?:[^"\\\n]|\\[^])*"?|[A-Za-z_.$][\w.$]*|\d[\w.]*|[^\s\w]/g;

export function readName(text: string, file: string, name: string): NameReading {
  const isNamed = name !== '' && text.includes(name);
  const isCpp = /\.(?:cc|cpp|cxx|hh|hpp|hxx)$/i.test(file);
  const scanned = !isNamed
    ? none
    : isAssembler(file)
      ? inAssembler(text, name)
      : scanName(text, name, isCpp);
  const index = scanned.found.length === 0 ? undefined : new LineIndex(text);
  const places = scanned.found.map(({ start, role }) => {
    const { line, column } = index?.placeOf(start) ?? { line: 1, column: 1 };
    return { line, column, endColumn: column + name.length, role };
  });
  const all = pastingsIn(text);
  const pastings = all.filter((pasting) => mayPaste(pasting, name));
  const pastingMacros = new Set(all.map(({ macro }) => macro));
  return { file, scanned, includes: includedIn(text), places, pastings, pastingMacros };
}

/**
 * The places of all sources of a project. A name is the linker's where the source or a header of it declares it
 * `extern`. One that nobody is seen to declare is unsure with an underscore before it, and otherwise passed over.
 */
export function symbolUses(
  readings: readonly NameReading[],
  name: string,
): readonly (SymbolPlace & { readonly file: string })[] {
  const tree = new IncludeTree(readings);
  return readings.flatMap((reading) => {
    const { file, scanned, places } = reading;
    if (places.length === 0) return [];
    const seenReadings = tree.reachedFrom(reading);
    const seen = seenReadings.map((each) => each.scanned);
    const about: About = {
      isDeclared: seen.some(({ isDeclared }) => isDeclared),
      isOwn: seen.some(({ isOwn }) => isOwn),
      isMember: seen.some(({ isMember }) => isMember),
      isLocal: scanned.isLocal,
      isUnusual: name.startsWith('_'),
      isPasted: (macro) => seenReadings.some(({ pastingMacros }) => pastingMacros.has(macro)),
    };
    return places.flatMap((place, index) => {
      const found = scanned.found[index];
      const isSure = found === undefined ? undefined : certainty(found, about);
      return isSure === undefined ? [] : [{ ...place, file, isSure }];
    });
  });
}

/** What a source and its headers say of the name. */
interface About {
  readonly isDeclared: boolean;
  readonly isOwn: boolean;
  readonly isMember: boolean;
  readonly isLocal: boolean;
  /** Hardly anything else in C: it begins with an underscore. */
  readonly isUnusual: boolean;
  /** Whether a macro of this name makes others of what it is given. */
  readonly isPasted: (macro: string) => boolean;
}

/** Undefined: it is another's. What makes names of it does so of the new one, too. */
function certainty(found: FoundName, about: About): boolean | undefined {
  const isSymbol = meant(found, about);
  const { argumentOf } = found;
  return isSymbol === true && argumentOf !== undefined && about.isPasted(argumentOf)
    ? false
    : isSymbol;
}

function meant({ meaning, exposed }: FoundName, about: About): boolean | undefined {
  const { isDeclared, isOwn, isMember, isLocal, isUnusual } = about;
  const mayBeOther = exposed !== undefined && (isMember || (exposed === 'macro' && isLocal));
  switch (meaning) {
    case 'symbol':
      return !isOwn;
    case 'file':
      if (isDeclared) return !isOwn && !mayBeOther;
      return isOwn || mayBeOther || !isUnusual ? undefined : false;
    case 'qualified':
      return isDeclared ? false : undefined;
    case 'unclear':
      return isDeclared || (isUnusual && !isOwn) ? false : undefined;
  }
}

/**
 * The first macro that may make the name by `##`, which hides a use from every search.
 * @param words as partsIn finds them in all sources.
 */
export function pastedPlace(
  readings: readonly NameReading[],
  name: string,
  words: ReadonlySet<string>,
): { readonly file: string; readonly line: number } | undefined {
  for (const { file, pastings } of readings) {
    const pasting = pastings.find((each) => mayPaste(each, name, words));
    if (pasting !== undefined) return { file, line: pasting.line };
  }
  return undefined;
}

function inAssembler(text: string, name: string): ScannedName {
  const found: FoundName[] = [];
  let last: FoundName | undefined;
  let directive = '';
  let [isSet, isGlobal] = [false, false];
  for (const { 0: piece, index } of text.matchAll(assemblerPieces)) {
    if (piece === ':' && last !== undefined) last.role = 'definition';
    if (piece === '=' && last !== undefined) isSet = true;
    last = piece === name ? { start: index, meaning: 'symbol', role: 'use' } : undefined;
    if (last === undefined) {
      // Names in a list follow each other behind one directive.
      if (piece !== ',' && !/^\w/.test(piece)) directive = piece;
      continue;
    }
    found.push(last);
    if (/^\.(?:set|equ|equiv)$/.test(directive)) isSet = true;
    if (/^\.(?:globl|global|weak)$/.test(directive)) isGlobal = true;
    directive = directive.startsWith('.g') ? directive : '';
  }
  const isDefined = isSet || found.some(({ role }) => role === 'definition');
  // A label of this file alone hides the linker's symbol from it.
  return { ...none, found, isOwn: isDefined && !isGlobal };
}

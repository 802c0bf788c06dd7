// A dialect as data: by the attribute's name, what becomes of its value.

import { clientKeys, viewerKeys } from '../attributes';
import type { AttributeName } from '../attributes';
import type { RawConfiguration } from '../launch-json';
import type { Imported, ImportNote } from './imported';

export type Settings = Readonly<Partial<Record<AttributeName, unknown>>>;

/** What became of one attribute; without `set` nothing of it is in the new configuration. */
export interface Reading {
  readonly what: ImportNote['what'];
  readonly text: string;
  readonly set?: Settings;
}

export type Rule = (value: unknown, source: RawConfiguration) => Reading;
export type Rules = Readonly<Record<string, Rule>>;

/** The same under another name; `read` gives undefined for a value that means nothing to us. */
export function as(to: AttributeName, read: (value: unknown) => unknown = (value) => value): Rule {
  return (value) => {
    const now = read(value);
    return now === undefined
      ? { what: 'lost', text: `its value has no counterpart in ${to}` }
      : converted({ [to]: now });
  };
}

/** The same under its own name. */
export const keep =
  (name: AttributeName): Rule =>
  (value) => ({ what: 'kept', text: 'as it is', set: { [name]: value } });

/** @param why a sentence without its full stop. */
export const lost =
  (why: string): Rule =>
  () => ({ what: 'lost', text: why });

/** Nothing is missing without it. */
export const needless =
  (why: string): Rule =>
  () => ({ what: 'converted', text: `not needed: ${why}` });

/** Tells of a value that `read` gives undefined for, which the rule then does not see. */
export function readAs(read: (value: unknown) => unknown, why: string, rule: Rule): Rule {
  return (value, source) =>
    read(value) === undefined ? { what: 'lost', text: why } : rule(value, source);
}

export function converted(set: Settings): Reading {
  const text = Object.entries(set)
    .map(([name, value]) => `${name}: ${JSON.stringify(value)}`)
    .join(', ');
  return { what: 'converted', text: `now ${text}`, set };
}

/** As `converted`, of what is set already: for attributes that are only understood together. */
export function together(set: Settings): Reading {
  const { what, text } = converted(set);
  return { what, text };
}

/** A reading that leaves out some of the value: what that is, is told. */
export function without(reading: Reading, missing: readonly string[]): Reading {
  const names = [...new Set(missing)].join(', ');
  return names === '' ? reading : { ...reading, text: `${reading.text}; lost: ${names}` };
}

/** Members of an object that have a value and none of these names. */
export function otherMembers(
  value: Readonly<Record<string, unknown>>,
  known: readonly string[],
): readonly string[] {
  return Object.keys(value).filter((name) => !known.includes(name) && !isEmpty(value[name]));
}

/** Members that have a value which `read` gives undefined for. */
export function unreadMembers(
  value: Readonly<Record<string, unknown>>,
  names: readonly string[],
  read: (value: unknown) => unknown,
): readonly string[] {
  return names.filter((name) => !isEmpty(value[name]) && read(value[name]) === undefined);
}

/** Empty texts, lists and null set nothing in any dialect. */
export function isEmpty(value: unknown): boolean {
  const isNothing = value === undefined || value === null || value === '';
  return isNothing || (Array.isArray(value) && value.length === 0);
}

/**
 * Applies the rules to every attribute that has a value, and tells of the others that they are empty. Lists that several attributes give are joined, of other values
 * the last one counts.
 * @param base what the new configuration has in any case, such as its servertype.
 * @param isEmptyMeant whether an empty text or list is a value of this attribute as others are.
 */
export function applyRules(
  source: RawConfiguration,
  rules: Rules,
  base: Settings,
  isEmptyMeant: (attribute: string, value: unknown) => boolean = () => false,
): Imported {
  const notes: ImportNote[] = [];
  const values = new Map<string, unknown>(Object.entries(base));
  const others: Record<string, unknown> = {};
  /** By setting, the note of the attribute that gave it. */
  const givers = new Map<string, number>();
  for (const [attribute, value] of Object.entries(source)) {
    if (ownKeys.has(attribute) || value === undefined) continue;
    if (isEmpty(value) && (value === null || !isEmptyMeant(attribute, value))) {
      notes.push({ attribute, what: 'converted', text: 'not needed: it is empty' });
      continue;
    }
    const rule = Object.hasOwn(rules, attribute) ? rules[attribute] : undefined;
    if (rule === undefined && isOthers(attribute)) {
      others[attribute] = value;
      notes.push({ attribute, what: 'kept', text: 'as it is' });
      continue;
    }
    const { set = {}, ...told } = withoutAsked(
      (rule ?? lost('it is not known here'))(value, source),
    );
    notes.push({ attribute, ...told });
    for (const [name, now] of Object.entries(set)) {
      const before = values.get(name);
      const isJoined = Array.isArray(before) && Array.isArray(now);
      values.set(name, isJoined ? [...(before as unknown[]), ...(now as unknown[])] : now);
      const other = givers.get(name);
      givers.set(name, notes.length - 1);
      const outdone = other === undefined ? undefined : notes[other];
      if (other === undefined || outdone === undefined || isJoined) continue;
      if (JSON.stringify(before) === JSON.stringify(now)) continue;
      notes[other] = {
        ...outdone,
        text: `${outdone.text}; but ${attribute} gives another ${name}`,
      };
    }
  }
  const head = { name: nameOf(source), type: 'stm32', request: requestOf(source) };
  return { configuration: { ...head, ...Object.fromEntries(values), ...others }, notes };
}

/** ST's extensions answer these commands only for a project that they know. */
const stCommand = /^(st-stm32|stm32cube|vscode-embedded\.)/;

function withoutAsked(reading: Reading): Reading {
  const [asked] = commandsIn(reading.set).filter((command) => stCommand.test(command));
  return asked === undefined
    ? reading
    : {
        what: 'lost',
        text: `it was asked of the command ${asked} of ST's extension, which need not be there`,
      };
}

/** The commands of VS Code that a value asks: `${command:…}`. */
export function commandsIn(value: unknown): readonly string[] {
  const text = JSON.stringify(value) ?? '';
  return [...text.matchAll(/\$\{command:([^}"]+)\}/g)].map(([, command = '']) => command);
}

/** They are written anew. */
const ownKeys: ReadonlySet<string> = new Set(['name', 'type', 'request']);

/** Parts for one system hold attributes of the dialect, which are not looked at. */
const systemParts: ReadonlySet<string> = new Set(['windows', 'linux', 'osx']);

function isOthers(attribute: string): boolean {
  return (clientKeys.has(attribute) && !systemParts.has(attribute)) || viewerKeys.has(attribute);
}

function nameOf({ name }: RawConfiguration): string {
  return typeof name === 'string' && name !== '' ? name : 'STM32';
}

export function requestOf({ request }: RawConfiguration): 'launch' | 'attach' {
  return request === 'attach' ? 'attach' : 'launch';
}

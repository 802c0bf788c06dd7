// Cortex-Debug's configurations (`cortex-debug`): nearly all of it is ours as well.

import { attributes, foreignAttributes } from '../attributes';
import type { Attribute, AttributeName } from '../attributes';
import { olderNamesOf, readCortexDebug } from '../cortex-debug';
import type { RawConfiguration } from '../launch-json';
import { isSwitchedOff } from '../resolve-args';
import { noteOf } from './imported';
import type { Imported } from './imported';
import { applyRules, as, converted, isEmpty, keep, lost, needless, readAs } from './rules';
import type { Reading, Rule, Rules } from './rules';
import { isServertype } from './server-program';
import { text, truth } from './values';

const table: Readonly<Record<string, Attribute>> = attributes;

export function importCortexDebug(source: RawConfiguration): Imported {
  // What stands in serverArgs or in an object is written out as the attributes that it is read as.
  const read = readCortexDebug(source);
  const imported = applyRules(read.configuration, rules, {}, isEmptyMeant);
  // What was read away until nothing is left was not empty there.
  const isOfSource = (name: string): boolean =>
    name in source && isEmpty(source[name]) === isEmpty(read.configuration[name]);
  const notes = [
    ...imported.notes.filter(({ attribute }) => isOfSource(attribute)),
    ...read.problems.map(noteOf),
  ];
  const told = new Set([...notes.map(({ attribute }) => attribute), 'name', 'type', 'request']);
  const rest = Object.keys(source).filter((name) => !told.has(name) && source[name] !== undefined);
  const readAway = rest.map((name) => ({
    attribute: name,
    ...readingOf(name, source[name], imported.configuration),
  }));
  return { ...imported, notes: [...notes, ...readAway] };
}

/** Without these lists and this text a launch does something else than with empty ones. */
function isEmptyMeant(attribute: string, value: unknown): boolean {
  return attribute === 'runToEntryPoint' || (Array.isArray(value) && attribute !== 'serverArgs');
}

/** What became of an attribute that stands under other names now. */
function readingOf(name: string, value: unknown, now: RawConfiguration): Reading {
  const today = Object.keys(attributes).find((each) => olderNamesOf(each).includes(name));
  if (today === undefined) return needless('it is written out as attributes')(value, {});
  return String(now[today]) === String(value)
    ? { what: 'converted', text: `now ${today}: ${JSON.stringify(now[today])}` }
    : { what: 'lost', text: `another value is given for ${today} too` };
}

const rules: Rules = Object.fromEntries([
  ...(Object.keys(attributes) as AttributeName[]).map((name): [string, Rule] => [
    name,
    ruleOf(name),
  ]),
  ...Object.entries(foreignAttributes).map(([name, why]): [string, Rule] => [name, foreign(why)]),
]);

/** A feature that was not wanted is not lost. */
function foreign(why: string): Rule {
  return (value, source) =>
    (isSwitchedOff(value) ? needless('it is switched off') : lost(why))(value, source);
}

function readServertype(value: unknown, source: RawConfiguration): Reading {
  const given = text(value);
  if (given !== undefined && isServertype(given)) return keep('servertype')(value, source);
  const why = `${JSON.stringify(value)} is not started here: give the servertype that drives your probe`;
  return { what: 'lost', text: why };
}

/** Older names become those of today. */
function ruleOf(name: AttributeName): Rule {
  if (name === 'servertype') return readServertype;
  if (name === 'runToMain')
    return readAs(truth, 'it is neither true nor false', (value) =>
      converted({ runToEntryPoint: truth(value) === true ? 'main' : '' }),
    );
  const successor = table[name]?.replacedBy;
  const today = (Object.keys(attributes) as AttributeName[]).find((each) => each === successor);
  return today !== undefined && olderNamesOf(today).includes(name) ? as(today) : keep(name);
}

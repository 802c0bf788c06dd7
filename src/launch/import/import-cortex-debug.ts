// Cortex-Debug's configurations (`cortex-debug`): nearly all of it is ours as well.

import { attributes, foreignAttributes } from '../attributes';
import type { Attribute, AttributeName } from '../attributes';
import { olderNamesOf, readCortexDebug } from '../cortex-debug';
import type { RawConfiguration } from '../launch-json';
import { noteOf } from './imported';
import type { Imported } from './imported';
import { applyRules, as, converted, keep, lost } from './rules';
import type { Rule, Rules } from './rules';

const table: Readonly<Record<string, Attribute>> = attributes;

export function importCortexDebug(source: RawConfiguration): Imported {
  // What stands in serverArgs or in an object is written out as the attributes that it is read as.
  const read = readCortexDebug(source);
  const imported = applyRules(read.configuration, rules, {});
  const notes = imported.notes.filter(({ attribute }) => attribute in source);
  return { ...imported, notes: [...notes, ...read.problems.map(noteOf)] };
}

const rules: Rules = Object.fromEntries([
  ...(Object.keys(attributes) as AttributeName[]).map((name): [string, Rule] => [
    name,
    ruleOf(name),
  ]),
  ...Object.entries(foreignAttributes).map(([name, why]): [string, Rule] => [name, lost(why)]),
]);

/** Older names become those of today. */
function ruleOf(name: AttributeName): Rule {
  if (name === 'runToMain')
    return (value) => converted({ runToEntryPoint: value === true ? 'main' : '' });
  const successor = table[name]?.replacedBy;
  const today = (Object.keys(attributes) as AttributeName[]).find((each) => each === successor);
  return today !== undefined && olderNamesOf(today).includes(name) ? as(today) : keep(name);
}

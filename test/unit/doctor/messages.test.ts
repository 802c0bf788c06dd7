// Every message of every tool, alone and in the dress of the programs that pass it on, leads to causes that it can have.

import assert from 'node:assert/strict';
import { explainLines } from '../../../src/doctor/diagnose';
import { rows } from './message-rows';
import type { Row } from './message-rows';

/** What is said of a log in which nothing failed. */
const benign = 'none-benign-noise';

/** So many of a short list have to be told, or all of a shorter one. */
const fewest = 2;

type Dress = readonly [name: string, wear: (banner: readonly string[], said: string) => string[]];

const dresses: readonly Dress[] = [
  ['by the tool', (banner, said) => [...banner, ...said.split('\n')]],
  ['alone', (_, said) => said.split('\n')],
  ['in a sentence', (_, said) => [`When I start to debug I get "${said.replace(/\n/g, ' ')}" now`]],
  ['in small letters', (_, said) => said.toLowerCase().replace(/[.!]$/gm, '').split('\n')],
  ['with a clock', (_, said) => said.split('\n').map((text) => `14:02:33 : ${text}`)],
  ['with a level', (_, said) => said.split('\n').map((text) => `[stderr] ${text}\r`)],
  ['quoted', (_, said) => said.split('\n').map((text) => `> ${text}`)],
];

function explain(log: readonly string[], { strength, causes }: Row): void {
  const { causes: found } = explainLines(log);
  const ids = found.map(({ id }) => id);
  const list = found.map(({ id, confidence }) => `${id} ${confidence}`).join(', ');
  const shown = `${log.join('\n')}\n${list === '' ? 'no cause' : list}`;
  if (strength === 'benign') {
    assert.deepEqual(
      ids.filter((id) => id !== benign),
      [],
      shown,
    );
    return;
  }
  assert.ok(ids.length > 0 && !ids.includes(benign), shown);
  const [first = ''] = ids;
  if (strength === 'generic') {
    assert.ok(
      found.every(({ confidence }) => confidence === 'possible'),
      shown,
    );
    if (causes.length === 0) return;
  }
  if (strength === 'decisive') assert.equal(first, causes[0], shown);
  else assert.ok(causes.includes(first), shown);
  const wanted = strength === 'decisive' ? 1 : Math.min(fewest, causes.length);
  assert.ok(ids.filter((id) => causes.includes(id)).length >= wanted, shown);
}

describe('messages of the tools', () => {
  for (const [name, wear] of dresses) {
    describe(name, () => {
      for (const row of rows) {
        it(`lead to their causes: ${row.said.replace(/\n\s*/g, ' | ')}`, () => {
          explain(wear(row.banner, row.said), row);
        });
      }
    });
  }
});

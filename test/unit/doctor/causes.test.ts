// Every transcript of test/fixtures/causes gets the causes that stand beside it, in order, with the lines that prove the
// first. A transcript's first line says which tool it is from and whether it was recorded.

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { causes } from '../../../src/doctor/causes/index';
import { explainLines } from '../../../src/doctor/diagnose';
import type { Diagnosis } from '../../../src/findings/diagnosis';
import { expectGolden } from '../../support/golden';
import { root } from '../../support/project';

const folder = join(root, 'test/fixtures/causes');

/** Logs of sessions that work. */
const benign = 'none-benign-noise';

function describeDiagnosis({ causes: found, noise }: Diagnosis): string {
  const [first] = found;
  return [
    ...(found.length === 0 ? ['no cause'] : found.map((one) => `${one.id} ${one.confidence}`)),
    ...(first === undefined ? [] : [`lines ${first.evidence.map(({ line }) => line).join(' ')}`]),
    ...noise.map(({ line }) => `noise ${line}`),
    '',
  ].join('\n');
}

describe('causes', () => {
  for (const id of readdirSync(folder)) {
    const names = readdirSync(join(folder, id)).filter((name) => name.endsWith('.txt'));
    for (const name of names) {
      const lines = readFileSync(join(folder, id, name), 'utf8').split('\n');
      // The comment is no part of the log; the numbers of the lines stay those of the file.
      const log = ['', ...lines.slice(1)];

      it(`says where ${id}/${name} is from`, () => {
        assert.match(lines[0] ?? '', /^# \S.*(?:recorded|written from)/);
      });

      it(`explains ${id}/${name}`, () => {
        const diagnosis = explainLines(log);
        const ids = diagnosis.causes.map((cause) => cause.id);
        if (id === benign)
          assert.ok(
            ids.every((found) => found === benign),
            ids.join(', '),
          );
        else assert.ok(ids.includes(id), `${id} is not among ${ids.join(', ')}`);
        expectGolden(
          join(folder, id, name.replace('.txt', '.expected')),
          describeDiagnosis(diagnosis),
        );
      });
    }
  }

  it('says in every cause what to do, in whole sentences', () => {
    const log = explainLines([]);
    assert.deepEqual(log.causes, []);
    const rough = causes.filter(({ message, experiment }) => {
      return ![message, experiment.text].every((text) => /^[A-Z].*[.?]$/.test(text));
    });
    assert.deepEqual(
      rough.map(({ id }) => id),
      [],
    );
  });
});

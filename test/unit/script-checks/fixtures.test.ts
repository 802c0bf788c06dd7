// Every script of test/fixtures/scripts/<id>: a bad one gives exactly the findings of the text beside it, a good
// one none with that id; and a fix that edits the script removes its finding without a new error.

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Finding } from '../../../src/findings/finding';
import { findingsText } from '../../support/finding-text';
import { expectGolden } from '../../support/golden';
import { applyEdits, checkCase } from '../../support/script-case';

const fixtures = join(__dirname, '..', '..', 'fixtures', 'scripts');

for (const id of readdirSync(fixtures)) {
  const names = readdirSync(join(fixtures, id)).filter((name) => /^(bad|good)-.*\.ld$/.test(name));
  describe(`linker script: ${id}`, () => {
    for (const name of names) {
      const path = join(fixtures, id, name);
      const text = readFileSync(path, 'utf8');
      if (name.startsWith('good-')) {
        it(`says nothing of ${name}`, () => {
          const { findings } = checkCase(text, name, path);
          assert.equal(findingsText(findings.filter((finding) => finding.id === id)), '');
        });
      } else {
        it(`tells what is wrong in ${name}, and its fixes mend it`, () => {
          const { findings } = checkCase(text, name, path);
          const ids = findings.map((finding) => finding.id);
          assert.ok(ids.includes(id), `the script gives ${id}, not only ${ids.join(', ')}`);
          for (const finding of findings) {
            assert.ok(finding.evidence.length > 0, `${finding.id} has evidence`);
            assert.ok(finding.location !== undefined, `${finding.id} has a place`);
            expectMended(finding, findings, { text, name, path });
          }
          expectGolden(path.replace(/\.ld$/, '.txt'), findingsText(findings));
        });
      }
    }
  });
}

interface Case {
  readonly text: string;
  readonly name: string;
  readonly path: string;
}

/** Applies the first fix with edits, as a click on the light bulb does. */
function expectMended(finding: Finding, before: readonly Finding[], { text, name, path }: Case) {
  const fix = finding.fixes.find(({ edits = [] }) => edits.length > 0);
  if (fix?.edits === undefined) return;
  const isHere = fix.edits.every(({ file }) => basename(file) === name);
  if (!isHere) return;
  const { findings: after } = checkCase(applyEdits(text, fix.edits), name, path);
  const told = (list: readonly Finding[]): readonly string[] => list.map(({ message }) => message);
  assert.ok(!told(after).includes(finding.message), `"${fix.title}" removes the finding`);
  const same = ({ id }: Finding): boolean => id === finding.id;
  assert.ok(after.filter(same).length < before.filter(same).length, `"${fix.title}" mends it`);
  const errors = (list: readonly Finding[]): number =>
    list.filter(({ severity }) => severity === 'error').length;
  assert.ok(errors(after) <= errors(before), `"${fix.title}" adds an error: ${told(after).join()}`);
}

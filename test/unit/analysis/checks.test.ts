// Every folder of test/fixtures/checks: a bad case gives exactly the findings of its expected.txt, a good
// one gives none.

import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readCase, runCase } from '../../support/check-case';
import type { CaseResult } from '../../support/check-case';
import { findingsText } from '../../support/finding-text';
import { expectGolden } from '../../support/golden';

const fixtures = join(__dirname, '..', '..', 'fixtures', 'checks');

for (const id of readdirSync(fixtures)) {
  describe(id, () => {
    for (const name of readdirSync(join(fixtures, id))) {
      const folder = join(fixtures, id, name);
      const spec = readCase(folder);
      it(`${name}: ${spec.about}`, async () => {
        const result = await runCase(spec);
        const text = toText(result);
        if (name.startsWith('good-')) {
          assert.equal(text, '');
          assert.ok(result.preflight.plan, 'a launch without findings has a plan');
          return;
        }
        assert.ok(name.startsWith('bad-'), 'a case is bad-… or good-…');
        const ids = result.preflight.findings.map((finding) => finding.id);
        assert.ok(ids.includes(id), `the case gives ${id}, not only ${ids.join(', ')}`);
        expectGolden(join(folder, 'expected.txt'), text);
      });
    }
  });
}

/** The findings as a user reads them, with the temporary folder called <project>. */
function toText({ project, preflight }: CaseResult): string {
  return findingsText(preflight.findings).replaceAll(project, '<project>');
}

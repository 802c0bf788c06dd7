// Every folder of test/fixtures/checks: a bad case gives exactly the findings of its expected.txt, a good
// one gives none.

import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describeFinding } from '../../../src/findings/finding';
import type { FileEdit, SourceLocation } from '../../../src/findings/finding';
import { readCase, runCase } from '../../support/check-case';
import type { CaseResult } from '../../support/check-case';
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

/** The findings as a user reads them, their places and edits included, with the temporary folder called <project>. */
function toText({ project, preflight }: CaseResult): string {
  return preflight.findings
    .map((finding) => {
      const place = [placeOf(finding.location), finding.attribute ?? ''].join(' ').trim();
      const head = `${finding.severity} [${finding.id}]${place === '' ? '' : ` {${place}}`}`;
      const edits = finding.fixes.flatMap((fix) => (fix.edits ?? []).map(editText));
      return [`${head} ${describeFinding(finding)}`, ...edits, ''].join('\n');
    })
    .join('')
    .replaceAll(project, '<project>');
}

function placeOf(location: SourceLocation | undefined): string {
  if (location === undefined) return '';
  const { file, line, column, endLine = line, endColumn } = location;
  if (line === undefined) return file;
  const end = endColumn === undefined ? '' : `-${endLine}:${endColumn}`;
  return `${file}:${line}:${column ?? 1}${end}`;
}

function editText({ file, start, end, newText }: FileEdit): string {
  const range = `${start.line}:${start.column}-${end.line}:${end.column}`;
  return `  Edit: ${file}:${range} ${JSON.stringify(newText)}`;
}

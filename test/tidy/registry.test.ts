// Every id that a user can see has its parts: a check its file, fixtures and docs page; a problem of the
// launch configuration its fixtures and page; and no page or fixture belongs to nobody.

import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checks } from '../../src/analysis/checks/index';
import { causes } from '../../src/doctor/causes/index';
import { attributes } from '../../src/launch/attributes';
import { problemIds as languageProblems } from '../../src/linker/problem-ids';
import { scriptChecks } from '../../src/script-checks/index';

const root = join(__dirname, '..', '..');
const fixtures = join(root, 'test/fixtures/checks');
const pages = join(root, 'docs/findings');

const checkIds = checks.map(({ id }) => id);

/** Ids of findings that are no checks: what resolve-args and the drivers say about the arguments. */
const problemIds = idsIn(
  ['src/launch', 'src/servers', 'src/analysis'],
  [
    /\bid: '([a-z0-9-]+)',\s+severity: '/g,
    /\bid: '([a-z0-9-]+)',\s+severity: \w+ \?/g,
    /\bproblem\('([a-z0-9-]+)'/g,
  ],
);

/** Codes of failures at run time; they may have a page. */
const failureCodes = idsIn(
  ['src'],
  [/\bnew Failure\(\s*'([a-z0-9-]+)'/g, /\bcode: '([a-z0-9-]+)'/g],
);

const findingIds = [...new Set([...checkIds, ...problemIds])].sort();

function idsIn(folders: readonly string[], patterns: readonly RegExp[]): readonly string[] {
  const files = folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => join(root, folder, name)),
  );
  const texts = files.map((file) => readFileSync(file, 'utf8'));
  const matches = texts.flatMap((text) =>
    patterns.flatMap((pattern) => [...text.matchAll(pattern)].map(([, id]) => id ?? '')),
  );
  return [...new Set(matches)];
}

function namesIn(folder: string): readonly string[] {
  return readdirSync(folder).map((name) => name.replace(/\.md$/, ''));
}

describe('the registry of findings', () => {
  it('collects the problems of the launch configuration from the sources', () => {
    for (const id of ['attribute-unknown', 'gdb-target-missing', 'servertype-unknown']) {
      assert.ok(problemIds.includes(id), id);
    }
  });

  it('has no id twice', () => {
    assert.equal(new Set(checkIds).size, checkIds.length);
    assert.deepEqual(
      problemIds.filter((id) => checkIds.includes(id)),
      [],
    );
  });

  it('lists every file of analysis/checks', () => {
    const files = readdirSync(join(root, 'src/analysis/checks')).filter(
      (name) => name !== 'index.ts',
    );
    assert.deepEqual(files.map((name) => name.replace(/\.ts$/, '')).sort(), [...checkIds].sort());
  });

  for (const id of findingIds) {
    it(`has fixtures, a docs page and a line in the index for ${id}`, () => {
      const folder = join(fixtures, id);
      const cases = existsSync(folder) ? readdirSync(folder) : [];
      assert.ok(
        cases.some((name) => name.startsWith('bad-')),
        `${folder} has no bad-… case`,
      );
      assert.ok(
        cases.some((name) => name.startsWith('good-')),
        `${folder} has no good-… case`,
      );
      const page = readFileSync(join(pages, `${id}.md`), 'utf8');
      assert.ok(page.startsWith(`# ${id}\n`), `${id}.md begins with its id`);
      const index = readFileSync(join(root, 'docs/README.md'), 'utf8');
      assert.ok(index.includes(`](findings/${id}.md)`), `docs/README.md lists ${id}`);
    });
  }

  it('has no fixture folder of an unknown finding', () => {
    assert.deepEqual(
      namesIn(fixtures).filter((id) => !findingIds.includes(id)),
      [],
    );
  });

  it('has no docs page of an unknown finding or failure', () => {
    const known = [...findingIds, ...failureCodes];
    assert.deepEqual(
      namesIn(pages).filter((id) => !known.includes(id)),
      [],
    );
  });
});

describe('the registry of causes', () => {
  const ids = causes.map(({ id }) => id);
  const transcripts = join(root, 'test/fixtures/causes');
  const causePages = join(root, 'docs/causes');

  it('has no id twice', () => {
    assert.equal(new Set(ids).size, ids.length);
  });

  it('lists every file of doctor/causes', () => {
    const files = namesIn(join(root, 'src/doctor/causes')).map((name) => name.replace(/\.ts$/, ''));
    assert.deepEqual(files.filter((name) => name !== 'index').sort(), [...ids].sort());
  });

  it('weighs no finding that no check makes', () => {
    const weighed = causes.flatMap(({ findings = {} }) => Object.keys(findings));
    assert.deepEqual(
      weighed.filter((id) => !findingIds.includes(id)),
      [],
    );
  });

  for (const id of ids) {
    it(`has a transcript and a docs page for ${id}`, () => {
      const folder = join(transcripts, id);
      const names = existsSync(folder) ? readdirSync(folder) : [];
      assert.ok(
        names.some((name) => name.endsWith('.txt')),
        `${folder} has no transcript`,
      );
      const page = readFileSync(join(causePages, `${id}.md`), 'utf8');
      assert.ok(page.startsWith(`# ${id}\n`), `${id}.md begins with its id`);
    });
  }

  it('has no transcript and no docs page of an unknown cause', () => {
    const known = [...ids, 'README'];
    assert.deepEqual(
      [...namesIn(transcripts), ...namesIn(causePages)].filter((id) => !known.includes(id)),
      [],
    );
  });
});

describe('the registry of script checks', () => {
  const scriptFixtures = join(root, 'test/fixtures/scripts');
  const scriptPages = join(root, 'docs/linker');
  const index = readFileSync(join(scriptPages, 'README.md'), 'utf8');
  const ids = scriptChecks.map(({ id }) => id);
  const languageIds = Object.keys(languageProblems);

  it('has no id twice, and all begin with ld-', () => {
    const all = [...ids, ...languageIds];
    assert.equal(new Set(all).size, all.length);
    assert.deepEqual(
      all.filter((id) => !id.startsWith('ld-')),
      [],
    );
  });

  it('lists every file of script-checks/checks', () => {
    const files = namesIn(join(root, 'src/script-checks/checks'));
    assert.deepEqual(files.map((name) => name.replace(/\.ts$/, '')).sort(), [...ids].sort());
  });

  it('leaves checks only to checks of the linked file that exist', () => {
    const covering = scriptChecks.flatMap(({ coveredBy }) => coveredBy);
    assert.deepEqual(
      covering.filter((id) => !checkIds.includes(id)),
      [],
    );
  });

  for (const { id, title } of scriptChecks) {
    it(`has a line with the title of ${id} in the index`, () => {
      assert.ok(index.includes(`\n- [${id}](${id}.md): ${title}.\n`), `README.md lists ${id}`);
    });
  }

  for (const id of [...ids, ...languageIds]) {
    it(`has fixtures, a docs page and a line in the index for ${id}`, () => {
      const page = readFileSync(join(scriptPages, `${id}.md`), 'utf8');
      assert.ok(page.startsWith(`# ${id}\n`), `${id}.md begins with its id`);
      for (const heading of ['What it means', 'Why it matters', 'How to fix it']) {
        assert.ok(page.includes(`\n## ${heading}\n`), `${id}.md has "${heading}"`);
      }
      assert.ok(index.includes(`\n- [${id}](${id}.md): `), `README.md lists ${id}`);
      const folder = join(scriptFixtures, id);
      const cases = existsSync(folder) ? readdirSync(folder) : [];
      for (const kind of ['bad', 'good']) {
        const isKind = (name: string): boolean =>
          name.startsWith(`${kind}-`) && name.endsWith('.ld');
        assert.ok(cases.some(isKind), `${folder} has no ${kind}-… case`);
      }
    });
  }

  it('has no fixture folder, docs page or line in the index of an unknown id', () => {
    const known = [...ids, ...languageIds];
    const listed = [...index.matchAll(/^- \[(ld-[a-z-]+)\]/gm)].map(([, id]) => id ?? '');
    assert.deepEqual(
      [...namesIn(scriptFixtures), ...namesIn(scriptPages), ...listed].filter(
        (id) => id !== 'README' && !known.includes(id),
      ),
      [],
    );
  });
});

describe('the attribute table', () => {
  it('has no attribute that nothing reads', () => {
    const readers = [
      'src/launch/plan.ts',
      'src/launch/resolve-args.ts',
      'src/analysis',
      'src/adapter',
    ];
    const text = [...readers, 'src/servers', 'src/gdb', 'src/extension']
      .flatMap((place) => sourcesAt(join(root, place)))
      .map((file) => readFileSync(file, 'utf8'))
      .join('\n');
    const unread = Object.entries(attributes)
      .filter(([, attribute]) => !('replacedBy' in attribute))
      .map(([name]) => name)
      .filter((name) => !new RegExp(`\\b${name}\\b`).test(text));
    assert.deepEqual(unread, []);
  });
});

function sourcesAt(place: string): readonly string[] {
  if (place.endsWith('.ts')) return [place];
  return readdirSync(place, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => join(place, name));
}

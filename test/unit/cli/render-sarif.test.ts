import assert from 'node:assert/strict';
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Log, Result } from 'sarif';
import { checks } from '../../../src/analysis/checks/index';
import { fingerprint } from '../../../src/cli/render/fingerprint';
import { renderSarif } from '../../../src/cli/render/sarif';
import { artifactLocation } from '../../../src/cli/render/sarif-places';
import type { Report } from '../../../src/cli/report';
import { createNodeHost } from '../../../src/host/node-host';
import { root } from '../../support/project';
import { bare, cwd, full, note, project, report } from './sample-report';
import { shapeProblems, valueProblems } from './sarif-shape';

const sample = report(project('fw', [full, bare, note]), project('other', [bare, bare]));

async function render(given: Report, packageFolder = root): Promise<string> {
  const context = { host: createNodeHost(), version: '1.2.3', packageFolder, isColoured: false };
  return renderSarif(given, context);
}

async function resultsOf(given: Report): Promise<readonly Result[]> {
  return (JSON.parse(await render(given)) as Log).runs[0]?.results ?? [];
}

describe('renderSarif', () => {
  it('gives a valid log for everything a finding can have', async function () {
    // The compiler reads its libraries once.
    const json = await render({ ...sample, failures: [{ folder: cwd, message: 'x is no file.' }] });
    assert.deepEqual(shapeProblems(json), []);
    assert.deepEqual(valueProblems(json), []);
    assert.notDeepEqual(shapeProblems(json.replace('"message"', '"mesage"')), []);
    assert.notDeepEqual(shapeProblems(json.replace('"version": "2.1.0"', '"version": "2"')), []);
    assert.notDeepEqual(valueProblems(json.replace('"startLine": 7', '"startLine": 0')), []);
  });

  it('says what a finding is, where, and how bad', async () => {
    const [first, second, third] = await resultsOf(sample);
    assert.equal(first?.level, 'error');
    assert.match(first?.message.text ?? '', /^Section \.psram has 16 bytes\.\n {2}\.psram/);
    assert.deepEqual(first?.locations?.[0]?.physicalLocation, {
      artifactLocation: { uri: 'fw/my%20app.ld', uriBaseId: '%SRCROOT%' },
      region: { startLine: 7, startColumn: 3, endLine: 7, endColumn: 9 },
    });
    assert.equal(first?.relatedLocations?.[0]?.message?.text, '.psram (NOLOAD) is missing');
    assert.deepEqual(
      first?.fixes?.map(({ artifactChanges }) => artifactChanges[0]?.replacements),
      [
        [
          {
            deletedRegion: { startLine: 7, startColumn: 9, endLine: 7, endColumn: 9 },
            insertedContent: { text: '(NOLOAD) ' },
          },
        ],
      ],
    );
    assert.equal(second?.level, 'warning');
    assert.equal(third?.level, 'note');
    assert.deepEqual(third?.properties, { confidence: 'possible' });
  });

  it('gives a place to a finding that has none: what its evidence is about, else the launch', async () => {
    const places = (await resultsOf(sample)).map(({ locations }) => {
      const { artifactLocation, region } = locations?.[0]?.physicalLocation ?? {};
      return `${artifactLocation?.uri}:${region?.startLine}`;
    });
    assert.deepEqual(places, [
      'fw/my%20app.ld:7',
      'fw/.vscode/launch.json:4',
      'fw/fw.ioc:1',
      'other/.vscode/launch.json:4',
      'other/.vscode/launch.json:4',
    ]);
  });

  it('gives an address to every name, also to one that no file can have', () => {
    const uri = (name: string): string | undefined =>
      artifactLocation(resolve('/repo', name), resolve('/repo')).uri;
    assert.equal(uri('a%#?\n\u202e.elf'), 'a%25%23%3F%0A%E2%80%AE.elf');
    assert.equal(uri('a\ud800.elf'), 'a%EF%BF%BD.elf');
  });

  it('gives files outside of the root an address of their own', async () => {
    const elsewhere = { ...bare, location: { file: join(root, 'a.ld'), line: 1 } };
    const [result] = await resultsOf(report(project('fw', [elsewhere])));
    const place = result?.locations?.[0]?.physicalLocation?.artifactLocation;
    assert.match(place?.uri ?? '', /^file:\/\/\/.*\/a\.ld$/);
    assert.equal(place?.uriBaseId, undefined);
    const outside = { ...report(project('fw', [full])), cwd: join(cwd, 'sub') };
    const [inProject] = await resultsOf(outside);
    assert.equal(inProject?.locations?.[0]?.physicalLocation?.artifactLocation?.uri, 'my%20app.ld');
  });

  it('lists all checks as rules, with the page of what was found', async () => {
    const { rules = [] } = (JSON.parse(await render(sample)) as Log).runs[0]!.tool.driver;
    for (const { id } of [...checks, note])
      assert.ok(
        rules.some((rule) => rule.id === id),
        id,
      );
    const found = rules.find(({ id }) => id === 'elf-no-debug-info');
    assert.match(found?.help?.markdown ?? '', /^# elf-no-debug-info\n/);
    assert.ok(rules.every(({ shortDescription }) => shortDescription?.text));
  });

  it('links to the pages of the repository that package.json names', async () => {
    const folder = realpathSync(mkdtempSync(join(tmpdir(), 'stm32-sarif-')));
    try {
      const url = 'git+https://example.org/me/preflight.git';
      writeFileSync(join(folder, 'package.json'), JSON.stringify({ repository: { url } }));
      const { driver } = (JSON.parse(await render(sample, folder)) as Log).runs[0]!.tool;
      assert.equal(driver.informationUri, 'https://example.org/me/preflight');
      const page = 'https://example.org/me/preflight/blob/HEAD/docs/findings/server-missing.md';
      assert.ok(driver.rules?.some(({ helpUri }) => helpUri === page));
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('tells what was not checked, and that the run failed where an input could not be read', async () => {
    const failures = [{ folder: cwd, message: 'x is no file.' }];
    const log = JSON.parse(await render({ ...sample, failures })) as Log;
    const [invocation] = log.runs[0]?.invocations ?? [];
    assert.equal(invocation?.executionSuccessful, false);
    const texts = invocation?.toolExecutionNotifications?.map(({ message }) => message.text);
    assert.deepEqual(texts?.slice(0, 2), [
      'x is no file.',
      'fw: elf-not-arm was not checked: there is no file a.elf.',
    ]);
  });

  it('knows a finding again when its line and the folder of the project have changed', async () => {
    const hashOf = async (given: Report): Promise<unknown> =>
      (await resultsOf(given))[0]?.partialFingerprints;
    const moved = { ...full, location: { ...full.location!, line: 70, endLine: 70 } };
    const before = await hashOf(report(project('fw', [full])));
    assert.deepEqual(await hashOf(report(project('fw', [moved]))), before);
    const other = { ...full, message: 'Section .sdram has 16 bytes.' };
    assert.notDeepEqual(await hashOf(report(project('fw', [other]))), before);
  });
});

describe('fingerprint', () => {
  it('is FNV-1a with 64 bits', () => {
    // Test vectors of the FNV reference code (test_fnv.c).
    assert.equal(fingerprint(''), 'cbf29ce484222325');
    assert.equal(fingerprint('a'), 'af63dc4c8601ec8c');
    assert.equal(fingerprint('foobar'), '85944171f73967e8');
  });
});

import assert from 'node:assert/strict';
import { join } from 'node:path';
import { renderJson } from '../../../src/cli/render/json';
import { bare, cwd, full, note, project, report, script } from './sample-report';

describe('renderJson', () => {
  it('keeps the promised shape', () => {
    const json: unknown = JSON.parse(renderJson(report(project('fw', [full, bare, note]))));
    const edit = { start: { line: 7, column: 9 }, end: { line: 7, column: 9 } };
    assert.deepEqual(json, {
      findings: [
        {
          id: 'elf-no-debug-info',
          severity: 'error',
          message: full.message,
          evidence: [
            {
              what: '.psram (NOLOAD) is missing',
              where: script,
              location: { path: script, line: 7, column: 1 },
            },
            { what: 'no region holds it', where: 'STM32F405RG' },
          ],
          location: { path: script, line: 7, column: 3, endLine: 7, endColumn: 9 },
          fix: 'Add (NOLOAD).',
          fixes: [
            { title: 'Add (NOLOAD).', edits: [{ path: script, ...edit, newText: '(NOLOAD) ' }] },
            { title: 'Or move it.' },
          ],
        },
        {
          ...{ id: 'server-missing', severity: 'warning', message: 'There is no server.' },
          ...{ evidence: [{ what: 'not found', where: 'PATH' }], location: null },
          ...{ fix: null, fixes: [] },
        },
        {
          ...{ id: 'not-listed', severity: 'info', message: 'Debug is not configured.' },
          ...{ evidence: note.evidence, location: null },
          ...{ fix: 'Set it.', fixes: [{ title: 'Set it.' }], confidence: 'possible' },
        },
      ],
      skipped: [
        { id: 'elf-not-arm', reason: 'there is no file a.elf' },
        { id: 'elf-truncated', reason: 'there is no file a.elf' },
      ],
    });
  });

  it('names the project of every entry when there are several', () => {
    const several = report(project('a', [bare]), project('b', [note]));
    const json = JSON.parse(renderJson(several)) as Record<string, { project: string }[]>;
    const projectsIn = (key: string): unknown => json[key]?.map((entry) => entry.project);
    assert.deepEqual(projectsIn('findings'), [join(cwd, 'a'), join(cwd, 'b')]);
    assert.deepEqual(new Set(projectsIn('skipped') as string[]).size, 2);
  });
});

// A report with everything that a finding can have, for the renderers' tests. Nothing of it is on a disk.

import { join, resolve } from 'node:path';
import type { Finding } from '../../../src/findings/finding';
import type { ProjectReport, Report } from '../../../src/cli/report';

export const cwd = resolve('/repo');

export const script = join(cwd, 'fw', 'my app.ld');
export const ioc = join(cwd, 'fw', 'fw.ioc');

export const full: Finding = {
  id: 'elf-no-debug-info',
  severity: 'error',
  message: 'Section .psram has 16 bytes.',
  evidence: [
    { what: '.psram (NOLOAD) is missing', where: script, location: { file: script, line: 7 } },
    { what: 'no region holds it', where: 'STM32F405RG' },
  ],
  fixes: [
    {
      title: 'Add (NOLOAD).',
      edits: [
        {
          file: script,
          start: { line: 7, column: 9 },
          end: { line: 7, column: 9 },
          newText: '(NOLOAD) ',
        },
      ],
    },
    { title: 'Or move it.' },
  ],
  location: { file: script, line: 7, column: 3, endLine: 7, endColumn: 9 },
};

export const bare: Finding = {
  ...{ id: 'server-missing', severity: 'warning', message: 'There is no server.' },
  ...{ evidence: [{ what: 'not found', where: 'PATH' }], fixes: [] },
};

export const note: Finding = {
  ...{ id: 'not-listed', severity: 'information', message: 'Debug is not configured.' },
  ...{ evidence: [{ what: 'no SYS entry', where: ioc }], fixes: [{ title: 'Set it.' }] },
  ...{ confidence: 'possible' },
};

export function project(folder: string, findings: readonly Finding[]): ProjectReport {
  return {
    folder: join(cwd, folder),
    name: folder,
    findings,
    skipped: [
      { id: 'elf-not-arm', why: 'there is no file a.elf' },
      { id: 'elf-truncated', why: 'there is no file a.elf' },
    ],
    home: { file: join(cwd, folder, '.vscode', 'launch.json'), line: 4, column: 5 },
  };
}

export function report(...projects: readonly ProjectReport[]): Report {
  return { cwd, projects, failures: [] };
}

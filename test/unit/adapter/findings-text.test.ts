// What the Debug Console says of the checks.

import assert from 'node:assert/strict';
import { findingsOutput } from '../../../src/adapter/findings-text';
import type { Told } from '../../../src/adapter/findings-text';
import type { Finding } from '../../../src/findings/finding';

const warning: Finding = {
  id: 'elf-optimised',
  severity: 'warning',
  message: 'It is optimised.',
  evidence: [{ what: '-Os', where: 'a.elf' }],
  fixes: [{ title: 'Use -Og.' }],
  location: { file: '/p/a.ld', line: 3, column: 2 },
};

const clean: Told = {
  findings: [],
  skipped: [],
  made: ['a', 'b'],
  seen: undefined,
  unseen: undefined,
};

const firstLine = (told: Told): string => findingsOutput(told, true)[0]?.output ?? '';

describe('findings in the Debug Console', () => {
  it('say that nothing was found, by how many checks, and what none of them sees', () => {
    assert.equal(firstLine(clean), 'Preflight: nothing wrong was found; 2 checks made.\n');
    const unseen = 'The chip was not looked at.';
    assert.match(
      firstLine({ ...clean, unseen }),
      /2 checks made\. The chip was not looked at\.\n$/,
    );
  });

  it('begin with what the probe said', () => {
    const seen = 'ST-LINK/V2-1 V2J45M30: 3.28 V.';
    const lines = findingsOutput({ ...clean, seen }, true).map(({ output }) => output);
    assert.deepEqual(lines, [
      'ST-LINK/V2-1 V2J45M30: 3.28 V.\n',
      'Preflight: nothing wrong was found; 2 checks made.\n',
    ]);
  });

  it('say each reason why checks were not made once', () => {
    const skipped = ['c', 'd'].map((id) => ({ id, why: 'there is no .ioc file' }));
    assert.match(
      firstLine({ ...clean, skipped }),
      /2 checks made, 2 not \(there is no \.ioc file\)/,
    );
  });

  it('count what is only good to know, and do not tell it', () => {
    const note = { ...warning, severity: 'information' } as const;
    assert.match(firstLine({ ...clean, findings: [note] }), /^Preflight: 1 note; /);
    assert.equal(findingsOutput({ ...clean, findings: [note] }, false).length, 1);
  });

  it('have the place as a link, and the evidence where the client shows it nowhere else', () => {
    const told = { ...clean, findings: [warning] };
    const [, full] = findingsOutput(told, false);
    assert.match(full?.output ?? '', /^warning: It is optimised\.\n {2}-Os \(a\.elf\)\n/);
    assert.deepEqual([full?.source?.path, full?.line, full?.column], ['/p/a.ld', 3, 2]);
    const [, brief] = findingsOutput(told, true);
    assert.equal(brief?.output, 'warning: It is optimised.\n  Fix: Use -Og. [elf-optimised]\n');
  });
});

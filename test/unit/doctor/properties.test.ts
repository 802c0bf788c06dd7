// What holds for every log, whatever is in it.

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { diagnose, explainLines } from '../../../src/doctor/diagnose';
import { failedLaunch } from '../../support/failed-launch';
import { root } from '../../support/project';

const folder = join(root, 'test/fixtures/causes');
const real = readdirSync(folder).flatMap((id) =>
  readdirSync(join(folder, id))
    .filter((name) => name.endsWith('.txt'))
    .flatMap((name) => readFileSync(join(folder, id, name), 'utf8').split('\n')),
);

const anyLine = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...real) },
  fc.string({ maxLength: 200 }),
  fc.string({ unit: 'binary', maxLength: 100 }),
  fc.tuple(fc.constantFrom(...real), fc.string({ maxLength: 40 })).map((parts) => parts.join('')),
);

const anyLog = fc.array(anyLine, { maxLength: 60 });

describe('a diagnosis', () => {
  it('never throws, is the same each time, and quotes lines as they stand', () => {
    fc.assert(
      fc.property(anyLog, (lines) => {
        const diagnosis = explainLines(lines);
        assert.deepEqual(explainLines(lines), diagnosis);
        const quoted = [
          ...diagnosis.causes.flatMap(({ evidence }) => evidence),
          ...diagnosis.noise,
          ...diagnosis.lastLines,
        ];
        for (const { line, text } of quoted) assert.equal(text, lines[line - 1]);
        assert.ok(diagnosis.causes.length <= 5);
        const ids = diagnosis.causes.map(({ id }) => id);
        assert.equal(new Set(ids).size, ids.length);
        assert.ok(diagnosis.causes.slice(1).every(({ confidence }) => confidence === 'possible'));
      }),
      { numRuns: 300 },
    );
  });

  it('holds for launches with any failure, too', () => {
    const codes = ['server-failed', 'timeout', 'load-failed', 'target-no-answer', 'gdb-gone', 'x'];
    fc.assert(
      fc.property(anyLog, fc.constantFrom(...codes), (lines, code) => {
        const launch = failedLaunch({ lines: lines.map((text) => `gdb: ${text}`), code });
        for (const { fix, message } of diagnose(launch).causes) {
          assert.ok(fix !== '' && message !== '');
        }
      }),
      { numRuns: 100 },
    );
  });

  it('does not change with the colour, the clock and the line ends of the log', () => {
    const dressed = (text: string): string => `[2024-06-26T19:37:37.428Z] \x1b[31m${text}\x1b[0m\r`;
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...real), { maxLength: 30 }), (lines) => {
        const plain = lines.filter((text) => !/^\s*[[\d&@]|\r/.test(text));
        assert.deepEqual(
          explainLines(plain.map(dressed)).causes.map(({ id }) => id),
          explainLines(plain).causes.map(({ id }) => id),
        );
      }),
      { numRuns: 100 },
    );
  });
});

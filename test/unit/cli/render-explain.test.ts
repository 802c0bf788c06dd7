import assert from 'node:assert/strict';
import { explanationOf } from '../../../src/cli/explain/explanation';
import type { Explanation } from '../../../src/cli/explain/explanation';
import { renderExplanationsJson } from '../../../src/cli/render/explain-json';
import { renderExplanationsText } from '../../../src/cli/render/explain-text';
import type { DiagnosedCause } from '../../../src/findings/diagnosis';

const held: DiagnosedCause = {
  id: 'nrst-slow-or-held',
  message: 'Something keeps NRST low, or it rises too slowly after a reset.',
  confidence: 'likely',
  evidence: [
    { line: 12, text: 'Error: timed out while waiting for target halted' },
    { line: 3, text: '\u202Eevil' },
  ],
  facts: [{ what: 'NRST came back after 1900 ms', where: 'ST-LINK/V2-1' }],
  fix: 'Fit 100 nF at NRST.',
  experiment: { text: 'Reset by software: if that works, it is NRST.', action: 'relaunch' },
};

const explanation: Explanation = {
  file: 'server.log',
  diagnosis: {
    causes: [
      held,
      { ...held, id: 'nrst-not-wired', confidence: 'possible', experiment: undefined },
    ],
    noise: [{ line: 2, text: 'Info : DEPRECATED', why: 'It is only a hint.' }],
    lastLines: [{ line: 14, text: 'shutdown command invoked' }],
  },
  lines: 14,
  lostLines: 0,
};

const unknown: Explanation = {
  ...explanation,
  diagnosis: { causes: [], noise: [], lastLines: explanation.diagnosis.lastLines },
};

describe('explanations as text', () => {
  const text = renderExplanationsText([explanation], false, false);

  it('rank the causes, each with confidence, lines, facts, fix and experiment', () => {
    assert.equal(
      text,
      `1. likely: Something keeps NRST low, or it rises too slowly after a reset.
   [nrst-slow-or-held]
   line 12: Error: timed out while waiting for target halted
   line 3: \\u{202e}evil
   - NRST came back after 1900 ms (ST-LINK/V2-1)
   Fix: Fit 100 nF at NRST.
   Try: Reset by software: if that works, it is NRST.

2. possible: Something keeps NRST low, or it rises too slowly after a reset.
   [nrst-not-wired]
   line 12: Error: timed out while waiting for target halted
   line 3: \\u{202e}evil
   - NRST came back after 1900 ms (ST-LINK/V2-1)
   Fix: Fit 100 nF at NRST.

These lines look like errors and mean nothing here:
   line 2: Info : DEPRECATED
     It is only a hint.

2 causes: 1 likely, 1 possible.
`,
    );
  });

  it('say that nothing is known, with the last lines and where more may stand', () => {
    const told = renderExplanationsText([unknown], false, false);
    assert.match(told, /^Not known: no line of this log tells a cause\. Its last lines:\n/);
    assert.match(told, /\n {3}line 14: shutdown command invoked\n/);
    assert.match(told, /ST-LINK_gdbserver\s+with -v -l 31/);
    assert.match(told, /\nNo cause is known\.\n$/);
  });

  it('name each log where there are several, and what was left out of a long one', () => {
    const long = { ...unknown, lines: 900_000, lostLines: 1 };
    const told = renderExplanationsText([explanation, long], true, false);
    assert.match(told, /^server\.log: 14 lines\n\n1\. likely/);
    assert.match(told, /\n1 line in the middle of the log were not looked at\.\n/);
  });

  it('have colours only where they are wanted', () => {
    assert.ok(!text.includes('\u001B'));
    const coloured = renderExplanationsText([explanation], false, true);
    assert.ok(coloured.startsWith('1. \u001B[1;33mlikely:\u001B[0m Something'));
  });
});

describe('explanations as JSON', () => {
  it('have the members that are promised', () => {
    const told = JSON.parse(renderExplanationsJson([explanation], false)) as Record<
      string,
      unknown
    >;
    assert.deepEqual(Object.keys(told), ['file', 'causes', 'noise', 'lastLines', 'lines']);
    const [first, second] = told['causes'] as Record<string, unknown>[];
    assert.deepEqual(first, {
      id: 'nrst-slow-or-held',
      confidence: 'likely',
      message: held.message,
      evidence: held.evidence,
      fix: 'Fit 100 nF at NRST.',
      experiment: 'Reset by software: if that works, it is NRST.',
      action: 'relaunch',
    });
    assert.equal(second?.['experiment'], null);
  });

  it('are a list as soon as several logs were named, also when only one could be read', () => {
    const told = JSON.parse(renderExplanationsJson([unknown], true)) as { files: object[] };
    assert.equal(told.files.length, 1);
    assert.deepEqual(Object.keys(told), ['files']);
  });
});

describe('explanationOf', () => {
  it('gives every line the number that it has in the log, also behind a gap', () => {
    const lines = ['first', 'second', 'Info : shutdown', ''];
    const numberOf = (kept: number): number => (kept <= 1 ? kept : kept + 1000);
    const { diagnosis, ...rest } = explanationOf('a.log', { lines, numberOf, lostLines: 1000 });
    assert.deepEqual(rest, { file: 'a.log', lines: 1003, lostLines: 1000 });
    assert.equal(diagnosis.lastLines.at(-1)?.line, 1003);
  });
});

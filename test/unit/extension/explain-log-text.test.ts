// The card of a log that somebody hands over: its causes with the lines as the document counts them.

import assert from 'node:assert/strict';
import { explainLogText } from '../../../src/extension/explain-log-text';

/** OpenOCD 0.12.0 with its GDB port taken. */
const log = `Open On-Chip Debugger 0.12.0
Error: couldn't bind gdb to socket on port 3333: Address already in use
`;

const given = (text: string, linesBefore = 0) => ({
  ...{ name: 'my_log.txt', bytes: new TextEncoder().encode(text), linesBefore, canOpen: true },
});

describe('explainLogText', () => {
  it('tells the cause with its line as the document counts it', () => {
    const told = explainLogText(given(log, 40));
    assert.ok(told.ok);
    const { step, causes, log: about } = told.card;
    assert.equal(step, 'my_log.txt');
    assert.deepEqual(about, { canOpen: true });
    assert.equal(causes[0]?.id, 'port-in-use');
    assert.equal(causes[0]?.confidence, 'confirmed');
    assert.deepEqual(causes[0]?.evidence[0], {
      line: 42,
      text: "Error: couldn't bind gdb to socket on port 3333: Address already in use",
      source: undefined,
    });
  });

  it('says that nothing is known, with the last lines', () => {
    const told = explainLogText(given('hello\n'));
    assert.ok(told.ok);
    assert.deepEqual(told.card.causes, []);
    assert.deepEqual(told.card.lastLines, [{ line: 1, text: 'hello', source: undefined }]);
  });

  it('offers no button for what only a launch of this window can try', () => {
    const told = explainLogText(
      given('Error: init mode failed (unable to connect to the target)\n'),
    );
    assert.ok(told.ok);
    const experiments = told.card.causes.flatMap(({ experiment }) => experiment ?? []);
    assert.ok(experiments.length > 0);
    assert.ok(experiments.every(({ text, button }) => text !== '' && button === undefined));
  });

  it('says how much of a long log was not looked at, and quotes no line at length', () => {
    const long = `${'Info : nothing of interest\n'.repeat(400_000)}${'x'.repeat(5_000)}\n`;
    const told = explainLogText(given(long));
    assert.ok(told.ok);
    assert.match(told.card.message, /^The log is long: \d+ lines in the middle/);
    assert.ok((told.card.lastLines.at(-1)?.text.length ?? 0) < 300);
  });

  it('refuses what is no log', () => {
    const elf = explainLogText(given('\u007fELF\u0001'));
    assert.deepEqual(elf, { ok: false, why: 'is an ELF file, not a log' });
  });
});

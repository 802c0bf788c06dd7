import assert from 'node:assert/strict';
import { explainLogText } from '../../../src/extension/explain-log-text';

/** OpenOCD 0.12.0 with its GDB port taken. */
const log = `Open On-Chip Debugger 0.12.0
Error: couldn't bind gdb to socket on port 3333: Address already in use
`;

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('explainLogText', () => {
  it('tells the cause with its line as the document counts it', () => {
    const told = explainLogText({ name: 'my_log.txt', bytes: bytes(log), linesBefore: 40 });
    assert.ok(told.ok);
    assert.match(told.markdown, /^# What failed: my\\_log\.txt\n\n\*\*1\. confirmed: /);
    assert.match(told.markdown, /`port-in-use`/);
    assert.match(told.markdown, /^42: Error: couldn't bind gdb to socket on port 3333/m);
  });

  it('says that nothing is known, with the last lines', () => {
    const told = explainLogText({ name: 'a', bytes: bytes('hello\n'), linesBefore: 0 });
    assert.ok(told.ok);
    assert.match(told.markdown, /Not known: nothing that was said tells a cause/);
    assert.match(told.markdown, /^1: hello$/m);
  });

  it('refuses what is no log', () => {
    const elf = explainLogText({ name: 'a', bytes: bytes('\u007fELF\u0001'), linesBefore: 0 });
    assert.deepEqual(elf, { ok: false, why: 'is an ELF file, not a log' });
  });
});

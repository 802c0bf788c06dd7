// Quoting: what GDB's readers undo. That GDB itself agrees is seen in test/integration/gdb.

import assert from 'node:assert/strict';
import { breakInsert } from '../../../src/gdb/commands/break';
import { consoleCommand, fileArgument, miArgument, miString } from '../../../src/gdb/mi-quote';
import { scriptedGdb } from '../../support/scripted-gdb';

describe('mi-quote', () => {
  it('escapes quotes, backslashes and control characters for MI', () => {
    assert.equal(miString('a "b" \\c\n\t\r'), '"a \\"b\\" \\\\c\\n\\t\\r"');
    assert.equal(miString('Grüße'), '"Grüße"');
  });

  it('quotes an argument only where it must be', () => {
    assert.equal(miArgument('main.c:12'), 'main.c:12');
    assert.equal(miArgument(''), '""');
    assert.equal(miArgument('a b'), '"a b"');
  });

  it('doubles the backslashes of Windows paths and knows no other escape', () => {
    assert.equal(fileArgument('C:\\new folder\\t"x".elf'), '"C:\\\\new folder\\\\t\\"x\\".elf"');
  });

  it('puts a CLI command into one line', () => {
    assert.equal(
      consoleCommand('echo "a\\n"\nprint 1 '),
      '-interpreter-exec console "echo \\"a\\\\n\\" print 1"',
    );
  });

  it('passes source lines as explicit locations', () => {
    const { gdb, written } = scriptedGdb();
    const location = { source: 'C:\\a b\\main.c', line: 3 };
    void breakInsert(gdb, { location, condition: 'x == "y"' }).catch(() => undefined);
    assert.deepEqual(written, [
      '1-break-insert -c "x == \\"y\\"" --source "C:\\\\a b\\\\main.c" --line 3',
    ]);
  });
});

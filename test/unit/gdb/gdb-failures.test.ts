import assert from 'node:assert/strict';
import { cannotRun } from '../../../src/gdb/gdb-failures';

describe('cannotRun', () => {
  const program = 'arm-none-eabi-gdb';
  const said: readonly (readonly [line: string, option: string])[] = [
    [`${program}: unrecognized option '--foo'`, '--foo'],
    [`${program}: unrecognized option \`--foo'`, '--foo'],
    [`${program}: invalid option -- 'Q'`, 'Q'],
    [`${program}: option '--eval-command' requires an argument`, '--eval-command'],
  ];
  for (const [line, option] of said) {
    it(`names debuggerArgs after "${line}"`, () => {
      const exit = { kind: 'exited', code: 1 } as const;
      const failure = cannotRun({ program, exit, stderr: [line], stdout: [], cwd: undefined });
      assert.equal(failure.message, `GDB "${program}" refuses the option ${option}.`);
      assert.match(failure.fix ?? '', /"debuggerArgs"/);
    });
  }
});

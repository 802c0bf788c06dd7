import assert from 'node:assert/strict';
import { splitConfigName } from '../../../src/cli/read-config';

describe('splitConfigName', () => {
  const cases: readonly (readonly [string, string, string | undefined])[] = [
    ['.vscode/launch.json', '.vscode/launch.json', undefined],
    ['launch.json:Debug (QEMU)', 'launch.json', 'Debug (QEMU)'],
    ['C:\\fw\\launch.json', 'C:\\fw\\launch.json', undefined],
    ['C:\\fw\\launch.json:Debug: all', 'C:\\fw\\launch.json', 'Debug: all'],
    ['my.JSONC:x', 'my.JSONC', 'x'],
    ['launch.json:', 'launch.json:', undefined],
  ];
  for (const [text, file, name] of cases) {
    it(`reads "${text}"`, () => {
      assert.deepEqual(splitConfigName(text), name === undefined ? { file } : { file, name });
    });
  }
});

import assert from 'node:assert/strict';
import { splitConfigName, substitute } from '../../../src/cli/read-config';
import { createNodeHost } from '../../../src/host/node-host';

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

describe('substitute', () => {
  const host = { ...createNodeHost(), homeDir: '/home/me', env: { A: 'value', EMPTY: '' } };
  const replace = (value: unknown): unknown => substitute(value, host, '/home/me/fw');

  it('replaces in texts, lists and objects, and leaves other values', () => {
    assert.deepEqual(
      replace({ a: ['${workspaceFolder}/x'], b: { c: '${userHome}' }, d: 1, e: null }),
      {
        a: ['/home/me/fw/x'],
        b: { c: '/home/me' },
        d: 1,
        e: null,
      },
    );
    assert.equal(replace('${workspaceFolderBasename}-${env:A}${env:EMPTY}'), 'fw-value');
  });

  it('leaves what it does not know, and environment variables that are not set', () => {
    const text = '${command:x} ${input:y} ${env:NOT_SET} ${workspaceFolder:other} $sp {}';
    assert.equal(replace(text), text);
  });
});

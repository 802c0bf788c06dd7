import assert from 'node:assert/strict';
import { substituteVariables } from '../../../src/launch/variables';

describe('substituteVariables', () => {
  const values = {
    workspaceFolder: '/home/me/fw',
    homeDir: '/home/me',
    env: { A: 'value', EMPTY: '' },
  };
  const replace = (text: string): unknown => substituteVariables({ text }, values)['text'];

  it('replaces in texts, lists and objects, and leaves other values', () => {
    assert.deepEqual(
      substituteVariables(
        { a: ['${workspaceFolder}/x'], b: { c: '${userHome}' }, d: 1, e: null },
        values,
      ),
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

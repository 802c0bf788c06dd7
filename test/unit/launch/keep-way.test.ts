// Attributes put into one configuration of a launch.json: what stands around them stays.

import assert from 'node:assert/strict';
import { applyEdits } from 'jsonc-parser';
import { keepWayEdits } from '../../../src/launch/keep-way';
import { readLaunchJson } from '../../../src/launch/launch-json';

const text = `{
    // Ours.
    "version": "0.2.0",
    "configurations": [
        { "name": "Other", "type": "stm32" },
        {
            "name": "Debug", // the usual one
            "type": "stm32",
            "speed": 4000, // too fast on some boards
            "executable": "\${workspaceFolder}/build/app.elf",
        },
    ],
}
`;

function kept(given: string, name: string, attributes: Record<string, string | number>): string {
  const edits = keepWayEdits(given, name, attributes);
  assert.ok(edits !== undefined);
  return applyEdits(given, [...edits]);
}

describe('keepWayEdits', () => {
  it('adds and replaces attributes of one configuration', () => {
    const changed = kept(text, 'Debug', { resetStrategy: 'connect-under-reset', speed: 480 });
    const { configurations, fault } = readLaunchJson(changed);
    assert.equal(fault, undefined);
    assert.deepEqual(JSON.parse(JSON.stringify(configurations)), [
      { name: 'Other', type: 'stm32' },
      {
        ...{ name: 'Debug', type: 'stm32', speed: 480 },
        executable: '${workspaceFolder}/build/app.elf',
        resetStrategy: 'connect-under-reset',
      },
    ]);
  });

  it('keeps comments, layout and every other line', () => {
    const changed = kept(text, 'Debug', { resetStrategy: 'connect-under-reset', speed: 480 });
    for (const line of text.split('\n').filter((each) => !each.includes('4000')))
      assert.ok(changed.includes(line), line);
    assert.match(changed, /"speed": 480, \/\/ too fast on some boards/);
    assert.match(changed, /\n {12}"resetStrategy": "connect-under-reset"/);
  });

  it('keeps tabs and the line ends of Windows', () => {
    const tabs = text.replaceAll('    ', '\t').replaceAll('\n', '\r\n');
    const changed = kept(tabs, 'Debug', { resetStrategy: 'software' });
    assert.match(changed, /\r\n\t\t\t"resetStrategy": "software"/);
    assert.equal(changed.replaceAll('\r\n', '').includes('\n'), false);
  });

  it('changes nothing where all of it stands there', () => {
    assert.deepEqual(keepWayEdits(text, 'Debug', { speed: 4000 }), []);
  });

  it('knows no configuration in a text without it, or in no JSON', () => {
    assert.equal(keepWayEdits(text, 'Gone', { speed: 480 }), undefined);
    for (const none of ['', 'no JSON', '[]', '{"configurations": 7}'])
      assert.equal(keepWayEdits(none, 'Debug', { speed: 480 }), undefined);
  });
});

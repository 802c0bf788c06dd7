// Adding an id to preflight.ignore, in the layouts that launch.json files have.

import assert from 'node:assert/strict';
import { applyEdits, parse } from 'jsonc-parser';
import { ignoreEdits } from '../../../src/launch/ignore-edit';

const plain = `{
  // kept
  "version": "0.2.0",
  "configurations": [
    { "name": "Other", "type": "stm32" },
    {
      "name": "Debug", // this one
      "type": "stm32",
    },
  ],
}
`;

function apply(text: string, id: string): string {
  const edits = ignoreEdits(text, 'Debug', id);
  assert.ok(edits, 'there is such a configuration');
  return applyEdits(text, [...edits]);
}

const ignoredIn = (text: string): unknown =>
  (parse(text) as { configurations: { preflight?: { ignore?: unknown } }[] }).configurations.map(
    ({ preflight }) => preflight?.ignore,
  );

describe('ignoreEdits', () => {
  it('adds preflight where there is none, and keeps comments and trailing commas', () => {
    const text = apply(plain, 'elf-optimised');
    assert.deepEqual(ignoredIn(text), [undefined, ['elf-optimised']]);
    assert.match(text, /\/\/ kept/);
    assert.match(text, /\/\/ this one/);
  });

  it('adds to the ids that are there', () => {
    const twice = apply(apply(plain, 'elf-optimised'), 'ioc-debug-not-set');
    assert.deepEqual(ignoredIn(twice), [undefined, ['elf-optimised', 'ioc-debug-not-set']]);
  });

  it('changes nothing when the id is there', () => {
    assert.deepEqual(ignoreEdits(apply(plain, 'a'), 'Debug', 'a'), []);
  });

  it('keeps the other members of preflight', () => {
    const text = plain.replace(
      '"name": "Debug",',
      '"name": "Debug", "preflight": {"mode": "warn"},',
    );
    assert.match(apply(text, 'a'), /"mode": "warn"/);
  });

  it('knows no configuration in a text without it, or in no JSON', () => {
    for (const text of [plain.replace('Debug', 'Else'), '', '[', '{"configurations": 3}']) {
      assert.equal(ignoreEdits(text, 'Debug', 'a'), undefined, text);
    }
  });
});

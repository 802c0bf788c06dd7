import assert from 'node:assert/strict';
import { parseCommandLine } from '../../../src/cli/args';
import { explainOptions } from '../../../src/cli/explain-args';
import { helpText } from '../../../src/cli/help';

describe('parseCommandLine for explain', () => {
  it('takes logs, standard input and every option', () => {
    const words = ['explain', 'a.log', '-', '--format', 'json', '--output', 'b', '--no-color'];
    assert.deepEqual(parseCommandLine(words), {
      kind: 'explain',
      paths: ['a.log', '-'],
      format: 'json',
      output: 'b',
      isPlain: true,
    });
  });

  it('takes no path at all for standard input', () => {
    const command = parseCommandLine(['explain']);
    assert.ok(command.kind === 'explain');
    assert.deepEqual([command.paths, command.format], [[], 'text']);
  });

  const wrong: readonly (readonly [words: readonly string[], message: RegExp])[] = [
    [['explain', '--elf', 'fw.elf'], /^--elf is no option of explain\.$/],
    [['explain', '--may-reset'], /^--may-reset is no option of explain\.$/],
    [['explain', '--ignore', 'a'], /^--ignore is no option of explain\.$/],
    [['explain', '--format', 'sarif'], /^--format of explain is one of text, json, not "sarif"\.$/],
    [['explain', '-', '-'], /^Standard input \(-\) can be read only once\.$/],
    [['explain', ''], /^A path is empty\.$/],
    [['explain', 'a', '--output='], /^--output has an empty value\.$/],
    [['server.log'], /^There is no command "server\.log"\. Did you mean check server\.log\?$/],
  ];
  for (const [words, message] of wrong) {
    it(`refuses ${words.join(' ')}`, () => {
      const command = parseCommandLine(words);
      assert.ok(command.kind === 'usage-error', command.kind);
      assert.match(command.message, message);
    });
  }

  it('explains every option in the help', () => {
    for (const name of explainOptions) assert.match(helpText, new RegExp(`--${name}\\b`), name);
  });
});

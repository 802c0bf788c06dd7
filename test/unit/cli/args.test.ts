import assert from 'node:assert/strict';
import { kindOfFile, parseCommandLine } from '../../../src/cli/args';
import { helpText } from '../../../src/cli/help';

describe('parseCommandLine', () => {
  it('takes paths, options and lists of ids', () => {
    const words = ['check', 'a', '--ignore', 'x,y', 'b.elf', '--ignore=z', '--no-color'];
    const command = parseCommandLine([...words, '--ld', 'f.ld', '--core', 'M7']);
    assert.ok(command.kind === 'check');
    assert.deepEqual(command.paths, ['a', 'b.elf']);
    assert.deepEqual(command.given.ignore, ['x', 'y', 'z']);
    assert.deepEqual([command.given.ld, command.given.core], ['f.ld', 'M7']);
    assert.equal(command.isPlain, true);
    assert.equal(command.format, 'text');
  });

  it('explains every option in the help', () => {
    const known = ['launch', 'elf', 'ioc', 'ld', 'device', 'core', 'servertype', 'gdb', 'cwd'];
    for (const name of [...known, 'ignore', 'format', 'output', 'no-color', 'help', 'version']) {
      assert.match(helpText, new RegExp(`--${name}\\b`), name);
    }
  });
});

describe('kindOfFile', () => {
  const cases: readonly (readonly [string, string | undefined])[] = [
    ['build/fw.ELF', 'elf'],
    ['fw.axf', 'elf'],
    ['a.out', 'elf'],
    ['fw.ioc', 'ioc'],
    ['fw.ioc2', 'ioc'],
    ['STM32F4.ld', 'ld'],
    ['STM32F4.lds.in', 'ld'],
    ['.vscode/launch.json', 'launch'],
    ['launch.json:Debug (QEMU)', 'launch'],
    ['firmware', undefined],
    ['fw.hex', undefined],
  ];
  for (const [word, kind] of cases) {
    it(`takes ${word} for ${kind ?? 'anything'}`, () => assert.equal(kindOfFile(word), kind));
  }
});

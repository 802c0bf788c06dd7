import assert from 'node:assert/strict';
import { parseCommandLine } from '../../../src/cli/args';
import { helpText } from '../../../src/cli/help';
import { probeOptions } from '../../../src/cli/probe-args';

describe('parseCommandLine for probe', () => {
  it('takes a probe without any option, which resets nothing', () => {
    const command = parseCommandLine(['probe']);
    assert.ok(command.kind === 'probe');
    const { mayReset, isLinkTest, isList, format, stlinkServer } = command;
    assert.deepEqual([mayReset, isLinkTest, isList, format], [false, false, false, 'text']);
    assert.equal(stlinkServer, undefined);
  });

  it('takes every option', () => {
    const words = ['--serial', '066C', '--stlink-server', 'bench:7184', '--device', 'F405RG'];
    const more = ['--may-reset', '--servertype', 'openocd', '--test-link', '--format', 'json'];
    const command = parseCommandLine(['probe', ...words, ...more, '--output', 'a', '--no-color']);
    assert.deepEqual(command, {
      kind: 'probe',
      serial: '066C',
      stlinkServer: { host: 'bench', port: 7184 },
      device: 'F405RG',
      servertype: 'openocd',
      mayReset: true,
      isLinkTest: true,
      isList: false,
      format: 'json',
      output: 'a',
      isPlain: true,
    });
  });

  const wrong: readonly (readonly [words: string, message: RegExp])[] = [
    ['probe build/fw.elf', /^probe takes no paths, and "build\/fw.elf" is one\.$/],
    ['probe --elf fw.elf', /^--elf is no option of probe\.$/],
    ['probe --ignore elf-missing', /^--ignore is no option of probe\.$/],
    ['check --may-reset', /^--may-reset is no option of check\.$/],
    ['check --serial 1', /^--serial is no option of check\.$/],
    ['probe --reset', /--reset/],
    ['probe --format sarif', /^--format of probe is one of text, json, not "sarif"\.$/],
    ['probe --stlink-server bench', /^--stlink-server is HOST:PORT, .*, not "bench"\.$/],
    ['probe --stlink-server bench:0', /not "bench:0"/],
    ['probe --stlink-server bench:70000', /not "bench:70000"/],
    ['probe --stlink-server=', /^--stlink-server has an empty value\.$/],
    ['probe --serial=', /^--serial has an empty value\.$/],
    ['probe --list --test-link', /^--list opens no probe/],
  ];
  for (const [words, message] of wrong) {
    it(`refuses ${words}`, () => {
      const command = parseCommandLine(words.split(' '));
      assert.ok(command.kind === 'usage-error', command.kind);
      assert.match(command.message, message);
    });
  }

  it('explains every option in the help', () => {
    for (const name of probeOptions) assert.match(helpText, new RegExp(`--${name}\\b`), name);
  });
});

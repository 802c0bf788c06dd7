// `stm32-preflight map`: its command line, what it prints, and how it ends.

import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseCommandLine } from '../../../src/cli/args';
import { helpText } from '../../../src/cli/help';
import { mapOptions } from '../../../src/cli/map-args';
import { runCli } from '../../../src/cli/run-cli';
import { createNodeHost } from '../../../src/host/node-host';
import { writeTextFile } from '../../../src/host/write-file';
import { mapText } from '../linker/texts';

describe('parseCommandLine for map', () => {
  it('takes a file and every option', () => {
    const words = ['map', 'new.map', '--compare', 'old.map', '--format', 'json', '--output', 'a'];
    assert.deepEqual(parseCommandLine(words), {
      ...{ kind: 'map', path: 'new.map', compare: 'old.map', format: 'json', output: 'a' },
    });
  });

  const wrong: readonly (readonly [words: readonly string[], message: RegExp])[] = [
    [['map'], /^map needs a map file or an ELF file\.$/],
    [['map', ''], /^map needs a map file or an ELF file\.$/],
    [['map', 'a', 'b'], /^map takes one file; the other build is named by --compare\.$/],
    [['map', 'a', '--compare='], /^--compare has an empty value\.$/],
    [['map', 'a', '--format', 'sarif'], /^--format of map is one of text, json, not "sarif"\.$/],
    [['map', 'a', '--elf', 'b'], /^--elf is no option of map\.$/],
    [['check', '--compare', 'a'], /^--compare is no option of check\.$/],
    [['explain', '--compare', 'a'], /^--compare is no option of explain\.$/],
  ];
  for (const [words, message] of wrong) {
    it(`refuses ${words.join(' ')}`, () => {
      const command = parseCommandLine(words);
      assert.ok(command.kind === 'usage-error', command.kind);
      assert.match(command.message, message);
    });
  }

  it('has every option in the help', () => {
    for (const name of mapOptions) assert.ok(helpText.includes(`--${name}`), name);
  });
});

describe('stm32-preflight map', () => {
  const folder = mkdtempSync(join(tmpdir(), 'stm32-map-'));
  after(() => rmSync(folder, { recursive: true }));

  async function run(...words: readonly string[]): Promise<readonly [number, string, string]> {
    let out = '';
    let err = '';
    const code = await runCli(['map', ...words], {
      ...{ host: createNodeHost(), drivers: [], version: '0', cwd: folder, packageFolder: folder },
      isTerminal: false,
      out: (text) => void (out += text),
      err: (text) => void (err += text),
      writeFile: writeTextFile,
    });
    return [code, out, err];
  }

  before(() => {
    writeFileSync(join(folder, 'old.map'), mapText);
    const grown = mapText
      .replace(/^( ?\.bss +0x20000008 +)0xc/m, '$10x1c')
      .replace(' COMMON         0x20000008        0xc', ' COMMON         0x20000008       0x1c');
    writeFileSync(join(folder, 'new.map'), grown);
    writeFileSync(join(folder, 'no.map'), '{}');
  });

  it('tells how large regions, sections and objects are', async () => {
    const [code, out, err] = await run('old.map');
    assert.deepEqual([code, err], [0, '']);
    assert.match(out, /^Region {2}used {5}of\nFLASH {5}84 {2}65536 {2}< 1 %\n/m);
    assert.match(out, /^build\/main\.o +24$/m);
  });

  it('says that a map file is not complete', async () => {
    writeFileSync(join(folder, 'cut.map'), mapText.slice(0, mapText.indexOf('.bss  ')));
    const [code, out] = await run('cut.map');
    assert.equal(code, 0);
    assert.match(out, /^This map file is not complete: the line OUTPUT/m);
    const [, compared] = await run('old.map', '--compare', 'cut.map');
    assert.match(compared, /cut\.map: This map file is not complete/);
    assert.doesNotMatch((await run('old.map'))[1], /not complete/);
  });

  it('tells only what changed since another build', async () => {
    const [code, out] = await run('new.map', '--compare', 'old.map');
    assert.equal(code, 0);
    assert.match(out, /^RAM +20 +36 +\+16 +< 1 %$/m);
    assert.match(out, /^\.bss +12 +28 +\+16$/m);
    assert.doesNotMatch(out, /\.text/);
  });

  it('writes the same as JSON into a file', async () => {
    const words = ['new.map', '--compare', 'old.map', '--format', 'json', '--output', 'told.json'];
    assert.deepEqual(await run(...words), [0, '', '']);
    const told = JSON.parse(readFileSync(join(folder, 'told.json'), 'utf8')) as object;
    assert.deepEqual(Object.keys(told), [
      ...['before', 'after', 'regions', 'sections', 'objects', 'symbols', 'notes'],
    ]);
  });

  it('says of each file that it cannot read why, and ends with 2', async () => {
    const [code, out, err] = await run('no.map', '--compare', 'gone.map');
    assert.deepEqual([code, out], [2, '']);
    assert.match(err, /no\.map is JSON, such as a source map of JavaScript; map files of GNU ld/);
    assert.match(err, /gone\.map cannot be read: ENOENT/);
  });
});

// Which file an INCLUDE means: the real arm-none-eabi-ld and the reader find the same one, or none.

import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { filesAt } from '../../../src/analysis/facts/project-files';
import { readScriptFile } from '../../../src/analysis/facts/read-script-file';
import { createNodeHost } from '../../../src/host/node-host';
import { LinkFolder } from './linking';

const rest = 'SECTIONS { .text : { *(.text) } }';

/** The script, folders of -L, and the folder of the file that is taken. */
const cases: readonly (readonly [string, readonly string[], string | undefined])[] = [
  ['SEARCH_DIR(one) INCLUDE part.ld', [], 'one'],
  ['SEARCH_DIR("two/");\nINCLUDE part.ld', [], 'two'],
  ['SEARCH_DIR(one) SEARCH_DIR(two) INCLUDE part.ld', [], 'one'],
  ['SEARCH_DIR(none) SEARCH_DIR(two) INCLUDE part.ld', [], 'two'],
  ['SEARCH_DIR(one) INCLUDE part.ld', ['two'], 'two'],
  ['SEARCH_DIR(one) INCLUDE part.ld', ['none'], 'one'],
  ['INCLUDE part.ld SEARCH_DIR(one)', [], undefined],
  ['SEARCH_DIR(one,two) INCLUDE part.ld', [], undefined],
  ['INCLUDE search-one.ld INCLUDE part.ld', [], 'one'],
  ['SEARCH_DIR(.) INCLUDE two/part.ld', [], 'two'],
  ['SEARCH_DIR(one) INCLUDE here.ld', [], 'here'],
];

describe('the folders of SEARCH_DIR', () => {
  const folder = new LinkFolder();
  let object = '';
  before(() => {
    object = folder.assemble('start.o', '.global _start\n_start: .word 1\n');
    for (const [index, name] of ['none', 'one', 'two'].entries()) {
      mkdirSync(join(folder.path, name));
      if (index > 0) folder.write(join(name, 'part.ld'), `taken = ${index};\n`);
    }
    folder.write(join('one', 'here.ld'), 'taken = 1;\n');
    folder.write('here.ld', 'taken = 3;\n');
    folder.write('search-one.ld', 'SEARCH_DIR(one)\n');
  });
  after(() => {
    folder.dispose();
  });

  for (const [script, libraries, taken] of cases) {
    const title = `${libraries.map((each) => `-L${each} `).join('')}${script.replace(/\n/g, '⏎')}`;
    it(`are looked in as ld does: ${title}`, async () => {
      const expected = taken === undefined ? undefined : ['one', 'two', 'here'].indexOf(taken) + 1;
      const options = libraries.map((each) => `-L${each}`);
      const linked = folder.link(`${script}\n${rest}`, [object], options);
      assert.equal(linked.symbols.get('taken'), expected, linked.output);

      const places = { folder: folder.path, imagePath: undefined, folders: [folder.path] };
      const read = await readScriptFile(
        filesAt(createNodeHost(), places),
        join(folder.path, 'script.ld'),
        libraries.map((each) => join(folder.path, each)),
      );
      const symbol = read?.script.symbols.find(({ name }) => name === 'taken');
      assert.equal(symbol?.value, expected);
    });
  }

  it('are seen from the folders where ld may be started, before the script that names them', async () => {
    const names = ['build', 'build/one', 'scripts', 'scripts/one'];
    for (const name of names) mkdirSync(join(folder.path, name));
    folder.write('build/one/sub.ld', 'taken = 5;\n');
    folder.write('scripts/one/sub.ld', 'taken = 6;\n');
    const script = folder.write('scripts/main.ld', `SEARCH_DIR(one) INCLUDE sub.ld\n${rest}`);
    const taken = async (started: readonly string[]): Promise<unknown> => {
      const places = { folder: folder.path, imagePath: undefined, folders: started };
      const read = await readScriptFile(filesAt(createNodeHost(), places), script, []);
      return read?.script.symbols.find(({ name }) => name === 'taken')?.value;
    };
    assert.equal(await taken([join(folder.path, 'build')]), 5);
    assert.equal(await taken([]), 6);
  });
});

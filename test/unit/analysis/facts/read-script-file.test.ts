// Scripts are read to their ends, or not at all and told so: half of one has mistakes that are none.

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { filesAt } from '../../../../src/analysis/facts/project-files';
import { readScriptFile } from '../../../../src/analysis/facts/read-script-file';
import { createNodeHost } from '../../../../src/host/node-host';
import type { LinkerScript } from '../../../../src/linker/script-model';

describe('a long linker script', () => {
  let folder: string;

  before(() => (folder = mkdtempSync(join(tmpdir(), 'preflight-long-'))));
  after(() => rmSync(folder, { recursive: true }));

  const read = async (
    name: string,
    texts: Readonly<Record<string, string>>,
  ): Promise<LinkerScript> => {
    for (const [file, text] of Object.entries(texts)) writeFileSync(join(folder, file), text);
    const files = filesAt(createNodeHost(), { folder, imagePath: undefined, folders: [folder] });
    const found = await readScriptFile(files, join(folder, name), []);
    assert.ok(found !== undefined);
    return found.script;
  };

  const comment = '/* a comment of forty characters ...... */\n'.repeat(40_000);
  const last = 'last = 4;\n';

  it('is read to its end', async () => {
    const script = await read('whole.ld', { 'whole.ld': `${comment}${last}` });
    assert.deepEqual(script.problems, []);
    assert.equal(script.symbols.at(-1)?.name, 'last');
  });

  it('is read to its end where it is included', async () => {
    const script = await read('main.ld', {
      'main.ld': 'INCLUDE part.ld\n',
      'part.ld': `${comment}${last}`,
    });
    assert.deepEqual(script.problems, []);
    assert.equal(script.symbols.at(-1)?.name, 'last');
  });

  it('is not read at all where it is far too long, and that is told', async () => {
    const script = await read('far.ld', { 'far.ld': `${comment.repeat(6)}${last}` });
    assert.deepEqual(
      script.problems.map(({ id }) => id),
      ['ld-too-long'],
    );
  });
});

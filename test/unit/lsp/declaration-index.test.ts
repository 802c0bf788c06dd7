// The index of what scripts declare: read once, and again after something changed.

import assert from 'node:assert/strict';
import { DeclarationIndex } from '../../../src/lsp/declaration-index';
import { closedVersion } from '../../../src/lsp/script-view';
import type { ScriptView, ScriptViews } from '../../../src/lsp/script-view';
import { viewsOf } from '../../support/script-folder';
import type { Folder } from '../../support/script-folder';

/** Views that count how often they are asked for, and that can be told of changes. */
class CountedViews {
  asked = 0;
  readonly views: ScriptViews;
  private folder: ScriptViews;
  private readonly changed: ((view: ScriptView) => void)[] = [];
  private readonly closed: ((uri: string) => void)[] = [];

  constructor(folder: Folder) {
    this.folder = viewsOf(folder);
    this.views = {
      ...this.folder,
      of: (uri) => {
        this.asked += 1;
        return this.folder.of(uri);
      },
      scriptUris: () => this.folder.scriptUris(),
      onChange: (listener) => void this.changed.push(listener),
      onClose: (listener) => void this.closed.push(listener),
    };
  }

  change(folder: Folder, file: string, version = closedVersion): void {
    this.folder = viewsOf(folder);
    const view = this.folder.of(`file:///fw/${file}`)!;
    const document = { ...view.document, version };
    for (const listener of this.changed) listener({ ...view, document });
  }

  close(folder: Folder, file: string): void {
    this.folder = viewsOf(folder);
    for (const listener of this.closed) listener(`file:///fw/${file}`);
  }
}

const folder: Folder = {
  'app.ld': 'INCLUDE memory.inc\na = 1;\n',
  'boot.ld': 'INCLUDE memory.inc\nb = 1;\n',
  'memory.inc': 'MEMORY { FLASH : ORIGIN = 0, LENGTH = 1 }\n',
};

describe('declaration index', () => {
  const namesOf = (index: DeclarationIndex): readonly string[] =>
    [...index.all()].map(({ name }) => name);

  it('has what an included file declares once, and reads no script a second time', () => {
    const counted = new CountedViews(folder);
    const index = new DeclarationIndex(counted.views);
    assert.deepEqual(namesOf(index), ['a', 'b', 'FLASH']);
    const { asked } = counted;
    assert.deepEqual(namesOf(index), ['a', 'b', 'FLASH']);
    assert.equal(counted.asked, asked);
  });

  it('takes what changed from the view that tells so, be it open or not', () => {
    const counted = new CountedViews(folder);
    const index = new DeclarationIndex(counted.views);
    assert.deepEqual(namesOf(index), ['a', 'b', 'FLASH']);
    const once = { ...folder, 'memory.inc': 'MEMORY { ROM : ORIGIN = 0, LENGTH = 1 }\n' };
    counted.change(once, 'app.ld');
    const { asked } = counted;
    assert.deepEqual(namesOf(index), ['a', 'b', 'ROM']);
    assert.equal(counted.asked, asked);
    counted.change({ ...once, 'boot.ld': 'c = 1;\n' }, 'boot.ld', 7);
    assert.deepEqual(namesOf(index), ['a', 'c', 'ROM']);
  });

  it('forgets a script that is there no more, and what only it included', () => {
    const counted = new CountedViews({
      'app.ld': folder['app.ld']!,
      'memory.inc': folder['memory.inc']!,
    });
    const index = new DeclarationIndex(counted.views);
    assert.deepEqual(namesOf(index), ['a', 'FLASH']);
    counted.close({ 'other.ld': 'z = 1;\n' }, 'app.ld');
    assert.deepEqual(namesOf(index), ['z']);
  });
});

// Every cause that a diagnosis can name has its page, and every page is made alike: whoever looks something up at night
// finds it where it stood the last time.

import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { causes } from '../../src/doctor/causes/index';
import { root } from '../support/project';

const docs = join(root, 'docs');
const folder = join(docs, 'causes');
const read = (name: string): string => readFileSync(join(folder, name), 'utf8');
const pages = readdirSync(folder)
  .map((name) => name.replace(/\.md$/, ''))
  .sort();

const skeleton = ['What it is', 'How it looks', 'How to check', 'How to fix it', 'Sources'];

const longestPage = 42;

/** Targets of the links to files, from the folder of the page. */
function linksOf(text: string): readonly string[] {
  return [...text.matchAll(/\]\(([^)#]+?\.md)(?:#[^)]*)?\)/g)].map(([, target = '']) => target);
}

describe('the pages about causes', () => {
  it('are there for each cause of the diagnosis, and for no other', () => {
    assert.deepEqual(pages, causes.map(({ id }) => id).sort());
  });

  it('are listed in their index, each once, with the sentence that they begin with', () => {
    const index = readFileSync(join(docs, 'causes.md'), 'utf8');
    const listed = [...index.matchAll(/^- \[([\w-]+)\]\(causes\/\1\.md\): (.+)$/gm)];
    assert.deepEqual(listed.map(([, id]) => id).sort(), pages);
    for (const [, id = '', sentence = ''] of listed) {
      assert.ok(read(`${id}.md`).startsWith(`# ${id}\n\n${sentence}\n\n`), id);
    }
  });

  for (const id of pages) {
    it(`have all parts and no dead link: ${id}`, () => {
      const text = read(`${id}.md`);
      const headings = [...text.matchAll(/^## (.*)$/gm)].map(([, heading]) => heading);
      assert.deepEqual(headings, skeleton);
      assert.match(text, /## How it looks\n\n```text\n.+\n/);
      assert.ok(text.split('\n').length <= longestPage, 'a page is short');
      for (const target of linksOf(text)) assert.ok(existsSync(join(folder, target)), target);
    });
  }

  it('are reached from the page about failures, whose links lead somewhere', () => {
    for (const page of ['failures.md', 'cli.md', 'causes.md']) {
      const file = join(docs, page);
      for (const target of linksOf(readFileSync(file, 'utf8'))) {
        if (/^https?:/.test(target)) continue;
        assert.ok(existsSync(join(dirname(file), target)), `${page}: ${target}`);
      }
    }
  });
});

// Walks in a tree of sizes.

import assert from 'node:assert/strict';
import type { SizeNode } from '../../../src/protocol/size-tree';
import { atMost, keyOf, searched, trailOf, treeOf } from '../../../src/webview/size-nodes';

const node = (name: string, sizeBytes: number, children: readonly SizeNode[] = []): SizeNode => ({
  ...{ kind: 'object', name, detail: '', sizeBytes, children },
});

const memcpy = node('memcpy.o', 40, [node('.text.memcpy', 30), node('.rodata', 10)]);
const printf = node('printf.o', 60, [node('.text.printf', 60)]);
const libc = node('libc.a', 100, [printf, memcpy]);
const main = node('main.o', 20, [node('.text.main', 20)]);
const top = treeOf('FLASH', [libc, main]);

const names = (nodes: readonly SizeNode[]): readonly string[] => nodes.map(({ name }) => name);

describe('a tree of sizes', () => {
  it('is as large as what is in it', () => {
    assert.equal(top.sizeBytes, 120);
  });

  it('is walked as far as the way leads', () => {
    const way = [keyOf(libc), keyOf(memcpy)];
    assert.deepEqual(names(trailOf(top, way)), ['FLASH', 'libc.a', 'memcpy.o']);
    assert.deepEqual(names(trailOf(top, [keyOf(libc), 'gone', keyOf(memcpy)])), [
      'FLASH',
      'libc.a',
    ]);
  });

  it('shows what is searched for with everything in it, counts only that, largest first', () => {
    const found = searched(top, ' MEM');
    assert.deepEqual([found?.sizeBytes, names(found?.children ?? [])], [40, ['libc.a']]);
    assert.deepEqual(found?.children[0]?.children, [memcpy]);
    const text = searched(top, '.text');
    assert.deepEqual(
      text?.children.map(({ name, sizeBytes }) => [name, sizeBytes]),
      [
        ['libc.a', 90],
        ['main.o', 20],
      ],
    );
    assert.equal(searched(top, 'nothing'), undefined);
    assert.equal(searched(top, ' '), top);
  });

  it('puts together what is too small to be told apart', () => {
    const many = [5, 4, 3, 2, 1].map((size) => node(`n${size}`, size));
    assert.deepEqual(atMost(many, 5), many);
    const shown = atMost(many, 3);
    assert.deepEqual(
      shown.map(({ name, sizeBytes }) => [name, sizeBytes]),
      [
        ['n5', 5],
        ['n4', 4],
        ['3 smaller', 6],
      ],
    );
  });
});

// What is known around scripts, while it changes.

import assert from 'node:assert/strict';
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createNodeHost } from '../../../../src/host/node-host';
import { readScript } from '../../../../src/linker/read-script';
import { SurroundingsStore } from '../../../../src/lsp/workspace/surroundings';

describe('surroundings of scripts', () => {
  let folder = '';
  const text = 'SECTIONS { }';

  beforeEach(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'around-')));
    writeFileSync(join(folder, 'board.ioc'), 'Mcu.CPN=STM32F405RGT6\n');
  });

  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('are not taken for known where something changed while they were looked at', async () => {
    const script = join(folder, 'link.ld');
    const store = new SurroundingsStore(
      createNodeHost(),
      () => [folder],
      () => undefined,
    );
    const looking = store.look(script, readScript(text, script));
    assert.deepEqual(store.forgetAround(new Set([folder])), [script]);
    await looking;
    assert.equal(store.isKnown(script), false);
    await store.look(script, readScript(text, script));
    assert.equal(store.isKnown(script), true);
    assert.equal(store.partOf(script, text).part?.device.name, 'STM32F405RG');
  });

  it('count as they were until somebody has looked again', async () => {
    const script = join(folder, 'link.ld');
    const store = new SurroundingsStore(
      createNodeHost(),
      () => [folder],
      () => undefined,
    );
    await store.look(script, readScript(text, script));
    store.forgetAround(new Set([folder]));
    assert.equal(store.isKnown(script), false);
    assert.equal(store.partOf(script, text).part?.device.name, 'STM32F405RG');
    store.forget(script);
    assert.equal(store.partOf(script, text).part, undefined);
  });
});

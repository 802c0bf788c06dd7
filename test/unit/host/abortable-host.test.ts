import assert from 'node:assert/strict';
import { abortableHost } from '../../../src/host/abortable-host';
import { createNodeHost } from '../../../src/host/node-host';

describe('abortableHost', () => {
  it('answers as the host does until the signal fires, and nothing from then on', async () => {
    const controller = new AbortController();
    const host = abortableHost(createNodeHost(), controller.signal);
    const ask = async (): Promise<readonly unknown[]> => [
      (await host.stat(__filename))?.kind,
      (await host.readFile(__filename)).ok,
      (await host.readFileRange(__filename, 0, 1)).ok,
      (await host.readDir(__dirname)).length > 0,
      await host.canWrite(__filename),
      await host.isExecutable(process.execPath),
    ];
    assert.deepEqual(await ask(), ['file', true, true, true, 'ok', true]);
    controller.abort();
    assert.deepEqual(await ask(), [undefined, false, false, false, 'missing', false]);
  });
});

// GDB or the server hangs at main, for whatever reason: the end of the session is as bounded as ever, nothing is left,
// and the probe is free for the next launch.

import assert from 'node:assert/strict';
import { serveBench } from '../../simulator/serve';
import type { Bench } from '../../simulator/serve';
import { changed, healthy } from '../../simulator/setup';
import { begin, position } from '../../support/debug-session';
import { openOcdLaunch } from '../../support/flash-bench';
import { useAdapters } from '../../support/leftovers';
import { taggedLine } from '../../support/project';

describe('a session whose other side is frozen', () => {
  const adapters = useAdapters();
  let bench: Bench;
  before(async () => {
    bench = await serveBench([changed(healthy, { target: { core: 'qemu' } })]);
  });
  after(() => bench.dispose());

  for (const program of ['openocd', 'gdb']) {
    it(`by a ${program} that hangs ends all the same, and the probe is free`, async () => {
      const client = adapters.start();
      const attributes = openOcdLaunch(bench);
      await begin(client, { attributes });
      const isIt = ({ command }: { command: string }): boolean =>
        (command.split(' ')[0] ?? '').includes(program);
      const [frozen] = adapters.running().filter(isIt);
      assert.ok(frozen, `${program} runs`);
      process.kill(frozen.pid, 'SIGSTOP');
      await client.disconnect();
      assert.equal(client.child?.exitCode, 0);
      await adapters.assertGone();
      const next = adapters.start();
      await begin(next, { attributes });
      assert.equal(await position(next), `main:${taggedLine('main-first')}`);
      await next.disconnect();
    });
  }
});

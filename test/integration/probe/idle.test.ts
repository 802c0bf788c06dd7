// Nothing is left of the driver and its carriers when nobody uses them.

import assert from 'node:assert/strict';
import { join } from 'node:path';
import { benchHost, givenBack, withBench } from '../../support/probe-bench';

describe('probes that nobody uses', () => {
  it('keep no timer, no handle and no process', () =>
    withBench([{}], async (bench) => {
      const job = join(__dirname, 'idle-job.ts');
      const child = benchHost.spawn(process.execPath, [
        ...process.execArgv,
        job,
        String(bench.port),
      ]);
      let said = '';
      child.onStdout((chunk) => (said += Buffer.from(chunk).toString()));
      child.onStderr((chunk) => (said += Buffer.from(chunk).toString()));
      const exit = await child.exit;
      assert.deepEqual([exit, said.trim()], [{ kind: 'exited', code: 0 }, 'done']);
      await givenBack(bench);
    }));
});

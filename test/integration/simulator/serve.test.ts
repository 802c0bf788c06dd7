// The simulated bench as a program: it says where it listens, and ends with everything it started.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import {
  endMarked,
  markedEnv,
  markedProcesses,
  newMark,
} from '../../../scripts/parts/marked-processes.mjs';
import { createNodeHost } from '../../../src/host/node-host';
import { limited } from '../../support/dap-client';
import { graceMs } from '../../support/leftovers';
import { root } from '../../support/project';

describe('The simulated bench as a program', () => {
  const mark = newMark();
  after(async () => assert.deepEqual(await endMarked(mark, graceMs), []));

  function start(args: readonly string[]) {
    const child = spawn(
      process.execPath,
      ['--import', 'tsx', join(root, 'test/simulator/serve.ts'), ...args],
      { cwd: root, env: markedEnv(mark), stdio: ['pipe', 'pipe', 'pipe'] },
    );
    return { child, exit: once(child, 'exit') };
  }

  for (const [how, end] of [
    ['SIGTERM', (child: ReturnType<typeof start>['child']) => void child.kill('SIGTERM')],
    ['the end of its input', (child: ReturnType<typeof start>['child']) => void child.stdin.end()],
  ] as const) {
    it(`listens until ${how}, and takes QEMU with it`, async () => {
      const { child, exit } = start(['--core', 'qemu']);
      const lines = createInterface(child.stdout);
      const [line] = (await limited(once(lines, 'line'), 'its line', 15_000)) as [string];
      const port = Number(/^listening on 127\.0\.0\.1:(\d+)$/.exec(line)?.[1]);
      assert.ok(await createNodeHost().accepts('127.0.0.1', port), line);
      assert.ok(markedProcesses(mark).some(({ command }) => command.includes('qemu-system-arm')));
      end(child);
      assert.deepEqual(await limited(exit, 'its end'), [0, null]);
      assert.deepEqual(markedProcesses(mark), []);
    });
  }

  it('says what is wrong with its arguments', async () => {
    const { child, exit } = start(['--fault', 'none']);
    const lines = createInterface(child.stderr);
    const [line] = (await limited(once(lines, 'line'), 'its line')) as [string];
    assert.match(line, /^--fault is one of /);
    assert.deepEqual(await limited(exit, 'its end'), [1, null]);
  });
});

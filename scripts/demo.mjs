// Shows the product from the command line: a debug session of the shipped adapter, gdb and QEMU's STM32F405 on the
// example project, then the checks on it and on the projects of examples/broken, then a probe on simulated boards.
// Usage: npm run demo
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { DapClient } from './parts/dap-client.mjs';
import { showChecks } from './parts/demo-checks.mjs';
import { showProbe } from './parts/demo-probe.mjs';
import { playSession } from './parts/demo-session.mjs';
import { endMarked, killMarked, markedEnv, newMark } from './parts/marked-processes.mjs';
import { exampleFolder, root } from './parts/places.mjs';
import { Problem, runMain } from './parts/problem.mjs';
import { Stopwatch } from './parts/stopwatch.mjs';
import { setUp } from './setup.mjs';

/** gdb and QEMU may take this long to end after the adapter; what is left then is a bug, and is told. */
const endingMs = 2_000;

await runMain('demo', async () => {
  const watch = new Stopwatch();
  await setUp('demo');
  watch.lap('set-up');
  build();
  watch.lap('build');

  const mark = newMark();
  process.once('exit', () => void killMarked(mark));
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.once(signal, () => process.exit(130));
  }
  const adapter = path.join(root, 'dist', 'debug-adapter.js');
  const client = new DapClient([process.execPath, adapter], markedEnv(mark));
  try {
    await playSession(client, exampleFolder, watch);
  } finally {
    await client.close();
  }
  const left = await endMarked(mark, endingMs);
  if (left.length > 0)
    throw new Problem(`left running: ${left.map((each) => each.command).join(', ')}`);
  watch.lap('end of gdb and QEMU');
  showChecks();
  watch.lap('checks of all examples');
  await showProbe();
  watch.lap('probe on simulated boards');
  console.log(`\nWhere the time went\n${watch.table()}`);
});

function build() {
  const run = spawnSync(process.execPath, ['esbuild.mjs'], { cwd: root, encoding: 'utf8' });
  if (run.status === 0) return;
  const reason =
    run.stderr.split('\n').find((line) => /error/i.test(line)) ?? `exit code ${run.status}`;
  throw new Problem(`the build failed: ${reason.trim()}`);
}

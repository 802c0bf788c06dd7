// The part of the demo about a probe: what `stm32-preflight probe` says of simulated boards, of which all but the first
// have a fault.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { root } from './places.mjs';
import { Problem } from './problem.mjs';

/** What must be said, by the simulated bench's fault; '' is none. */
const boards = {
  '': 'no errors, no warnings',
  'isolated-without-vtref': '[target-unpowered]',
  'bit-errors': '[link-marginal]',
  'slow-nrst': '[nrst-slow]',
};

/** Shows them one after the other. @throws {Problem} when a simulated board does not start, or is taken for another */
export async function showProbe() {
  console.log('\nA probe on simulated boards');
  for (const [fault, words] of Object.entries(boards)) {
    console.log(`  ${fault === '' ? 'healthy' : fault}`);
    const lines = await examined(fault);
    for (const line of lines) console.log(`    ${line}`);
    if (!lines.join(' ').includes(words)) throw new Problem(`"${words}" was not said`);
  }
}

/**
 * What is printed, without the empty lines.
 *
 * @param {string} fault
 */
async function examined(fault) {
  const serve = path.join(root, 'test', 'simulator', 'serve.ts');
  const options = fault === '' ? [] : ['--fault', fault];
  const bench = spawn(process.execPath, ['--import', 'tsx', serve, ...options], {
    cwd: root,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  try {
    const [line] = await once(createInterface(bench.stdout), 'line');
    const address = /listening on (\S+)/.exec(String(line))?.[1];
    if (address === undefined) throw new Problem(`the simulated board said ${line}`);
    const cli = path.join(root, 'dist', 'cli.js');
    const args = [
      cli,
      'probe',
      '--stlink-server',
      address,
      '--device',
      'STM32F405RG',
      '--may-reset',
      '--no-color',
    ];
    const { stdout } = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' });
    return stdout
      .trimEnd()
      .split('\n')
      .filter((text) => text.trim() !== '');
  } finally {
    bench.stdin.end();
    await once(bench, 'exit');
  }
}

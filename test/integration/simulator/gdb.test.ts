// GDB through OpenOCD through the simulated ST-LINK to a core that truly runs (QEMU's STM32F405 board): load, run to a
// breakpoint, look around, step. Needs openocd, gdb-multiarch, qemu-system-arm.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { limited } from '../../support/dap-client';
import { demo, taggedLine } from '../../support/project';
import type { Bench } from '../../simulator/serve';
import { openOcdArgs, useOpenOcd, ways } from './openocd';
import type { Way } from './openocd';

describe('GDB at the simulated ST-LINK, with code that runs', () => {
  const openocd = useOpenOcd();

  /** GDB starts OpenOCD at the other end of a pipe, so that neither needs a port. @returns what was said */
  async function gdb(way: Way, bench: Bench, commands: readonly string[]): Promise<string> {
    const words = openOcdArgs(way, bench.port).map((word) => `"${word}"`);
    const server = `openocd -c "gdb_port pipe; log_output /dev/null" ${words.join(' ')}`;
    const child = spawn(
      'gdb-multiarch',
      [
        ...['-nx', '-batch', demo.elf],
        ...[
          'set pagination off',
          'set confirm off',
          'set remotetimeout 10',
          `target extended-remote | ${server}`,
          ...commands,
        ].flatMap((command) => ['-ex', command]),
      ],
      { env: openocd.env, stdio: ['ignore', 'pipe', 'pipe'] },
    );
    let said = '';
    for (const output of [child.stdout, child.stderr]) {
      output.on('data', (chunk: Buffer) => (said += chunk.toString()));
    }
    await limited(once(child, 'close'), 'GDB to end', 35_000);
    return said;
  }

  for (const way of ways) {
    // To load takes seconds, and hla programs the flash in another test.
    const isLoading = way === 'dapdirect';
    const title = isLoading ? 'loads, runs to main' : 'runs to main';
    it(`${title}, steps and goes on to a line: ${way}`, async () => {
      const image = isLoading ? {} : { image: demo.elf };
      const bench = await openocd.bench({ target: { core: 'qemu', ...image } });
      const said = await gdb(way, bench, [
        'monitor reset halt',
        ...(isLoading ? ['load'] : []),
        'monitor reset halt',
        'break main',
        'continue',
        'backtrace',
        'next',
        `break ${taggedLine('call')}`,
        'continue',
        'step',
        'backtrace',
        'print g_counter',
        'print/x *(unsigned *)0xe0042000',
        'detach',
      ]);
      assert.equal(/^Transfer rate: /m.test(said), isLoading, said);
      assert.match(said, /Breakpoint 1, main \(\)/, said);
      assert.match(said, /#0 +main \(\)/, said);
      assert.match(
        said,
        new RegExp(`Breakpoint 2, main \\(\\) at [^\\n]*:${taggedLine('call')}`),
        said,
      );
      assert.match(said, /#0 +add_offset \([^\n]*\n#1 +0x[0-9a-f]+ in main \(\)/, said);
      assert.match(said, /\$1 = 1$/m, said);
      assert.match(said, /\$2 = 0x10076413$/m, said);
    });
  }
});

// That the jobs with OpenOCD prove something: with any one of these answers taken away, the same session fails.

import assert from 'node:assert/strict';
import type { CommandName } from '../../simulator/probe/commands';
import { useOpenOcd } from './openocd';
import type { Way } from './openocd';

/** What OpenOCD cannot do without. It tolerates the loss of the others, so their answers are asserted as it prints them. */
const needed: Readonly<Record<Way, readonly CommandName[]>> = {
  hla: [
    ...(['READMEM32', 'GETLASTRWSTATUS2', 'ENTER_SWD', 'READ_IDCODES'] as const),
    ...(['READREG', 'READDEBUGREG', 'WRITEDEBUGREG'] as const),
  ],
  dapdirect: [
    ...(['GET_VERSION', 'READMEM32', 'WRITEMEM32', 'GETLASTRWSTATUS2', 'ENTER_SWD'] as const),
    ...(['READ_IDCODES', 'READ_DAP_REG', 'WRITE_DAP_REG', 'INIT_AP'] as const),
  ],
};

const session = ['halt', 'get_reg -force pc', 'write_memory 0x20000100 32 1', 'resume', 'halt'];

describe('OpenOCD without one of the answers', () => {
  const openocd = useOpenOcd();

  for (const way of ['hla', 'dapdirect'] as const) {
    it(`does the session with all of them: ${way}`, async () => {
      const bench = await openocd.bench({ server: { api: 1 } });
      const run = await openocd.run(way, bench, session);
      assert.equal(run.code, 0, run.said);
    });

    for (const name of needed[way]) {
      it(`fails without ${name}: ${way}`, async () => {
        const bench = await openocd.bench({ probe: { lacks: [name] }, server: { api: 1 } });
        const run = await openocd.run(way, bench, session);
        assert.equal(run.code, 1, run.said);
      });
    }
  }
});

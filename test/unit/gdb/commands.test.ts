// The typed commands against recorded sessions: each call must send the recorded command, and the recorded
// answers must give what the scenario expects, however the bytes are cut.

import { Gdb } from '../../../src/gdb/gdb';
import { readTranscript, replayHost } from '../../support/mi-transcript';
import { recordedPlace, scenarios } from '../../support/mi-scenarios';

describe('MI commands, as GDB 13.1 answered them', () => {
  for (const [name, scenario] of Object.entries(scenarios)) {
    for (const chunkBytes of [1, 4096]) {
      it(`${name}: ${scenario.title}, ${chunkBytes} bytes at a time`, async () => {
        const host = replayHost(readTranscript(`${name}.txt`), chunkBytes);
        const gdb = await Gdb.start(host, { program: 'gdb-multiarch' });
        await scenario.run(gdb, recordedPlace);
        await gdb.dispose();
      });
    }
  }
});

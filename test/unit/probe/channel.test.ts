// How often a command is repeated while the target's bus is busy.

import assert from 'node:assert/strict';
import { Channel } from '../../../src/probe/stlink/channel';
import { commands } from '../../../src/probe/stlink/commands';
import type { Transport } from '../../../src/probe/transport';

/** Answers with these status bytes, the last of them for ever. */
function probeThatSays(...codes: readonly number[]): Transport {
  let at = 0;
  return {
    exchange: () => {
      const answer = new Uint8Array(8);
      answer[0] = codes[Math.min(at++, codes.length - 1)] ?? 0;
      return Promise.resolve(answer);
    },
    close: () => Promise.resolve(),
  };
}

describe('repetition of commands', () => {
  const read = (channel: Channel) => channel.request(commands.readDebugReg(0), 8);

  const cases: readonly (readonly [
    what: string,
    isV3: boolean,
    codes: readonly number[],
    status: string,
    count: number,
  ])[] = [
    ['what works', false, [0x80], 'ok', 1],
    ['WAIT of the access port until it works', false, [0x10, 0x10, 0x80], 'ok', 3],
    ['WAIT of the debug port until it works', false, [0x14, 0x80], 'ok', 2],
    ['WAIT eight times and no more', false, [0x10], 'ap-wait', 9],
    ['no other refusal', false, [0x11, 0x80], 'ap-fault', 1],
    ['no fault after WAIT on a V2', false, [0x10, 0x11, 0x80], 'ap-fault', 2],
    ['one fault after WAIT on a V3', true, [0x10, 0x11, 0x80], 'ok', 3],
    ['one fault after each WAIT on a V3', true, [0x10, 0x11, 0x10, 0x11, 0x80], 'ok', 5],
    ['no second fault on a V3', true, [0x10, 0x11, 0x11, 0x80], 'ap-fault', 3],
  ];
  for (const [what, isV3, codes, status, count] of cases) {
    it(`repeats ${what}`, async () => {
      const channel = new Channel(probeThatSays(...codes));
      channel.hasWaitQuirk = isV3;
      const answer = await read(channel);
      assert.deepEqual([answer.ok ? 'ok' : answer.status, channel.commandCount], [status, count]);
    });
  }

  it('waits shortly for a bus that hangs, until something goes through', async () => {
    const waits = Array.from({ length: 15 }, () => 0x10);
    const channel = new Channel(probeThatSays(...waits, 0x80, ...waits));
    const counts: number[] = [];
    for (let before = 0; counts.length < 5; before = channel.commandCount) {
      await read(channel);
      counts.push(channel.commandCount - before);
    }
    // Nine, then three each; the sixteenth goes through and the next waits in full again.
    assert.deepEqual(counts, [9, 3, 3, 1, 9]);
  });
});

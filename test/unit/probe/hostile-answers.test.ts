// The driver against a probe that answers at random: whatever comes is a value or a failure that is named.

import assert from 'node:assert/strict';
import { Failure } from '../../../src/base/failure';
import { openStLink } from '../../../src/probe/stlink/stlink';
import type { StLink } from '../../../src/probe/stlink/stlink';
import { probeGarbled, probeGone, probeSilent } from '../../../src/probe/transport-failures';
import type { Exchange, Transport } from '../../../src/probe/transport';
import { random } from '../../support/fuzz';
import type { Random } from '../../support/fuzz';

const versionAnswer = Buffer.from('2b5e83044b37', 'hex');

/** The first two answers are right, so that the driver opens; then nothing is sure but the contract of a transport. */
function mad(rng: Random, rightAnswers: number): Transport {
  let count = 0;
  const answer = (exchange: Exchange): Uint8Array => {
    const { command, inLength, minLength } = exchange;
    if (count++ < rightAnswers) {
      return command[0] === 0xf1 ? versionAnswer : Uint8Array.of(1, 0).subarray(0, inLength);
    }
    switch (rng.below(12)) {
      case 0:
        throw probeGarbled(exchange, 'random');
      case 1:
        throw rng.below(2) === 0 ? probeGone('random') : probeSilent('random');
      case 2:
        return Uint8Array.from({ length: minLength ?? inLength }, () => rng.next() & 0xff);
      default: {
        const bytes = Uint8Array.from({ length: inLength }, () => rng.next() & 0xff);
        if (rng.below(2) === 0 && inLength > 0) bytes[0] = 0x80;
        return bytes;
      }
    }
  };
  return {
    // Asynchronous, so that what it throws is a rejection.
    exchange: async (exchange) => Promise.resolve(answer(exchange)),
    close: () => Promise.resolve(),
  };
}

const questions: readonly ((stlink: StLink, rng: Random) => Promise<unknown>)[] = [
  (stlink) => stlink.mode(),
  (stlink) => stlink.leaveMode(),
  (stlink) => stlink.voltage(),
  (stlink, rng) => stlink.setSwdFrequency(rng.below(30_000)),
  (stlink) => stlink.enterSwd(),
  (stlink) => stlink.exitDebug(),
  (stlink) => stlink.driveNrst('low'),
  (stlink) => stlink.readIdCodes(),
  (stlink, rng) => stlink.readWord(rng.next()),
  (stlink, rng) => stlink.writeWord(rng.next(), rng.next()),
  (stlink, rng) => stlink.readRegister(rng.below(0x60)),
  (stlink, rng) => stlink.readMemory(rng.next(), rng.below(5000), rng.pick([1, 2, 4])),
  (stlink, rng) => stlink.writeMemory(rng.next(), new Uint8Array(rng.below(300)), 1),
  (stlink, rng) => stlink.readDap(rng.pick<number | 'dp'>(['dp', 0, 1, 2]), rng.below(256)),
  (stlink, rng) => stlink.openAp(rng.below(9)),
  (stlink, rng) => stlink.closeAp(rng.below(9)),
  (stlink) => stlink.resetSystem(),
];

const codes = new Set(['probe-garbled', 'probe-gone', 'probe-silent']);

async function askOne(work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    assert.ok(error instanceof Failure && codes.has(error.code), String(error));
  }
}

describe('a probe that answers at random', () => {
  it('opens, or fails with a named failure', async () => {
    for (let seed = 0; seed < 300; seed++) {
      const transport = mad(random(seed), seed % 3);
      await askOne(async () => {
        const stlink = await openStLink(transport, '0483:374b');
        await stlink.close();
      });
    }
  });

  it('answers every question with a value or a named failure, and closes', async () => {
    for (let seed = 0; seed < 60; seed++) {
      const rng = random(seed);
      const stlink = await openStLink(mad(rng, 2), '0483:374b');
      for (let count = 0; count < 20; count++) {
        const question = questions[rng.below(questions.length)];
        await askOne(() => question?.(stlink, rng) ?? Promise.resolve());
      }
      await stlink.close();
    }
  });
});

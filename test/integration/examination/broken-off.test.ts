import assert from 'node:assert/strict';
import { toFailure } from '../../../src/base/failure';
import type { Failure } from '../../../src/base/failure';
import type { ProbeSetup } from '../../simulator/setup';
import { withBench } from '../../support/probe-bench';
import {
  abortAtCommand,
  abortWhen,
  assertTargetLeftAlone,
  commandsOf,
  examined,
  examineOn,
  valueOf,
} from './examined';

/** As many as an examination of the healthy board sends; the last of them, EXIT, has no answer. */
async function commandCount(mayReset: boolean): Promise<number> {
  const { commands } = await examined({}, { mayReset });
  assert.ok(commands > 20);
  return commands;
}

async function failureOf(work: Promise<unknown>): Promise<Failure | undefined> {
  try {
    await work;
    return undefined;
  } catch (error) {
    return toFailure(error);
  }
}

describe('an examination that is broken off', () => {
  for (const mayReset of [true, false]) {
    const how = mayReset ? 'with a reset' : 'without a reset';

    it(`tells of an unplugged probe at every command ${how}`, async () => {
      const last = await commandCount(mayReset);
      for (let command = 1; command < last; command++) {
        const change = { probe: { unplugAtCommand: command } };
        const result = await examined(change, { mayReset });
        // What puts the target back comes after the last reading: it is all known by then.
        const isRead = result.nrst.ok && result.coreState.ok && result.link.ok;
        if (!isRead || result.opening.state !== 'opened')
          assert.equal(result.opening.state, 'gone', `at command ${command}`);
        assert.equal(result.probe.ok, command > 2, `at command ${command}`);
        assert.equal(result.supply.ok, command > 3, `at command ${command}`);
        assert.equal(result.connection.ok, command > 8, `at command ${command}`);
        assert.equal(result.chip.ok, command > 8, `at command ${command}`);
      }
    });

    it(`can be called off at every command ${how}`, async () => {
      const last = await commandCount(mayReset);
      for (let command = 1; command < last; command += mayReset ? 1 : 4) {
        await withBench([{}], async (bench) => {
          const signal = abortAtCommand(bench, command);
          const failure = await failureOf(examineOn(bench, { mayReset, signal }));
          // At the very end there is nothing left to call off; how many commands there are differs by one or two.
          const isOver = failure === undefined && bench.transcript.length <= command + 3;
          assert.ok(isOver || failure?.code === 'cancelled', `at ${command}: ${failure?.code}`);
          await assertTargetLeftAlone(bench);
        });
      }
    });
  }

  it('can be called off while NRST rises slowly, and lets go of it', async () => {
    const target = { nrst: { isWired: true, riseMs: 300, isHeldLow: false } };
    await withBench([{ target }], async (bench) => {
      const signal = abortWhen(bench, (lines) => /f23c01/i.test(lines.at(-1) ?? ''));
      assert.equal((await failureOf(examineOn(bench, { signal })))?.code, 'cancelled');
      const nrst = commandsOf(bench).filter((command) => command.startsWith('f23c'));
      assert.match(nrst.at(-1) ?? '', /^f23c01/);
    });
  });

  it('is called off before it begins', async () => {
    await withBench([{}], async (bench) => {
      const failure = await failureOf(examineOn(bench, { signal: AbortSignal.abort() }));
      assert.equal(failure?.code, 'cancelled');
      assert.deepEqual(commandsOf(bench), []);
    });
  });

  const kinds = ['garbage', 'short', 'long', 'stale', 'empty', 'unknown-status'] as const;
  for (const kind of kinds) {
    it(`takes ${kind} answers from any command on for a wedged probe`, async () => {
      const last = await commandCount(true);
      for (let fromCommand = 3; fromCommand < last; fromCommand++) {
        const { state } = (await spoiltFrom(kind, fromCommand)).opening;
        // Three unknown status bytes in a row are needed, and an answer of the wrong length.
        if (fromCommand <= 18) assert.equal(state, 'wedged', `from command ${fromCommand}`);
        else assert.ok(state === 'wedged' || state === 'opened', `${state} from ${fromCommand}`);
      }
    });
  }

  it('takes a silent probe for a wedged one wherever it falls silent', async () => {
    const results = await Promise.all(
      [3, 6, 9, 15, 25].map((fromCommand) => spoiltFrom('silent', fromCommand)),
    );
    for (const { opening } of results) assert.equal(opening.state, 'wedged');
  });

  it('keeps what it had read before', async () => {
    const result = await examined({ probe: { unplugAtCommand: 16 } });
    assert.equal(result.opening.state, 'gone');
    assert.equal(valueOf(result.chip).devId, 0x413);
    assert.equal(valueOf(result.supply).idleVolts.length, 3);
    assert.equal(valueOf(result.coreState).isHalted, false);
    assert.deepEqual(result.link, { ok: false, why: result.opening.message });
  });
});

function spoiltFrom(
  kind: NonNullable<ProbeSetup['misbehaviour']>['kind'],
  fromCommand: number,
): ReturnType<typeof examined> {
  return examined({ probe: { misbehaviour: { kind, fromCommand } } });
}

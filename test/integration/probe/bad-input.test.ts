// Broken probes and broken servers against the driver: always a named failure or a value, the probe given back.

import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { once } from 'node:events';
import type { StLink } from '../../../src/probe/stlink/stlink';
import type { Bench } from '../../simulator/serve';
import type { ServerSetup, SetupChange } from '../../simulator/setup';
import {
  codeOf,
  givenBack,
  probesOf,
  withBench,
  withProbe,
  withStLink,
} from '../../support/probe-bench';

/** Some of everything. */
async function useAll(stlink: StLink): Promise<void> {
  await stlink.voltage();
  await stlink.setSwdFrequency(1800);
  await stlink.enterSwd();
  await stlink.readIdCodes();
  await stlink.readWord(0xe000ed00);
  await stlink.readMemory(0x2000_0000, 100, 1);
  await stlink.writeMemory(0x2000_0000, new Uint8Array(8), 4);
  await stlink.driveNrst('low');
  await stlink.driveNrst('high');
  await stlink.exitDebug();
}

/** @returns the code of the failure, `none` without one */
async function codeWith(change: SetupChange): Promise<string> {
  return withBench([change], async (bench) => {
    const [probe] = await probesOf(bench);
    const code = await codeOf(withProbe(probe!, useAll));
    await givenBack(bench);
    return code;
  });
}

describe('broken probes', () => {
  const commandsOfUse = 25;

  const kinds = [
    ['garbage', /^(none|probe-garbled)$/],
    ['short', /^(none|probe-garbled)$/],
    ['long', /^(none|probe-garbled)$/],
    ['stale', /^(none|probe-garbled)$/],
    ['empty', /^(none|probe-garbled)$/],
    ['unknown-status', /^none$/],
  ] as const;
  for (const [kind, codes] of kinds) {
    it(`says what is wrong with ${kind} answers, from every command on`, async () => {
      for (let fromCommand = 1; fromCommand <= commandsOfUse; fromCommand++) {
        const code = await codeWith({ probe: { misbehaviour: { kind, fromCommand } } });
        assert.match(code, codes, `from command ${fromCommand} on`);
      }
    });
  }

  it('says that it was unplugged, at every command', async () => {
    let last = '';
    for (let at = 1; at <= commandsOfUse; at++) {
      last = await codeWith({ probe: { unplugAtCommand: at } });
      assert.match(last, /^(probe-gone|none)$/, `command ${at}`);
      if (at <= 15) assert.equal(last, 'probe-gone', `command ${at}`);
    }
    assert.equal(last, 'none');
  });

  const others: readonly (readonly [what: string, change: SetupChange, code: string])[] = [
    ['wedged', { probe: { isWedged: true } }, 'probe-silent'],
    [
      'silent from its fifth command on',
      { probe: { misbehaviour: { kind: 'silent', fromCommand: 5 } } },
      'probe-silent',
    ],
    ['held by another program', { probe: { isBusy: true } }, 'probe-in-use'],
    ['a V1', { probe: { kind: 'v1' } }, 'probe-unsupported'],
    ['a V3 in its loader', { probe: { kind: 'v3-loader', firmware: 'J13M5' } }, 'probe-loader'],
    ['in its boot loader', { probe: { mode: 'bootloader' } }, 'probe-loader'],
  ];
  for (const [what, change, code] of others) {
    it(`says of a probe that is ${what}: ${code}`, async () => {
      assert.equal(await codeWith(change), code);
    });
  }

  it('gets past an answer that an earlier client did not fetch', () =>
    withBench([{}], async (bench) => {
      await leaveAnswer(bench);
      await leaveAnswer(bench);
      const [probe] = await probesOf(bench);
      await withProbe(probe!, async (stlink) => {
        assert.equal(stlink.version.text, 'V2J45M30');
        assert.deepEqual(await stlink.enterSwd(), { ok: true, value: undefined });
      });
    }));
});

/** A client that asks for the mode, does not read the answer, and goes. */
async function leaveAnswer({ port }: Bench): Promise<void> {
  const socket = connect(port, '127.0.0.1');
  const open = Buffer.alloc(8);
  open[0] = 3;
  open.writeUInt32LE(1, 4);
  socket.write(open);
  const [answer] = (await once(socket, 'data')) as [Buffer];
  const ask = Buffer.alloc(32);
  ask[0] = 5;
  ask.writeUInt32LE(answer.readUInt32LE(4), 4);
  ask[8] = 0xf5;
  ask[24] = 1;
  socket.write(ask);
  await once(socket, 'data');
  socket.destroy();
  await once(socket, 'close');
}

describe('broken servers', () => {
  const cases: readonly (readonly [NonNullable<ServerSetup['misbehaviour']>, string])[] = [
    ['refuses', 'stlink-server-unreachable'],
    ['closes-at-open', 'stlink-server-unreachable'],
    ['stalls', 'stlink-server-unreachable'],
    ['wrong-count', 'none'],
    ['truncated', 'probe-garbled'],
    ['garbage', 'stlink-server-garbled'],
    ['busy-for-ever', 'probe-in-use'],
  ];
  for (const [misbehaviour, code] of cases) {
    it(`says of one that does "${misbehaviour}": ${code}`, async () => {
      const change = { server: { misbehaviour } };
      assert.equal(await codeOf(withStLink(change, useAll)), code);
    });
  }

  it('lists what is there when the server counts more', () =>
    withBench([{ server: { misbehaviour: 'wrong-count' } }], async (bench) => {
      assert.equal((await probesOf(bench)).length, 1);
    }));

  it('says of a server that goes away in the middle that the probe is gone', async () => {
    const code = await codeOf(
      withStLink({}, async (stlink, bench) => {
        await bench.dispose();
        await stlink.mode();
      }),
    );
    assert.equal(code, 'probe-gone');
  });
});

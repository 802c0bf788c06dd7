// The board around a simulated target: supply, NRST, noise, firmware that gets in the way. Time is the test's own.

import assert from 'node:assert/strict';
import { TargetClient, aircr, dhcsr, scs, testClock, valueOf } from '../../support/target-client';

const resetFlags = 0x40023874;
const flag = { pin: 1 << 26, powerOn: 1 << 27, software: 1 << 28, watchdog: 1 << 29 } as const;
const clearFlags = 1 << 24;
const dbgmcu = { control: 0xe0042004, freeze: 0xe0042008 } as const;
const pc = 15;

const healthyNrst = { isWired: true, riseMs: 1, isHeldLow: false };

describe('simulated target: board', () => {
  for (const [what, change] of [
    ['has no supply', { isPowered: false }],
    ['has an open wire', { areSwdWiresOpen: true }],
    ['is isolated without VTref', { isIsolated: true, isVtrefWired: false }],
    ['is at level 2', { protection: 'L2' }],
    ['has a supply below its power-on reset', { supply: { volts: 1.2 } }],
  ] as const) {
    it(`answers nothing where it ${what}`, async () => {
      const { wire } = await TargetClient.start(change);
      assert.deepEqual(await wire.connect(), { ack: 'none', of: 'DP' });
      assert.equal((await wire.readMemory(0, scs.cpuid, 4, 4)).ack, 'none');
    });
  }

  it('measures what is at VTref, which sags with halt and reset', async () => {
    const supply = { volts: 3.28, haltedVolts: 2.9, underResetVolts: 3.1 };
    const client = await TargetClient.start({ supply });
    assert.equal(client.wire.voltage(), 3.28);
    await client.halt();
    assert.equal(client.wire.voltage(), 2.9);
    await client.wire.driveNrst('low');
    assert.equal(client.wire.voltage(), 3.1);
    for (const change of [{ isPowered: false }, { isVtrefWired: false }]) {
      assert.ok((await TargetClient.start(change)).wire.voltage() < 0.05);
    }
  });

  it('stays in reset until NRST has risen', async () => {
    const clock = testClock();
    const nrst = { ...healthyNrst, riseMs: 40 };
    const client = await TargetClient.start({ nrst }, clock);
    await client.status();
    await client.wire.driveNrst('low');
    await client.wire.driveNrst('released');
    for (const ms of [0, 20, 19]) {
      clock.pass(ms);
      assert.equal((await client.status()) & dhcsr.wasReset, dhcsr.wasReset);
      await client.halt();
      assert.equal(await client.isHalted(), false);
    }
    clock.pass(2);
    assert.equal((await client.status()) & dhcsr.wasReset, dhcsr.wasReset);
    assert.equal((await client.status()) & dhcsr.wasReset, 0);
    assert.equal((await client.word(resetFlags)) & flag.pin, flag.pin);
  });

  it('does not feel NRST where it is not wired, and never leaves reset where it is held', async () => {
    const clock = testClock();
    const loose = await TargetClient.start({ nrst: { ...healthyNrst, isWired: false } }, clock);
    await loose.status();
    await loose.wire.driveNrst('low');
    assert.equal((await loose.status()) & dhcsr.wasReset, 0);
    const held = await TargetClient.start({ nrst: { ...healthyNrst, isHeldLow: true } }, clock);
    await held.wire.driveNrst('released');
    clock.pass(10_000);
    for (let reads = 0; reads < 3; reads++) {
      assert.equal((await held.status()) & dhcsr.wasReset, dhcsr.wasReset);
    }
    assert.equal(await held.word(scs.cpuid), 0x410fc241);
  });

  it('keeps the buses behind the core of H7 off under reset', async () => {
    const client = await TargetClient.start({ part: 'h743' });
    await client.wire.driveNrst('low');
    assert.equal(await client.ackOf(scs.cpuid), 'ok');
    assert.equal(await client.ackOf(0x5c001000), 'fault');
  });

  it('loses a firmware that takes the SWD pins, unless it is caught at its reset', async () => {
    const clock = testClock();
    const client = await TargetClient.start({ swdOffAfterMs: 5 }, clock);
    const { wire } = client;
    assert.equal((await wire.connect()).ack, 'none');
    await wire.driveNrst('low');
    assert.equal((await wire.connect()).ack, 'ok');
    await client.control(dhcsr.enable);
    await wire.driveNrst('released');
    clock.pass(4);
    assert.equal((await wire.connect()).ack, 'ok');
    clock.pass(4);
    assert.equal((await wire.connect()).ack, 'none');
    await wire.driveNrst('low');
    await client.control(dhcsr.enable);
    await client.setWord(scs.demcr, 1);
    await wire.driveNrst('released');
    clock.pass(1000);
    assert.equal(await client.isHalted(), true);
    assert.equal(await client.register(pc), 0x08000100);
  });

  it('goes to stop or standby unless DBGMCU keeps the debug port alive', async () => {
    const clock = testClock();
    const stop = await TargetClient.start({ lowPower: 'stop' }, clock);
    assert.equal((await stop.wire.connect()).ack, 'ok');
    assert.equal(valueOf(await stop.wire.readDp(4)), 0x50000000);
    assert.equal(await stop.ackOf(scs.cpuid), 'fault');
    const standby = await TargetClient.start({ lowPower: 'standby' }, clock);
    assert.equal((await standby.wire.connect()).ack, 'none');
    for (const client of [stop, standby]) {
      await client.wire.driveNrst('low');
      await client.wire.connect();
      await client.setWord(dbgmcu.control, 7);
      await client.wire.driveNrst('released');
      clock.pass(2);
      assert.equal(await client.ackOf(scs.cpuid), 'ok');
      assert.equal((await client.status()) & dhcsr.isAsleep, dhcsr.isAsleep);
    }
  });

  it('is reset by its watchdog again and again, unless frozen while it is halted', async () => {
    const clock = testClock();
    const client = await TargetClient.start({ watchdogMs: 100 }, clock);
    await client.setWord(resetFlags, clearFlags);
    await client.status();
    clock.pass(99);
    assert.equal((await client.status()) & dhcsr.wasReset, 0);
    for (const ms of [2, 100, 1000]) {
      clock.pass(ms);
      assert.equal((await client.status()) & dhcsr.wasReset, dhcsr.wasReset);
    }
    assert.equal((await client.word(resetFlags)) & flag.watchdog, flag.watchdog);
    await client.halt();
    clock.pass(150);
    assert.equal(await client.isHalted(), false);
    await client.setWord(dbgmcu.freeze, 1 << 12);
    await client.halt();
    clock.pass(1000);
    assert.equal(await client.isHalted(), true);
  });

  it('remembers what it was reset by until software clears it', async () => {
    const client = await TargetClient.start();
    assert.equal(await client.word(resetFlags), 0x0e000000);
    await client.setWord(resetFlags, clearFlags);
    assert.equal(await client.word(resetFlags), 0);
    await client.setWord(scs.aircr, aircr.system);
    assert.equal(await client.word(resetFlags), flag.software | flag.pin);
  });

  it('keeps the flash from a debugger at level 1, and nothing else', async () => {
    const client = await TargetClient.start({ protection: 'L1' });
    assert.equal(await client.ackOf(0x08000000), 'fault');
    assert.equal(await client.ackOf(0), 'fault');
    for (const address of [0x20000000, 0x40023c14, 0xe0042000, 0x1fff7a20]) {
      assert.equal(await client.ackOf(address), 'ok');
    }
  });

  it('shuts the core off in the life cycle CLOSED, and everything in LOCKED', async () => {
    const closed = await TargetClient.start({ part: 'h563', protection: 'CLOSED' });
    assert.equal(await closed.ackOf(scs.cpuid), 'fault');
    assert.equal((await closed.wire.readMemory(0, 0xe0044000, 4, 4)).ack, 'ok');
    const locked = await TargetClient.start({ part: 'h563', protection: 'LOCKED' });
    assert.equal((await locked.wire.connect()).ack, 'none');
  });

  it('answers WAIT as often as it was told, then does the transfer', async () => {
    const { wire } = await TargetClient.start({ waits: 2 });
    const acks = [];
    for (let i = 0; i < 6; i++) acks.push((await wire.readMemory(0, scs.cpuid, 4, 4)).ack);
    assert.deepEqual(acks, ['wait', 'wait', 'ok', 'wait', 'wait', 'ok']);
  });
});

describe('simulated target: link', () => {
  const bitErrors = [
    { aboveKhz: 3000, perTransfer: 0.5 },
    { aboveKhz: 1000, perTransfer: 0.02 },
  ];

  async function outcomes(khz: number, isUnderReset: boolean): Promise<Map<string, number>> {
    const client = await TargetClient.start({ bitErrors, isLinkCleanUnderReset: true });
    const { wire } = client;
    wire.setClock(khz);
    if (isUnderReset) await wire.driveNrst('low');
    else while ((await wire.connect()).ack !== 'ok');
    const seen = new Map<string, number>();
    for (let reads = 0; reads < 1000; reads++) {
      const reply = await wire.readMemory(0, scs.cpuid, 4, 4);
      const isWrong = reply.ack === 'ok' && Buffer.from(reply.value).readUInt32LE() !== 0x410fc241;
      const outcome = isWrong ? 'wrong' : reply.ack;
      seen.set(outcome, (seen.get(outcome) ?? 0) + 1);
    }
    return seen;
  }

  it('fails by the clock, the same way each time', async () => {
    const slow = await outcomes(950, false);
    assert.deepEqual([...slow], [['ok', 1000]]);
    const middle = await outcomes(1800, false);
    const failed = 1000 - (middle.get('ok') ?? 0);
    assert.ok(failed > 30 && failed < 90, `${failed}`);
    const fast = await outcomes(4000, false);
    assert.ok((fast.get('ok') ?? 0) < 200);
    for (const kind of ['parity', 'error', 'none', 'wrong']) assert.ok(fast.has(kind), kind);
    assert.deepEqual(await outcomes(1800, false), middle);
  });

  it('is clean under reset where the firmware is what disturbs it', async () => {
    assert.deepEqual([...(await outcomes(4000, true))], [['ok', 1000]]);
  });
});

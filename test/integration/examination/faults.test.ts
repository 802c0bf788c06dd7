import assert from 'node:assert/strict';
import type { Examination } from '../../../src/examination/examination';
import { faults } from '../../simulator/faults/index';
import { examined, unread, valueOf } from './examined';

type Judge = (result: Examination) => void;

interface Expected {
  /** What was read where the target may be reset. */
  readonly reset: Judge;
  /** Where it may not; left out: the same. */
  readonly alone?: Judge;
}

const attemptsOf = (result: Examination) =>
  valueOf(result.connection).attempts.map(({ underReset, result: { ok } }) => ({ underReset, ok }));

const silent: Judge = (result) => {
  assert.equal(valueOf(result.connection).succeeded, undefined);
  assert.ok(attemptsOf(result).every(({ ok }) => !ok));
  for (const name of unread) assert.equal(result[name].ok, false, name);
};

const wedged: Judge = (result) => {
  assert.equal(result.opening.state, 'wedged');
  for (const name of unread) assert.equal(result[name].ok, false, name);
};

const onlyUnderReset: Judge = (result) => {
  const { succeeded } = valueOf(result.connection);
  assert.equal(succeeded?.underReset, true);
  assert.equal(valueOf(result.chip).devId, 0x413);
  assert.equal(valueOf(result.coreState).isHalted, true);
  assert.equal(valueOf(result.coreState).bootedFrom, 'flash');
  assert.equal(valueOf(result.nrst).pulse?.reachedCore, true);
};

const volts = (result: Examination) => {
  const { idleVolts, haltedVolts = NaN, underResetVolts = NaN } = valueOf(result.supply);
  return { idle: idleVolts[0] ?? NaN, halted: haltedVolts, underReset: underResetVolts };
};

const isNear = (value: number, wanted: number) => {
  assert.ok(Math.abs(value - wanted) < 0.03, `${value} is not about ${wanted}`);
};

const marginal = (result: Examination) => {
  const link = valueOf(result.link);
  assert.ok((link.samples[0]?.errors ?? 0) > 0);
  assert.equal(link.samples[0]?.speedKhz, 1800);
  assert.ok((link.fastestCleanKhz ?? 0) <= 480);
  return link;
};

const opened: Judge = (result) => {
  assert.equal(result.opening.state, 'opened');
  assert.equal(valueOf(result.chip).devId, 0x413);
};

const state =
  (wanted: Examination['opening']['state']): Judge =>
  (result) => {
    assert.equal(result.opening.state, wanted);
    assert.notEqual(result.opening.message, '');
    for (const name of ['supply', 'connection', ...unread] as const)
      assert.equal(result[name].ok, false, name);
  };

/** By the fault's id: every fault that lets a server be found has its line. */
const expected: Readonly<Record<string, Expected>> = {
  unpowered: {
    reset: (result) => {
      silent(result);
      isNear(volts(result).idle, 0);
    },
  },
  'isolated-without-vtref': { reset: silent },
  'swd-wires-open': { reset: silent },
  'clone-probe-unpowered': { reset: silent },
  rdp2: { reset: silent },
  'vtref-not-wired': {
    reset: (result) => {
      opened(result);
      isNear(volts(result).idle, 0);
    },
  },
  'low-supply': { reset: (result) => isNear(volts(result).idle, 1.65) },
  'sagging-supply': {
    reset: (result) => {
      isNear(volts(result).idle, 2.7);
      isNear(volts(result).halted, 2.75);
      isNear(volts(result).underReset, 3.28);
    },
    alone: (result) => isNear(volts(result).idle, 2.7),
  },
  'doubled-voltage': { reset: (result) => isNear(volts(result).idle, 6.56) },
  'clone-probe': { reset: (result) => isNear(volts(result).idle, 3.3) },
  'bit-errors': {
    reset: (result) => {
      assert.ok((marginal(result).fastestCleanUnderResetKhz ?? 0) <= 480);
    },
    alone: (result) => void marginal(result),
  },
  'bit-errors-not-under-reset': {
    reset: (result) => {
      assert.equal(marginal(result).fastestCleanUnderResetKhz, 1800);
    },
    alone: (result) => {
      assert.equal(marginal(result).fastestCleanUnderResetKhz, undefined);
    },
  },
  'only-slow': {
    reset: (result) => {
      assert.deepEqual(
        attemptsOf(result).map(({ ok }) => ok),
        [false, false, false, true],
      );
      assert.equal(valueOf(result.connection).succeeded?.speedKhz, 480);
      assert.equal(valueOf(result.link).fastestCleanKhz, 480);
    },
  },
  'swd-off-after-boot': { reset: onlyUnderReset, alone: silent },
  'low-power-stop': {
    reset: onlyUnderReset,
    alone: (result) => {
      silent(result);
      const { attempts } = valueOf(result.connection);
      assert.ok(attempts.every((one) => !one.result.ok && one.result.status === 'power-error'));
    },
  },
  'low-power-sleep': {
    // Halted, its bus has a clock.
    reset: (result) => {
      assert.equal(valueOf(result.coreState).isAsleep, true);
      assert.deepEqual(valueOf(result.coreState).debugInLowPower, {
        ...{ sleep: false, stop: false, standby: false },
      });
      assert.equal(valueOf(result.chip).devId, 0x413);
      assert.equal(valueOf(result.protection).level, 'L0');
      assert.deepEqual(valueOf(result.protection).writeProtected, []);
    },
    // It reads zeros, which are not taken for a chip that is protected all over.
    alone: (result) => {
      assert.equal(valueOf(result.coreState).isAsleep, true);
      const { devId, unread: missing } = valueOf(result.chip);
      assert.equal(devId, undefined);
      assert.match(missing.find(({ what }) => what === 'DBGMCU_IDCODE')?.why ?? '', /asleep/);
      assert.equal(result.protection.ok, false);
      assert.equal(valueOf(result.link).samples[0]?.errors, 0);
    },
  },
  lockup: { reset: (result) => assert.equal(valueOf(result.coreState).isLockedUp, true) },
  watchdog: {
    reset: (result) => {
      const { resetsSeen, resetFlags } = valueOf(result.coreState);
      assert.ok(resetsSeen >= 3, `${resetsSeen} resets`);
      assert.ok(resetFlags?.names.includes('IWDGRSTF'));
    },
  },
  'slow-nrst': {
    reset: (result) => {
      const pulse = valueOf(result.nrst).pulse;
      assert.equal(pulse?.reachedCore, true);
      assert.ok((pulse.recoveryMs ?? 0) >= 1_850 && (pulse.recoveryMs ?? 0) < 2_500);
    },
    alone: (result) => assert.equal(valueOf(result.nrst).pulse, undefined),
  },
  'held-nrst': {
    reset: (result) => {
      assert.equal(valueOf(result.nrst).isInResetAtStart, true);
      assert.equal(valueOf(result.nrst).pulse?.reachedCore, true);
      assert.equal(valueOf(result.nrst).pulse?.recoveryMs, undefined);
      assert.equal(valueOf(result.coreState).resetsSeen, 0);
    },
    alone: (result) => assert.equal(valueOf(result.nrst).pulse, undefined),
  },
  'nrst-not-wired': {
    reset: (result) => {
      assert.equal(valueOf(result.nrst).pulse?.reachedCore, false);
      assert.notEqual(valueOf(result.nrst).pulse?.recoveryMs, undefined);
    },
    alone: (result) => assert.equal(valueOf(result.nrst).pulse, undefined),
  },
  rdp1: {
    reset: (result) => {
      assert.equal(valueOf(result.protection).level, 'L1');
      assert.equal(valueOf(result.protection).isFlashReadable, false);
      assert.equal(valueOf(result.link).what, 'CPUID at 0xE000ED00');
    },
  },
  wrp: {
    reset: (result) => {
      const range = { start: 0x0800_0000, end: 0x0800_4000 };
      assert.deepEqual(valueOf(result.protection).writeProtected, [range]);
    },
  },
  'trustzone-l552': {
    reset: (result) => assert.equal(valueOf(result.protection).isTrustZoneOn, true),
  },
  'product-state-h563': {
    reset: (result) => {
      const chip = valueOf(result.chip);
      assert.equal(chip.dpidr, 0x6ba0_2477);
      assert.equal(chip.cpuid, undefined);
      assert.equal(chip.unread[0]?.what, 'CPUID');
      for (const name of ['protection', 'coreState', 'nrst', 'link'] as const)
        assert.equal(result[name].ok, false, name);
    },
  },
  'clone-ids': {
    reset: (result) => {
      const { dpidr, cpuid, romDesigner } = valueOf(result.chip);
      assert.equal(dpidr, 0x2ba0_1477);
      assert.equal(cpuid, 0x412f_c231);
      assert.deepEqual(romDesigner, { bank: 7, id: 0x51 });
    },
  },
  'small-flash': { reset: (result) => assert.equal(valueOf(result.chip).flashKib, 512) },
  'wrong-part': { reset: (result) => assert.equal(valueOf(result.chip).devId, 0x415) },
  'boot-system-memory': {
    reset: (result) => assert.equal(valueOf(result.coreState).bootedFrom, 'system'),
  },
  'wait-storm': {
    reset: (result) => {
      opened(result);
      assert.equal(valueOf(result.link).samples[0]?.errors, 0);
    },
  },
  'left-in-debug': { reset: opened },
  'left-in-dfu': { reset: opened },
  'left-in-swim': { reset: opened },
  'old-firmware': { reset: opened },
  'server-wrong-count': { reset: opened },
  'v1-probe': { reset: state('unsupported') },
  bootloader: { reset: state('loader') },
  busy: { reset: state('in-use') },
  wedged: { reset: state('wedged') },
  'server-busy-for-ever': { reset: state('in-use') },
  'server-closes-at-open': { reset: state('failed') },
  'server-truncated': { reset: state('wedged') },
  'garbage-answers': { reset: wedged },
  'short-answers': { reset: wedged },
  'long-answers': { reset: wedged },
  'empty-answers': { reset: wedged },
  'stale-answers': { reset: wedged },
  'silent-answers': { reset: wedged },
  'unknown-status': { reset: wedged },
};

/** There is no server to list a probe; or unplugged, which unplug.test.ts does at every command. */
const elsewhere = /^(server-(refuses|stalls|garbage)|unplug-at-\d+)$/;

/** It ends before anybody could ask for a reset, and each takes the whole second that a probe may be silent. */
const neverAsked = /^(wedged|server-(busy|trunc).*|.*-answers)$/;

describe('examining a faulty target or probe', () => {
  for (const { id, change, device: deviceName = 'STM32F405RG' } of faults) {
    if (elsewhere.test(id)) continue;

    it(`reads what ${id} shows`, async () => {
      const entry = expected[id];
      assert.ok(entry, `no expectation for ${id}`);
      entry.reset(await examined(change, { deviceName }));
    });

    if (neverAsked.test(id)) continue;

    it(`reads what ${id} shows without a reset`, async () => {
      const entry = expected[id];
      assert.ok(entry, `no expectation for ${id}`);
      (entry.alone ?? entry.reset)(await examined(change, { deviceName, mayReset: false }));
    });
  }

  it('tests the link also where not even CPUID came through', async () => {
    const target = { bitErrors: [{ aboveKhz: 1, perTransfer: 0.3 }] };
    const result = await examined({ target });
    assert.equal(result.opening.state, 'opened');
    const link = valueOf(result.link);
    assert.equal(link.fastestCleanKhz, undefined);
    assert.ok(link.samples.every(({ errors }) => errors > 0));
  });

  it('finds errors that are rare', async () => {
    const target = { bitErrors: [{ aboveKhz: 480, perTransfer: 0.004 }] };
    const link = valueOf((await examined({ target })).link);
    assert.ok((link.samples[0]?.errors ?? 0) > 0);
  });

  it('measures a slow NRST over a link that drops some transfers', async () => {
    const nrst = { isWired: true, riseMs: 900, isHeldLow: false };
    const bitErrors = [{ aboveKhz: 480, perTransfer: 0.02 }];
    const result = await examined({ target: { nrst, bitErrors } });
    assert.ok(marginal(result).samples.length > 2);
    const pulse = valueOf(result.nrst).pulse;
    assert.ok((pulse?.recoveryMs ?? 0) >= 850, `${pulse?.recoveryMs} ms`);
    assert.equal(valueOf(result.coreState).bootedFrom, 'flash');
  });

  it('gives up on an NRST that does not rise, with all the rest read', async () => {
    const nrst = { isWired: true, riseMs: 60_000, isHeldLow: false };
    const result = await examined({ target: { nrst } });
    opened(result);
    const pulse = valueOf(result.nrst).pulse;
    assert.equal(pulse?.reachedCore, true);
    assert.equal(pulse.recoveryMs, undefined);
    assert.equal(valueOf(result.coreState).bootedFrom, 'flash');
  });

  it('does not hold a bus that hangs for a bad link', async () => {
    const result = await examined({ target: { waits: 40 } });
    assert.equal(result.opening.state, 'opened');
    assert.equal(valueOf(result.connection).succeeded?.speedKhz, 1800);
    for (const name of ['protection', 'coreState', 'nrst', 'link'] as const)
      assert.equal(result[name].ok, false, name);
  });

  it('expects nothing of a fault that there is not', () => {
    const ids = new Set(faults.map(({ id }) => id));
    assert.deepEqual(
      Object.keys(expected).filter((id) => !ids.has(id)),
      [],
    );
  });
});

import assert from 'node:assert/strict';
import type { ConnectAdvice } from '../../../src/findings/finding';
import { waysToConnect } from '../../../src/launch/connect-ways';
import { resolveArgs } from '../../../src/launch/resolve-args';
import type { ServerDriver } from '../../../src/launch/server-driver';
import { openocd } from '../../../src/servers/openocd';
import { qemu } from '../../../src/servers/qemu';

/** A driver that understands everything, whatever the real ones do today. */
const able: ServerDriver = {
  ...openocd,
  reads: [...openocd.reads, 'speed', 'resetStrategy'],
  resetStrategies: ['software', 'connect-under-reset'],
};

function texts(
  raw: Record<string, unknown>,
  advice: readonly ConnectAdvice[] = [],
  driver = able,
): readonly string[] {
  const { args } = resolveArgs({ servertype: 'openocd', ...raw }, '/p');
  return waysToConnect(args, driver, advice).map(({ text }) => text);
}

describe('the ways to connect', () => {
  it('are as configured, slower, and slower under reset', () => {
    assert.deepEqual(texts({}), ['as configured', 'at 480 kHz', 'under reset at 480 kHz']);
  });

  it('go below the configured clock, and leave it where there is no slower one', () => {
    assert.deepEqual(texts({ speed: 240 })[1], 'at 100 kHz');
    assert.deepEqual(texts({ speed: 50 }), ['as configured', 'under reset']);
  });

  it('begin with what the probe is known to reach the target with', () => {
    const known = [{ underReset: true as const }, { speedKhz: 400 }];
    assert.equal(texts({}, known)[0], 'under reset at 400 kHz');
    assert.equal(texts({}, [{ reset: 'software' }])[0], 'with a reset by software');
  });

  it('do not pull NRST where it must not be pulsed', () => {
    const both = [{ underReset: true as const }, { reset: 'software' as const }];
    assert.equal(texts({}, both)[0], 'with a reset by software');
  });

  it('leave a reset strategy alone that the user has chosen', () => {
    const ways = texts({ resetStrategy: 'hardware' }, [{ underReset: true }]);
    assert.deepEqual(ways, ['as configured', 'at 480 kHz']);
  });

  it('never reset on an attach', () => {
    const ways = texts({ request: 'attach' }, [{ underReset: true }]);
    assert.deepEqual(ways, ['as configured', 'at 480 kHz']);
  });

  it('are one where the user wants it so, and where there is no probe', () => {
    assert.deepEqual(texts({ connect: 'configured' }, [{ speedKhz: 5 }]), ['as configured']);
    assert.deepEqual(texts({ servertype: 'qemu' }, [], qemu), ['as configured']);
  });

  it('are attributes of a launch configuration', () => {
    const { args } = resolveArgs({ servertype: 'openocd' }, '/p');
    assert.deepEqual(
      waysToConnect(args, able, []).map(({ attributes }) => attributes),
      [{}, { speed: 480 }, { resetStrategy: 'connect-under-reset', speed: 480 }],
    );
  });
});

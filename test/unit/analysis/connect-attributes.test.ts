import assert from 'node:assert/strict';
import { connectHint } from '../../../src/analysis/connect-attributes';
import { drivers } from '../../../src/servers/index';

const driverOf = (id: string) => drivers.find((driver) => driver.id === id);

describe('connectHint', () => {
  it('names the attributes of what is advised', () => {
    assert.equal(
      connectHint({ speedKhz: 480, underReset: true }, driverOf('openocd')),
      ' In launch.json: "speed": 480, "resetStrategy": "connect-under-reset".',
    );
    assert.equal(
      connectHint({ reset: 'software' }, undefined),
      ' In launch.json: "resetStrategy": "software".',
    );
  });

  it('leaves out what the server of the launch cannot do', () => {
    const slow = { reads: ['speed'], resetStrategies: ['software'] } as const;
    assert.equal(
      connectHint({ speedKhz: 480, underReset: true }, slow),
      ' In launch.json: "speed": 480.',
    );
  });

  it('is silent where the server has no such attribute, or nothing is advised', () => {
    assert.ok(driverOf('external'));
    assert.equal(connectHint({ speedKhz: 480 }, driverOf('external')), '');
    assert.equal(connectHint({}, driverOf('openocd')), '');
  });
});
